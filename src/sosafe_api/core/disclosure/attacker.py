"""Somebody who reads everything that was ever published and calculates: the range of each hidden count.

Knows no count that was not told, only sums, rounded sums, and the rules: linear bounds, by HiGHS. What follows
for whole numbers alone is the suppression's to guard against, which it does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf

from sosafe_api.core.disclosure.knowledge import LARGEST, Knowledge, Sum
from sosafe_api.core.disclosure.solver import TOLERANCE, Program, Row


@dataclass(frozen=True, slots=True)
class Hidden:
    """A sum that was not told exactly. It is given away when it is known to be below `floor`, or to within `width`."""

    parts: Sum
    floor: int
    width: int = 1


def given_away(
    knowledge: Knowledge, hidden: Sequence[Hidden], near: Iterable[int] | None = None
) -> list[Hidden]:
    """The hidden sums that a reader can work out; with `near`, only those that hang together with these counts."""
    known = knowledge.fixed.keys()
    hidden_with: dict[int, list[Hidden]] = {}
    for item in hidden:
        for name, _ in item.parts:
            hidden_with.setdefault(name, []).append(item)
    starts = list(hidden_with if near is None else near)
    beside = dict.fromkeys(item for name in starts for item in hidden_with.get(name, ()))
    found = [item for item in beside if all(name in known for name, _ in item.parts)]
    reached = set(known)
    for start in starts:
        if start not in reached:
            names, items = _reach(knowledge, hidden_with, start)
            reached.update(names)
            found += _Island(knowledge, names).given_away(items) if items else []
    return found


def _reach(
    knowledge: Knowledge, hidden_with: Mapping[int, Sequence[Hidden]], start: int
) -> tuple[list[int], list[Hidden]]:
    """Open counts that sums told or hidden join with this one, and the hidden sums of them."""
    names, seen, items = [start], {start, *knowledge.fixed}, dict[Hidden, None]()
    for name in names:
        beside = list(knowledge.joined_once(name))
        for item in hidden_with.get(name, ()):
            items[item] = None
            beside += [other for other, _ in item.parts]
        for other in beside:
            if other not in seen:
                seen.add(other)
                names.append(other)
    return names, list(items)


class _Island:
    """The linear program of counts that hang together; its objective alone changes, so each run starts warm."""

    def __init__(self, knowledge: Knowledge, names: Sequence[int]) -> None:
        self._fixed = knowledge.fixed
        opened = [name for name in names if name not in knowledge.fixed]
        self._places = {name: place for place, name in enumerate(opened)}
        rows = []
        for told in knowledge.told_of(opened):
            parts, known = self._split(told.parts)
            rows.append(Row(parts, told.low - known, told.high - known))
        least = [float(knowledge.least[name]) for name in opened]
        self._program = Program(least, [float(LARGEST)] * len(opened), rows)

    def given_away(self, items: Sequence[Hidden]) -> list[Hidden]:
        """Tables found on the way show for many sums at once that they could be other ones."""
        unproved = {item: _Range(*self._split(item.parts)) for item in items}
        found = []
        for item in items:
            for sign in (-1.0, 1.0):
                if item in unproved:
                    costs = {place: sign * factor for place, factor in unproved[item].parts.items()}
                    self._look(costs, unproved)
            if unproved.pop(item, None) is not None:
                found.append(item)
        return found

    def _look(self, costs: Mapping[int, float], unproved: dict[Hidden, "_Range"]) -> None:
        columns = self._program.least(costs)
        if columns is None:
            return
        for item, seen in list(unproved.items()):
            seen.take(columns)
            if seen.hides(item):
                del unproved[item]

    def _split(self, parts: Sum) -> tuple[dict[int, int], int]:
        """The open part of a sum, by place, and what the rest adds up to."""
        opened = {self._places[name]: factor for name, factor in parts if name in self._places}
        return opened, sum(factor * self._fixed[name] for name, factor in parts if name in self._fixed)


class _Range:
    """The smallest and the largest number that a sum was in any table found."""

    def __init__(self, parts: Mapping[int, int], known: int) -> None:
        self.parts, self._known = parts, known
        self._low, self._high = inf, -inf

    def take(self, columns: Sequence[float]) -> None:
        value = self._known + sum(columns[place] * factor for place, factor in self.parts.items())
        self._low, self._high = min(self._low, value), max(self._high, value)

    def hides(self, item: Hidden) -> bool:
        if self._high == -inf:
            return False
        low, high = ceil(self._low - TOLERANCE), floor(self._high + TOLERANCE)
        return high >= item.floor and high - low >= item.width
