"""What a reader knows of counts: sums that are told, what they leave open, and which counts hang together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# Pairs of the number of a count and its factor, by number.
Sum = tuple[tuple[int, int], ...]
LARGEST = 10**6


def sum_of(parts: Iterable[tuple[int, int]]) -> Sum:
    return tuple(sorted(parts))


@dataclass(frozen=True, slots=True)
class Told:
    """A sum that lies between two numbers, as a reader knows."""

    parts: Sum
    low: int
    high: int


class Knowledge:
    """Counts are numbered. `least` is what a reader knows of each from the rules alone: 1 of a hidden one, else 0."""

    def __init__(self, least: Sequence[int]) -> None:
        self.least = list(least)
        self.told: dict[int, Told] = {}
        self.fixed: dict[int, int] = {}
        self._told_with: dict[int, set[int]] = {}
        self._next = 0

    def learn(self, parts: Sum, low: int, high: int) -> int:
        """Answers what `forget` takes."""
        number, self._next = self._next, self._next + 1
        if len(parts) == 1 and parts[0][1] == 1 and low == high and parts[0][0] not in self.fixed:
            self.fixed[parts[0][0]] = low
            return -1 - parts[0][0]
        self.told[number] = Told(parts, low, high)
        for name, _ in parts:
            self._told_with.setdefault(name, set()).add(number)
        return number

    def forget(self, number: int) -> None:
        if number < 0:
            del self.fixed[-1 - number]
            return
        for name, _ in self.told.pop(number).parts:
            self._told_with[name].discard(number)

    def joined(
        self, starts: Iterable[int], most: int | None = None, apart: frozenset[int] = frozenset()
    ) -> list[int]:
        """Open counts that sums join with these, directly or through others, the nearest first.

        At most about `most`, if it is given; those of `apart` are taken as known.
        """
        found = [name for name in dict.fromkeys(starts) if name not in self.fixed and name not in apart]
        seen = set(found)
        for name in found:
            if most is not None and len(found) >= most:
                break
            for other in self.joined_once(name):
                if other not in seen and other not in apart:
                    seen.add(other)
                    found.append(other)
        return found

    def joined_once(self, name: int) -> Iterator[int]:
        """Open counts that stand in a sum with this one."""
        for number in sorted(self._told_with.get(name, ())):
            for other, _ in self.told[number].parts:
                if other not in self.fixed:
                    yield other

    def told_of(self, names: Iterable[int]) -> list[Told]:
        """Every sum in which one of these counts stands."""
        numbers = {number for name in names for number in self._told_with.get(name, ())}
        return [self.told[number] for number in sorted(numbers)]
