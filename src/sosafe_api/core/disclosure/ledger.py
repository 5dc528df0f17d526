"""What was published of one set of records, release by release: told, kept back, and of which counts.

A count that is corrected between two releases becomes another one, with a number of its own; one that is not is the
same in both. So a reader is granted to know which counts a correction changed: whoever asked for it does.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from sosafe_api.core.disclosure.attacker import Hidden
from sosafe_api.core.disclosure.knowledge import Knowledge, Sum
from sosafe_api.core.disclosure.witnesses import Secret


class Told(msgspec.Struct, frozen=True, array_like=True):
    """A sum as it was shown: exactly, or as the range that a rounded number stands for."""

    parts: Sum
    low: int
    high: int


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """A sum that was not shown exactly, and what nobody may learn of it; `own` are counts that an agency knows."""

    parts: Sum
    floor: int
    width: int = 1
    own: tuple[int, ...] = ()


class Page(msgspec.Struct, array_like=True):
    """What one release adds. Counts are numbered on from those of the pages before."""

    counts: list[tuple[str, int]] = []
    relations: list[Sum] = []
    told: list[Told] = []
    kept: list[Kept] = []


@dataclass(slots=True)
class Ledger:
    """All pages in order, and the one being written."""

    counts: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    current: dict[str, int] = field(default_factory=dict)
    relations: dict[Sum, None] = field(default_factory=dict)
    told: dict[Sum, Told] = field(default_factory=dict)
    kept: dict[Sum, Kept] = field(default_factory=dict)
    page: Page = field(default_factory=Page)

    @classmethod
    def of(cls, pages: Iterable[bytes]) -> "Ledger":
        ledger = cls()
        for content in pages:
            ledger._enter(msgspec.msgpack.decode(content, type=Page))
            ledger.turn_page()
        return ledger

    def turn_page(self) -> None:
        """What was written is published; the next release begins a page of its own."""
        self.page = Page()

    def written(self) -> bytes:
        """The page that was written since."""
        return msgspec.msgpack.encode(self.page)

    def _enter(self, page: Page) -> None:
        self.count(dict(page.counts))
        self.relate(page.relations)
        for told in page.told:
            self.tell(told)
        for kept in page.kept:
            self.keep(kept)

    def count(self, counts: Mapping[str, int]) -> dict[str, int]:
        """The numbers of these counts as they are now; one that is new or changed gets the next."""
        for name, value in counts.items():
            number = self.current.get(name)
            if number is None or self.counts[number] != value:
                self.current[name] = len(self.counts)
                self.counts.append(value)
                self.names.append(name)
                self.page.counts.append((name, value))
        return {name: self.current[name] for name in counts}

    def relate(self, relations: Iterable[Sum]) -> list[Sum]:
        """Sums that are 0, such as a total less its parts; answers those that are new."""
        new = [parts for parts in relations if parts not in self.relations]
        self.relations.update(dict.fromkeys(new))
        self.page.relations += new
        return new

    def unrelate(self, doubtful: Collection[int]) -> None:
        """Takes back what this page relates of these counts: of what is not shown at all, no relation is known."""
        for parts in [
            parts for parts in self.page.relations if any(number in doubtful for number, _ in parts)
        ]:
            self.page.relations.remove(parts)
            del self.relations[parts]

    def tell(self, told: Told) -> None:
        self.told[told.parts] = told
        self.page.told.append(told)

    def keep(self, kept: Kept) -> None:
        self.kept[kept.parts] = kept
        self.page.kept.append(kept)

    def decided(self, parts: Sum) -> bool:
        """Whether the sum was shown or kept back before: it stays so, for what was published is known."""
        return parts in self.told or parts in self.kept

    def value(self, parts: Sum) -> int:
        return sum(factor * self.counts[number] for number, factor in parts)

    def knowledge(self, *, zeros_shown: bool = True) -> Knowledge:
        """What a reader of everything knows: also that a hidden count is no 0, where zeros are shown."""
        known = Knowledge([min(count, int(zeros_shown)) for count in self.counts])
        for parts in self.relations:
            known.learn(parts, 0, 0)
        for told in self.told.values():
            known.learn(told.parts, told.low, told.high)
        return known

    def hidden(self) -> list[Hidden]:
        guarded = (kept for kept in self.kept.values() if kept.floor or kept.width)
        return [Hidden(kept.parts, kept.floor, kept.width) for kept in guarded]

    def secrets(self) -> list[Secret]:
        """What must not be learnt of sums that were kept back exactly."""
        return [
            Secret(kept.parts, kept.floor, frozenset(kept.own))
            for kept in self.kept.values()
            if self.value(kept.parts) < kept.floor
        ]
