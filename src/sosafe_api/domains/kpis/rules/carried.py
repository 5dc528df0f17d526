"""Figures entered by hand that were told: beside them, what records count within the same days tells what is left."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sosafe_api.core.disclosure.knowledge import Sum
from sosafe_api.core.disclosure.ledger import Ledger, Told
from sosafe_api.core.months import add_months, months_between
from sosafe_api.domains.kpis.rules.counts import Counts
from sosafe_api.domains.kpis.rules.definition import Measure
from sosafe_api.domains.kpis.rules.disclosure import known_range
from sosafe_api.domains.kpis.rules.elementary import Elementary
from sosafe_api.domains.kpis.rules.periods import Period
from sosafe_api.domains.kpis.rules.tables import CellKey
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, PeriodKind

_CARRIED = "carried over "
BESIDE = "beside what was "


class Carried(NamedTuple):
    """A number that was entered of an indicator's measures over whole months, and as what it is told."""

    code: str
    policy: DisclosurePolicy
    measures: tuple[Measure, ...]
    start: date
    end: date
    number: int
    told: int

    @property
    def name(self) -> str:
        months = len(months_between(self.start, self.end))
        return f"{_CARRIED}{self.code} {'+'.join(self.measures)} {self.start:%Y-%m} {months}"


def enter(ledgers: Mapping[DisclosurePolicy, Ledger], carried: Iterable[Carried]) -> None:
    """What is told of a figure stays known, whether it stands or records take its place."""
    for item in carried:
        ledger = ledgers[item.policy]
        parts: Sum = ((ledger.count({item.name: item.number})[item.name], 1),)
        if ledger.decided(parts):
            continue
        if item.policy is DisclosurePolicy.STANDARD:
            ledger.tell(Told(parts, item.told, item.told))
            continue
        told, kept = known_range(parts, item.told)
        ledger.tell(told)
        if kept:
            ledger.keep(kept)


def relations(ledger: Ledger, counts: Counts, elementary: Elementary) -> Iterator[dict[str, int]]:
    """Sums that are 0: a figure less what records count of its months, and less what is left of it.

    A figure that is smaller than they was counted otherwise, and tells nothing of them.
    """
    for name in [name for name in ledger.current if name.startswith(_CARRIED)]:
        measures, months = _read(name)
        covered = [month for month in months if month in counts.months]
        parts = [
            part
            for month in covered
            for part in elementary.parts_of(
                CellKey(measures, Period(month, add_months(month, 1), PeriodKind.MONTH))
            )
        ]
        number = ledger.counts[ledger.current[name]]
        left = number - sum(elementary.values[part] for part in parts)
        if not parts or left < 0 or (left and len(covered) == len(months)):
            continue
        elementary.values[name] = number
        found = {name: -1, **dict.fromkeys(parts, 1)}
        if len(covered) < len(months):
            elementary.values[BESIDE + name] = left
            found[BESIDE + name] = 1
        yield found


def _read(name: str) -> tuple[tuple[Measure, ...], list[date]]:
    _, measures, start, number = name.removeprefix(_CARRIED).split()
    first = date.fromisoformat(f"{start}-01")
    return (
        tuple(Measure(measure) for measure in measures.split("+")),
        months_between(first, add_months(first, int(number))),
    )
