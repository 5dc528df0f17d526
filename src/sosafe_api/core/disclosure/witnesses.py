"""Finds another table of counts that a reader could as well have before them: the proof that a hidden one is safe.

The other table agrees with everything told and holds, where the small count stands, one that would be shown.
It is looked for by linear programming, near the small count first, and is checked in whole numbers: what the
solver gets wrong can hide a count that could be shown, and never shows one that should be hidden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sosafe_api.core.disclosure.knowledge import Knowledge, Sum, Told
from sosafe_api.core.disclosure.solver import TOLERANCE, Program, Row

NEIGHBOURHOODS = (60, 400, None)
Change = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Secret:
    """A sum of which nobody may learn that it is less than `floor`, not even whoever knows the counts `known`."""

    parts: Sum
    floor: int
    known: frozenset[int] = frozenset()


def applied(parts: Sum, change: Change) -> int:
    """By how much a change of the counts changes a sum."""
    return sum(factor * change[name] for name, factor in parts if name in change)


def guards(secret: Secret, change: Change, value: int) -> bool:
    """Whether the changed table hides the secret, whose true value is given."""
    return value + applied(secret.parts, change) >= secret.floor and secret.known.isdisjoint(change)


class Witnesses:
    """Looks for tables in which a secret is larger. `prices` say how much a change of each count is to be avoided."""

    def __init__(self, counts: Sequence[int], knowledge: Knowledge, prices: Mapping[int, float]) -> None:
        self._counts = counts
        self._knowledge = knowledge
        self._prices = prices

    def find(self, secret: Secret) -> dict[int, int] | None:
        """A change of open counts that nothing told shows; None when there is none, or none is found."""
        before = -1
        for most in NEIGHBOURHOODS:
            names = self._knowledge.joined((name for name, _ in secret.parts), most, secret.known)
            if len(names) == before:
                break
            before = len(names)
            found = self._among(names, secret)
            if found is not None:
                return found
        return None

    def _among(self, names: Sequence[int], secret: Secret) -> dict[int, int] | None:
        places = {name: place for place, name in enumerate(names)}
        told = self._knowledge.told_of(names)
        more = secret.floor - sum(factor * self._counts[name] for name, factor in secret.parts)
        rows = [_row(parts.parts, places, 0, 0) for parts in told]
        rows.append(_row(secret.parts, places, more, float("inf")))
        # A change is what is put on less what is taken off, so that small changes of few counts can be asked for.
        taken = [float(self._counts[name] - self._knowledge.least[name]) for name in names]
        program = Program([0.0] * (2 * len(names)), [float("inf")] * len(names) + taken, rows)
        prices = [self._prices.get(name, 1.0) for name in names]
        columns = program.least(dict(enumerate(prices + prices)))
        if columns is None:
            return None
        found = _whole_change(names, columns)
        if found is None:
            columns = program.whole()
            found = None if columns is None else _whole_change(names, columns)
        return found if found is not None and self._holds(found, told, secret) else None

    def _holds(self, change: Change, told: Sequence[Told], secret: Secret) -> bool:
        value = sum(factor * self._counts[name] for name, factor in secret.parts)
        return (
            not any(applied(known.parts, change) for known in told)
            and all(self._counts[name] + step >= self._knowledge.least[name] for name, step in change.items())
            and guards(secret, change, value)
        )


def _row(parts: Sum, places: Mapping[int, int], low: float, high: float) -> Row:
    there = [(places[name], factor) for name, factor in parts if name in places]
    taken_off = [(place + len(places), -factor) for place, factor in there]
    return Row(dict(there + taken_off), low, high)


def _whole_change(names: Sequence[int], columns: Sequence[float]) -> dict[int, int] | None:
    found = {}
    for place, name in enumerate(names):
        step = columns[place] - columns[place + len(names)]
        if abs(step - round(step)) > TOLERANCE:
            return None
        if round(step):
            found[name] = round(step)
    return found
