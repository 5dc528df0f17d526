"""Every state machine that the domains declare as `LIVES` in their rules, ready to be drawn and listed.

`LIVES` maps a title like "The life of a case" to a table: each status to those it may go to, the first of all being
where a life begins. Where the inner values are a mapping, they say who may make the move. `REASONS` beside it maps a
status to the codes of the reason that a move to it states.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

from sosafe_api import domains

ERROR = "entered_in_error"


@dataclass(frozen=True, slots=True)
class StatusMove:
    """One move of the table; `by` is who may make it, or nothing where all may who may change the record."""

    start: str
    end: str
    by: str


@dataclass(frozen=True, slots=True)
class Life:
    """One state machine: its statuses in their order, its moves, and the reasons that some of them state."""

    domain: str
    title: str
    statuses: tuple[str, ...]
    moves: tuple[StatusMove, ...]
    reasons: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def begins(self) -> str:
        return self.statuses[0]

    @property
    def ends(self) -> tuple[str, ...]:
        """Statuses from which nothing follows but the finding that all was an error."""
        leaving = {move.start for move in self.moves if move.end != ERROR}
        return tuple(status for status in self.statuses if status not in leaving)

    def from_(self, status: str) -> list[StatusMove]:
        return [move for move in self.moves if move.start == status]


@cache
def lives() -> tuple[Life, ...]:
    """Sorted by title."""
    return tuple(sorted(_found(), key=lambda life: life.title))


def _found() -> Iterator[Life]:
    for module in walk_packages(domains.__path__, domains.__name__ + "."):
        _, _, domain, *rest = module.name.split(".")
        if rest[:1] == ["rules"]:
            yield from lives_of(domain, import_module(module.name))


def lives_of(domain: str, rules: ModuleType) -> Iterator[Life]:
    """Those that a module of rules declares."""
    reasons: Mapping[StrEnum, type[StrEnum]] = getattr(rules, "REASONS", {})
    for title, table in getattr(rules, "LIVES", {}).items():
        yield Life(
            domain=domain,
            title=title,
            statuses=tuple(status.value for status in table),
            moves=tuple(
                StatusMove(start.value, end.value, _movers(targets, end))
                for start, targets in table.items()
                for end in (
                    targets if isinstance(targets, Mapping) else sorted(targets, key=list(table).index)
                )
            ),
            reasons=tuple(
                (status.value, tuple(code.value for code in codes))
                for status, codes in reasons.items()
                if status in table
            ),
        )


def _movers(targets: Any, end: StrEnum) -> str:
    return " or ".join(sorted(targets[end])) if isinstance(targets, Mapping) else ""
