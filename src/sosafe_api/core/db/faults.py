"""What a database error means to the service: one table from SQLSTATE and constraint name to our errors."""

from collections.abc import Callable

import psycopg
import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from sosafe_api.core.db.wire import StalePlan
from sosafe_api.core.errors import (
    Conflict,
    FieldError,
    InternalError,
    NotFound,
    ServiceError,
    ServiceUnavailable,
    TransientFault,
    ValidationFailed,
)

DEADLOCK_OR_SERIALIZATION = frozenset({"40001", "40P01"})
# Syntax errors and names that do not exist: our own mistakes, which no retry mends. A right that is lacking is the
# operator's to give, and whoever comes again after that is served.
MISTAKE, LACKING_RIGHT = "42", "42501"
UNIQUE, FOREIGN_KEY, CHECK, EXCLUSION = "23505", "23503", "23514", "23P01"

_log = structlog.get_logger("sosafe.database")
_constraints: dict[str, Callable[[], ServiceError]] = {}


def on_violation(constraint: str, error: Callable[[], ServiceError]) -> None:
    """Registers what a broken constraint means; called once, where the table is declared."""
    _constraints[constraint] = error


def unknown_reference(constraint: str, pointer: str) -> None:
    """Registers a foreign key whose breach is a value that names nothing the caller can see."""
    on_violation(
        constraint,
        lambda: ValidationFailed(
            errors=[
                FieldError("unknown_reference", "Names no record that you can use here.", pointer=pointer)
            ]
        ),
    )


def translate(error: BaseException) -> ServiceError:
    """Never quotes the database's message: it may repeat values."""
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, PoolTimeout) or not isinstance(original, psycopg.Error):
        return ServiceUnavailable()
    state = original.sqlstate or ""
    if isinstance(original, StalePlan) or state in DEADLOCK_OR_SERIALIZATION:
        return TransientFault()
    if state in (UNIQUE, FOREIGN_KEY, CHECK, EXCLUSION):
        return _violation(original, state)
    if state.startswith("22"):
        return NotFound() if state == "22P02" else ValidationFailed()
    if state.startswith(MISTAKE):
        _log.error("statement_refused", sqlstate=state, exc_info=True)
        return ServiceUnavailable() if state == LACKING_RIGHT else InternalError()
    return ServiceUnavailable()


def _violation(error: psycopg.Error, state: str) -> ServiceError:
    known = _constraints.get(error.diag.constraint_name or "")
    if known is not None:
        return known()
    if state in (UNIQUE, EXCLUSION):
        return Conflict()
    return ValidationFailed()
