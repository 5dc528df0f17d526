"""Which counts may be shown so that no small one can be worked out from the rest: suppression of table cells.

Counts of 1 to 4 are hidden, and others with them, until every hidden count could be another one as far as a
reader can tell (ADR 0016).
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sosafe_api.core.disclosure.alternatives import Alternatives, Sum, applied

SMALLEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """A count that may be shown: an elementary count, or a sum of several."""

    key: Hashable
    parts: Mapping[Hashable, int]


def shown_cells(
    counts: Mapping[Hashable, int],
    cells: Sequence[Cell],
    relations: Iterable[Mapping[Hashable, int]] = (),
) -> frozenset[Hashable]:
    """The keys of the cells that may be shown.

    `counts` are the true elementary counts; `relations` are sums known to be 0, such as a total less its
    parts. Cells are tried in the order given, the most wanted first. One is shown unless a small count would
    follow from it and all that is shown before it, or a small sum of hidden counts would.
    Before anything is shown every small count has a witness. Where the bounded search misses one, nothing is
    shown of any count that a sum or relation joins with it, directly or through others.
    """
    numbers = {name: number for number, name in enumerate(counts)}
    sums = {cell.key: {numbers[name]: factor for name, factor in cell.parts.items()} for cell in cells}
    reader = _Reader(list(counts.values()))
    small = {key for key, wanted in sums.items() if is_small(reader.value(wanted))}
    known = [{numbers[name]: factor for name, factor in relation.items()} for relation in relations]
    for relation in known:
        reader.knows(relation)
    unguarded = {name for secret in reader.must_not_learn(sums[key] for key in small) for name in secret}
    doubtful = _joined(unguarded, [*known, *sums.values()])
    return frozenset(
        key
        for key, wanted in sums.items()
        if key not in small and doubtful.isdisjoint(wanted) and reader.told(wanted)
    )


def _joined(names: Collection[int], sums: Iterable[Sum]) -> set[int]:
    """The counts that sums join with these, directly or through others."""
    neighbours: dict[int, set[int]] = {}
    for each in sums:
        for name in each:
            neighbours.setdefault(name, set()).update(each)
    found, waiting = set(names), list(names)
    while waiting:
        new = neighbours.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


class _Reader:
    """Somebody who reads all that is shown, knows which sums belong together, and calculates.

    For each small count there is a witness: a change of the hidden counts that would show nowhere. As long as
    there is one, the count could as well be another.
    """

    def __init__(self, counts: Sequence[int]) -> None:
        self._counts = counts
        self._tables = Alternatives(counts)
        self._secrets: list[tuple[Sum, Sum]] = []

    def value(self, wanted: Sum) -> int:
        return sum(self._counts[name] * factor for name, factor in wanted.items())

    def knows(self, relation: Sum) -> None:
        self._tables.add(relation)

    def must_not_learn(self, sums: Iterable[Sum]) -> list[Sum]:
        """Small sums, and all small elementary counts whether a table shows them or not.

        Answers those for which no witness was found.
        """
        unguarded = []
        single = [{number: 1} for number, count in enumerate(self._counts) if is_small(count)]
        for secret in [*single, *(wanted for wanted in sums if len(wanted) > 1)]:
            witness = self._tables.other_than(secret)
            if witness is None:
                unguarded.append(secret)
            else:
                self._secrets.append((secret, witness))
        return unguarded

    def told(self, wanted: Sum) -> bool:
        """Shows a count, unless that would give a small one away."""
        number = self._tables.add(wanted)
        if number is None:
            return True
        found = None if self._leaves_a_small_sum(wanted) else self._new_witnesses(wanted)
        if found is None:
            self._tables.forget(number)
            return False
        for index, witness in found.items():
            self._secrets[index] = self._secrets[index][0], witness
        return True

    def _new_witnesses(self, wanted: Sum) -> dict[int, Sum] | None:
        """For the secrets whose witness the count would refute; None when one has no other."""
        found = {}
        for index, (secret, witness) in enumerate(self._secrets):
            if applied(wanted, witness):
                other = self._tables.other_than(secret)
                if other is None:
                    return None
                found[index] = other
        return found

    def _leaves_a_small_sum(self, wanted: Sum) -> bool:
        """What is left of a total once the shown parts are taken off is a count as well."""
        for hidden in self._tables.hidden_parts(wanted):
            if len({factor > 0 for factor in hidden.values()}) == 1 and is_small(abs(self.value(hidden))):
                return True
        return False


def is_small(count: int) -> bool:
    return 0 < count < SMALLEST_SHOWN
