"""Which counts of all tables together may be shown: one decision over every table, never one table alone."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from sosafe_api.core.disclosure.suppression import Cell, shown_cells
from sosafe_api.domains.kpis.rules.counts import CountKey, Counts
from sosafe_api.domains.kpis.rules.definition import Definition, Measure
from sosafe_api.domains.kpis.rules.periods import Period, periods_within
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy, PeriodKind

# Parts of a total are shown over one length of time only: shown over two, a hidden part of the shorter one
# could be found by subtraction, and protecting both would cost most of either.
BREAKDOWN_PERIOD = PeriodKind.QUARTER
_MOST_WANTED_FIRST = (PeriodKind.ROLLING_12_MONTHS, PeriodKind.QUARTER, PeriodKind.MONTH)


class MonthCount(NamedTuple):
    """What was counted in a month for the whole partnership."""

    measure: Measure
    month: date


class QuarterCount(NamedTuple):
    """What was counted in a quarter: for the whole partnership, or for one part of it."""

    measure: Measure
    period: Period
    breakdown: Breakdown | None = None
    member: str | None = None


class CellKey(NamedTuple):
    """A count of a table: of what, over which period, for whom."""

    measures: tuple[Measure, ...]
    period: Period
    breakdown: Breakdown | None = None
    member: str | None = None


def shown(definitions: Iterable[Definition], counts: Counts, start: date, end: date) -> frozenset[Hashable]:
    """The keys of the counts that may be shown of all tables under the `standard` policy together."""
    standard = [item for item in definitions if item.disclosure is DisclosurePolicy.STANDARD]
    wanted = _wanted(standard)
    quarters = _covered(counts, BREAKDOWN_PERIOD, start, end)
    elementary = _elementary(counts, wanted, quarters)
    return shown_cells(elementary, list(_cells(counts, wanted, start, end)), list(_relations(elementary)))


def _wanted(definitions: Iterable[Definition]) -> dict[tuple[Measure, ...], set[Breakdown]]:
    """Every sum of measures that some table shows, with the breakdowns by which it does; wholes first."""
    found: dict[tuple[Measure, ...], set[Breakdown]] = {}
    for definition in definitions:
        for measures in filter(None, (definition.measures, definition.base)):
            found.setdefault(measures, set()).update(definition.breakdowns)
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


def offered(kind: PeriodKind, start: date, end: date) -> list[Period]:
    """The periods that tables under disclosure control show.

    Twelve months end with a quarter: from sums that overlap by eleven, months could be found by subtraction.
    """
    return [
        period
        for period in periods_within(kind, start, end)
        if kind is not PeriodKind.ROLLING_12_MONTHS or period.end.month % 3 == 1
    ]


def _covered(counts: Counts, kind: PeriodKind, start: date, end: date) -> list[Period]:
    return [period for period in offered(kind, start, end) if counts.cover(period)]


def _elementary(
    counts: Counts, wanted: Mapping[tuple[Measure, ...], set[Breakdown]], quarters: Sequence[Period]
) -> dict[Hashable, int]:
    """Months and quarters for the whole partnership, quarters for each part; all else is a sum of these."""
    found: dict[Hashable, int] = {}
    for measures, breakdowns in wanted.items():
        for measure in measures:
            for month in counts.months:
                found[MonthCount(measure, month)] = counts.by_key.get(CountKey(measure, month), 0)
            for period in quarters:
                found[QuarterCount(measure, period)] = counts.total((measure,), period)
            for period, breakdown in product(quarters, breakdowns):
                for member in counts.members.get(breakdown, ()):
                    part = QuarterCount(measure, period, breakdown, member.code)
                    found[part] = counts.total((measure,), period, breakdown, member.code)
    return found


def _parts(key: CellKey) -> dict[Hashable, int]:
    if key.period.kind is PeriodKind.MONTH:
        return {MonthCount(measure, key.period.start): 1 for measure in key.measures}
    quarters = periods_within(PeriodKind.QUARTER, key.period.start, key.period.end)
    return {
        QuarterCount(measure, quarter, key.breakdown, key.member): 1
        for measure in key.measures
        for quarter in quarters
    }


def _cells(
    counts: Counts, wanted: Mapping[tuple[Measure, ...], set[Breakdown]], start: date, end: date
) -> Iterator[Cell]:
    for kind in _MOST_WANTED_FIRST:
        for measures in wanted:
            for period in _covered(counts, kind, start, end):
                key = CellKey(measures, period)
                yield Cell(key, _parts(key))
    for measures, breakdowns in wanted.items():
        for breakdown in sorted(breakdowns):
            for period in _covered(counts, BREAKDOWN_PERIOD, start, end):
                keys = [
                    CellKey(measures, period, breakdown, member.code)
                    for member in counts.members.get(breakdown, ())
                ]
                keys.sort(key=lambda key: -counts.total(key.measures, key.period, key.breakdown, key.member))
                yield from (Cell(key, _parts(key)) for key in keys)


def _relations(elementary: Mapping[Hashable, int]) -> Iterator[dict[Hashable, int]]:
    """A quarter's total is the sum of its months, and of its parts by each breakdown."""
    tables: dict[tuple[QuarterCount, Breakdown | None], dict[Hashable, int]] = {}
    for key in elementary:
        if isinstance(key, QuarterCount):
            table = tables.setdefault((QuarterCount(key.measure, key.period), key.breakdown), {})
            if key.breakdown is None:
                table |= {MonthCount(key.measure, month): 1 for month in key.period.months}
            else:
                table[key] = 1
    for (total, _), parts in tables.items():
        yield {total: -1, **parts}
