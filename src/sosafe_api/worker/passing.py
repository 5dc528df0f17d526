"""Which faults of a piece of work may pass, so that it is done again, and which stay."""

import psycopg

from sosafe_api.core.errors import OutcomeUnknown, ServiceUnavailable


def may_pass(error: Exception) -> bool:
    """A lock, a full disk or a shutdown may pass; a file beyond a limit of the database, or a fault of ours, stays."""
    if isinstance(error, OutcomeUnknown):
        return True
    cause = error.__cause__ or error if isinstance(error, ServiceUnavailable) else error
    return isinstance(cause, psycopg.OperationalError | ServiceUnavailable) and not isinstance(
        cause, psycopg.errors.ProgramLimitExceeded
    )
