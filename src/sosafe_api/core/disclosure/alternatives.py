"""Finds another table of counts that looks the same to a reader: the proof that a hidden count is safe."""

from collections.abc import Iterator, Sequence

Sum = dict[int, int]  # factors by the number of an elementary count
MOST_STEPS = 150
LONGEST_CHANGE = 40


def applied(wanted: Sum, change: Sum) -> int:
    """By how much a change of the counts changes a sum."""
    if len(change) < len(wanted):
        wanted, change = change, wanted
    return sum(factor * change[name] for name, factor in wanted.items() if name in change)


class Alternatives:
    """What a reader knows of a table: sums, single counts, and that whatever is hidden is 1 or more."""

    def __init__(self, counts: Sequence[int]) -> None:
        self._counts = counts
        # Zeros are shown, so no other table may have another count in their place.
        self._fixed = {number for number, count in enumerate(counts) if count == 0}
        self._sums: dict[int, Sum] = {}
        self._sums_with: dict[int, set[int]] = {}
        self._next = 0

    def add(self, known: Sum) -> int | None:
        """Learns a sum; answers what `forget` takes, or None when it tells nothing new."""
        if len(known) == 1:
            (name,) = known
            if name in self._fixed:
                return None
            self._fixed.add(name)
            return -1 - name
        number, self._next = self._next, self._next + 1
        self._sums[number] = known
        for name in known:
            self._sums_with.setdefault(name, set()).add(number)
        return number

    def forget(self, number: int | None) -> None:
        if number is None:
            return
        if number < 0:
            self._fixed.remove(-1 - number)
            return
        for name in self._sums.pop(number):
            self._sums_with[name].remove(number)

    def hidden_parts(self, known: Sum) -> Iterator[Sum]:
        """For each known sum that a new one touches: the part of it that is still hidden."""
        touched = {number for name in known for number in self._sums_with.get(name, ())}
        for number in touched:
            yield {name: factor for name, factor in self._sums[number].items() if name not in self._fixed}

    def other_than(self, secret: Sum) -> Sum | None:
        """A change of hidden counts that no known sum shows and that changes the secret; None if not found.

        A count is changed by one, and then others, until every known sum is as before. The search is bounded:
        what it misses is taken as impossible, so a doubtful count stays hidden.
        """
        for name in secret:
            for step in (1, -1):
                if not self._may_change(name, step):
                    continue
                budget = [MOST_STEPS]
                for change in self._completed({name: step}, self._excess({}, name, step), budget):
                    if applied(secret, change):
                        return change
        return None

    def _may_change(self, name: int, step: int) -> bool:
        return name not in self._fixed and self._counts[name] + step >= 1

    def _excess(self, before: dict[int, int], name: int, step: int) -> dict[int, int]:
        """By how much each known sum would be off, after one more step."""
        result = dict(before)
        for number in self._sums_with.get(name, ()):
            off = result.get(number, 0) + self._sums[number][name] * step
            if off:
                result[number] = off
            else:
                result.pop(number, None)
        return result

    def _completed(self, change: Sum, excess: dict[int, int], budget: list[int]) -> Iterator[Sum]:
        """Changes that hold this one and that no known sum shows."""
        if not excess:
            yield change
            return
        if len(change) >= LONGEST_CHANGE:
            return
        options = [self._steps(number, off, change) for number, off in excess.items()]
        # The sum with the fewest ways to make up for it comes first: most dead ends are seen at once.
        for name, step in min(options, key=len):
            budget[0] -= 1
            if budget[0] < 0:
                return
            yield from self._completed({**change, name: step}, self._excess(excess, name, step), budget)

    def _steps(self, number: int, off: int, change: Sum) -> list[tuple[int, int]]:
        """Single changes that put a sum right; those of counts that stand in few sums and are large first."""
        steps = [
            (name, -off * factor)
            for name, factor in self._sums[number].items()
            if name not in change and self._may_change(name, -off * factor)
        ]
        return sorted(steps, key=lambda step: (len(self._sums_with[step[0]]), -self._counts[step[0]]))
