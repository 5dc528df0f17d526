"""The lives of unit cost sets and of statements of savings. Pure: no I/O."""

from collections.abc import Mapping
from typing import Any

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.savings.vocabulary import SavingsStatementStatus, UnitCostSetStatus

_SET, _STATEMENT = UnitCostSetStatus, SavingsStatementStatus
SET_TRANSITIONS: dict[UnitCostSetStatus, frozenset[UnitCostSetStatus]] = {
    _SET.DRAFT: frozenset({_SET.PUBLISHED, _SET.DISCARDED}),
    _SET.PUBLISHED: frozenset({_SET.SUPERSEDED}),
    _SET.SUPERSEDED: frozenset(),
    _SET.DISCARDED: frozenset(),
}
STATEMENT_TRANSITIONS: dict[SavingsStatementStatus, frozenset[SavingsStatementStatus]] = {
    _STATEMENT.DRAFT: frozenset({_STATEMENT.APPROVED, _STATEMENT.WITHDRAWN}),
    _STATEMENT.APPROVED: frozenset({_STATEMENT.WITHDRAWN}),
    _STATEMENT.WITHDRAWN: frozenset(),
}
LIVES: dict[str, Mapping[Any, frozenset[Any]]] = {
    "The life of a set of unit costs": SET_TRANSITIONS,
    "The life of a savings statement": STATEMENT_TRANSITIONS,
}
# A statement, once made, can be brought to other prices although its costs were superseded meanwhile.
FROZEN = frozenset({_SET.PUBLISHED, _SET.SUPERSEDED})


def reason_errors(to: SavingsStatementStatus, reason_code: str | None) -> list[FieldError]:
    """A withdrawal needs its reason; no other move takes one."""
    if (to is _STATEMENT.WITHDRAWN) is (reason_code is not None):
        return []
    if reason_code is None:
        return [FieldError("required", "Must say why the statement is withdrawn.", pointer="#/reason_code")]
    return [FieldError("not_wanted", "Is stated for withdrawals only.", pointer="#/reason_code")]
