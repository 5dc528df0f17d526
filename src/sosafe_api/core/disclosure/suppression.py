"""Which counts may be shown so that no small one can be worked out from all that was ever shown.

Counts of 1 to 4 are hidden, and others with them, until every hidden small count could be 5 or more as far as
a reader can tell (ADR 0031).
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from sosafe_api.core.disclosure.knowledge import Knowledge, Sum, sum_of
from sosafe_api.core.disclosure.witnesses import Secret, Witnesses, applied, guards

SMALLEST_SHOWN = 5
DEAREST = 100.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A count that may be shown: an elementary count, or a sum of several."""

    key: Hashable
    parts: Mapping[Hashable, int]


def is_small(count: int) -> bool:
    return 0 < count < SMALLEST_SHOWN


def shown_cells(
    counts: Mapping[Hashable, int],
    cells: Sequence[Cell],
    relations: Iterable[Mapping[Hashable, int]] = (),
) -> frozenset[Hashable]:
    """The keys of the cells that may be shown of tables that are told once, by themselves.

    `counts` are the true elementary counts; `relations` are sums known to be 0, such as a total less its parts.
    Cells are tried in the order given. Zeros are known; each small count is guarded, shown in a table or not.
    """
    numbers = {name: number for number, name in enumerate(counts)}
    values = list(counts.values())
    knowledge = Knowledge([min(value, 1) for value in values])
    for parts in [*({name: 1} for name, value in counts.items() if not value), *relations]:
        knowledge.learn(_numbered(parts, numbers), 0, 0)
    sums = {cell.key: _numbered(cell.parts, numbers) for cell in cells}
    small = {
        parts for parts in sums.values() if is_small(sum(values[name] * factor for name, factor in parts))
    }
    single: dict[Sum, None] = {((number, 1),): None for number, value in enumerate(values) if is_small(value)}
    guarded: dict[Sum, None] = single | dict.fromkeys(sorted(small), None)
    secrets = [Secret(parts, SMALLEST_SHOWN) for parts in guarded]
    shown, _ = shown_sums(
        values, knowledge, [parts for parts in sums.values() if parts not in small], secrets
    )
    return frozenset(key for key, parts in sums.items() if parts in shown)


def _numbered(parts: Mapping[Hashable, int], numbers: Mapping[Hashable, int]) -> Sum:
    return sum_of((numbers[name], factor) for name, factor in parts.items())


def shown_sums(
    counts: Sequence[int], knowledge: Knowledge, candidates: Sequence[Sum], secrets: Iterable[Secret]
) -> tuple[set[Sum], set[int]]:
    """Those of the candidates that may be shown, tried in the order given, the most wanted first.

    `counts` are the true counts by number. What is shown is added to the knowledge. One is shown unless a secret
    would then be known to be less than its floor. Where a secret cannot be guarded although nothing new is shown,
    nothing is shown of any count that is joined with it; these counts are answered too.
    """
    guard = _Guard(counts, knowledge, _prices(candidates))
    unguarded = guard.keep(secrets)
    reach = [*dict.fromkeys(name for secret in unguarded for name, _ in secret.parts)]
    doubtful = set(knowledge.joined(reach)) if reach else set()
    shown = {parts for parts in candidates if doubtful.isdisjoint(dict(parts)) and guard.told(parts)}
    return shown, doubtful


def _prices(candidates: Sequence[Sum]) -> dict[int, float]:
    """A change of what is wanted most is avoided most: a witness that leaves it alone outlives its being shown."""
    found: dict[int, float] = {}
    for place, parts in enumerate(candidates):
        for name, _ in parts:
            found.setdefault(name, 1 + (DEAREST - 1) * (1 - place / len(candidates)))
    return found


class _Guard:
    """Shows sums one by one, and keeps a witness for every secret all the while."""

    def __init__(self, counts: Sequence[int], knowledge: Knowledge, prices: Mapping[int, float]) -> None:
        self._counts = counts
        self._knowledge = knowledge
        self._witnesses = Witnesses(counts, knowledge, prices)
        self._secrets: list[Secret] = []
        self._kept: list[dict[int, int]] = []
        self._kept_with: dict[int, set[int]] = {}
        self._forbade: dict[int, int] = {}

    def keep(self, secrets: Iterable[Secret]) -> list[Secret]:
        """Answers those for which no witness was found."""
        unguarded = []
        for secret in secrets:
            if self.value(secret.parts) >= secret.floor:
                continue
            witness = self._witnesses.find(secret)
            if witness is None:
                unguarded.append(secret)
            else:
                self._secrets.append(secret)
                self._kept.append({})
                self._replace(len(self._secrets) - 1, witness)
        return unguarded

    def told(self, parts: Sum) -> bool:
        """Shows a sum, unless that would give a secret away."""
        value = self.value(parts)
        learnt = self._knowledge.learn(parts, value, value)
        found: dict[int, dict[int, int]] = {}
        touched = {number for name, _ in parts for number in self._kept_with.get(name, ())}
        # What forbade the last sums is likely to forbid this one as well.
        for number in sorted(touched, key=lambda number: (-self._forbade.get(number, 0), number)):
            if applied(parts, self._kept[number]):
                witness = self._another(self._secrets[number], parts, found.values())
                if witness is None:
                    self._knowledge.forget(learnt)
                    self._forbade[number] = max(self._forbade.values(), default=0) + 1
                    return False
                found[number] = witness
        for number, witness in found.items():
            self._replace(number, witness)
        return True

    def _another(self, secret: Secret, parts: Sum, found: Iterable[dict[int, int]]) -> dict[int, int] | None:
        """A witness that outlives the showing of this sum: one of another secret, or a new one."""
        value = self.value(secret.parts)
        others = {number for name, _ in secret.parts for number in self._kept_with.get(name, ())}
        kept = (self._kept[number] for number in sorted(others))
        outliving = chain(found, (change for change in kept if not applied(parts, change)))
        shared = next((change for change in outliving if guards(secret, change, value)), None)
        return shared or self._witnesses.find(secret)

    def _replace(self, number: int, witness: dict[int, int]) -> None:
        for name in self._kept[number]:
            self._kept_with[name].discard(number)
        self._kept[number] = witness
        for name in witness:
            self._kept_with.setdefault(name, set()).add(number)

    def value(self, parts: Sum) -> int:
        return sum(self._counts[name] * factor for name, factor in parts)
