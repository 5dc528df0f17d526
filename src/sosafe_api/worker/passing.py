"""Which faults of a piece of work may pass, so that it is done again, and which stay."""

import psycopg
from sqlalchemy.exc import DBAPIError

from sosafe_api.core.errors import OutcomeUnknown, ServiceUnavailable, TransientFault


def may_pass(error: BaseException) -> bool:
    """A lock, a full disk or a shutdown may pass; a file beyond a limit of the database, or a fault of ours, stays."""
    first = _first(error)
    passing = psycopg.OperationalError | OutcomeUnknown | ServiceUnavailable | TransientFault
    return isinstance(first, passing) and not isinstance(first, psycopg.errors.ProgramLimitExceeded)


def _first(error: BaseException) -> BaseException:
    """What was met first, below what the layers above have made of it."""
    while isinstance(error, ServiceUnavailable | TransientFault) and error.__cause__ is not None:
        error = error.__cause__
    if isinstance(error, DBAPIError) and error.orig is not None:
        return error.orig
    return error
