"""The life of a strategy. Pure: no I/O."""

from collections.abc import Mapping
from typing import Any

from sosafe_api.domains.strategies.vocabulary import StrategyStatus

S = StrategyStatus
TRANSITIONS: dict[StrategyStatus, frozenset[StrategyStatus]] = {
    S.DRAFT: frozenset({S.ADOPTED, S.DISCARDED}),
    S.ADOPTED: frozenset({S.SUPERSEDED}),
    S.SUPERSEDED: frozenset(),
    S.DISCARDED: frozenset(),
}
LIVES: dict[str, Mapping[Any, frozenset[Any]]] = {"The life of a strategy": TRANSITIONS}
# Only what was adopted is worked for: its objectives are never taken away again.
SERVED = frozenset({S.ADOPTED, S.SUPERSEDED})
