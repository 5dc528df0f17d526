"""The tables that disclosure control is about, and the elementary counts that their cells are sums of."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sosafe_api.domains.kpis.rules.counts import Counts
from sosafe_api.domains.kpis.rules.definition import Definition, Measure
from sosafe_api.domains.kpis.rules.periods import Period, periods_within
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy, PeriodKind

# Parts of a total are shown over one length of time only: shown over two, a hidden part of the shorter one
# could be found by subtraction, and protecting both would cost most of either.
BREAKDOWN_PERIOD = PeriodKind.QUARTER
MONTHS_OF_A_QUARTER = 3
MONTHS_OF_A_YEAR = 12
MOST_WANTED_FIRST = (
    "financial_year",
    "calendar_year",
    "service_year",
    "rolling_12_months",
    "year_to_date",
    "quarter",
    "month",
)
_END_WITH_A_QUARTER = ("rolling_12_months", "year_to_date")


class CellKey(NamedTuple):
    """A count of a table: of what, over which period, for whom."""

    measures: tuple[Measure, ...]
    period: Period
    breakdown: Breakdown | None = None
    member: str | None = None


class Table(NamedTuple):
    """A sum of measures over periods of one length, for the whole or by its parts."""

    measures: tuple[Measure, ...]
    kind: PeriodKind
    breakdown: Breakdown | None
    at_end: bool


def offered(kind: PeriodKind, start: date, end: date) -> list[Period]:
    """The periods that tables under disclosure control show.

    What overlaps from month to month ends with a quarter: from sums that overlap by eleven months of twelve,
    months could be found by subtraction.
    """
    return [
        period
        for period in periods_within(kind, start, end)
        if kind.value not in _END_WITH_A_QUARTER or period.end.month % MONTHS_OF_A_QUARTER == 1
    ]


def policies(definitions: Iterable[Definition]) -> dict[Measure, DisclosurePolicy]:
    """The policy of each measure: the strictest of the indicators that are made from it."""
    found: dict[Measure, DisclosurePolicy] = {}
    for definition in definitions:
        for measure in (*definition.measures, *definition.base):
            found[measure] = max(
                found.get(measure, definition.disclosure), definition.disclosure, key=_STRICTER.index
            )
    return found


_STRICTER = [DisclosurePolicy.OPEN_SOURCE, DisclosurePolicy.STANDARD, DisclosurePolicy.SENSITIVE]


def tables_under(policy: DisclosurePolicy, definitions: Sequence[Definition]) -> list[Table]:
    """The tables of all sums that hold a measure under this policy, the most wanted first, wholes before parts."""
    of_measure = policies(definitions)
    found: set[Table] = set()
    for definition in definitions:
        for measures in filter(None, (definition.measures, definition.base)):
            if max((of_measure[measure] for measure in measures), key=_STRICTER.index) is policy:
                found.update(_tables(definition, measures))
    return sorted(found, key=_wantedness)


def _tables(definition: Definition, measures: tuple[Measure, ...]) -> Iterator[Table]:
    for kind in definition.periods:
        yield Table(measures, kind, None, definition.at_end)
    for breakdown in definition.breakdowns:
        yield Table(measures, BREAKDOWN_PERIOD, breakdown, definition.at_end)


def _wantedness(table: Table) -> tuple[object, ...]:
    kind = MOST_WANTED_FIRST.index(table.kind.value)
    return table.breakdown is not None, kind, -len(table.measures), table.measures, table.breakdown or ""


def cells_of(table: Table, counts: Counts, start: date, end: date) -> Iterator[CellKey]:
    """The table's cells whose months are complete; parts from large to small."""
    for period in offered(table.kind, start, end):
        if not counts.cover(period):
            continue
        counted = period.last_month if table.at_end else period
        if table.breakdown is None:
            yield CellKey(table.measures, counted)
            continue
        keys = [
            CellKey(table.measures, counted, table.breakdown, member.code)
            for member in counts.members.get(table.breakdown, ())
        ]
        yield from sorted(keys, key=lambda key: -counts.total(*key))


class Elementary:
    """Months of the whole, single periods of each part: every cell is a sum of these.

    Their names are kept with a release, so that the next one finds the same counts by them.
    """

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self.values: dict[str, int] = {}
        self._split: dict[CellKey, None] = {}

    def parts_of(self, key: CellKey) -> list[str]:
        """The names of the counts that a cell adds up."""
        cells = _single(key)
        if key.breakdown is not None:
            self._split.update(dict.fromkeys(cell._replace(member=None) for cell in cells))
        return [self._counted(cell) for cell in cells]

    def relations(self) -> Iterator[dict[str, int]]:
        """Sums that are 0: a whole less its parts, where they make it up."""
        for cell in self._split:
            whole = [self._counted(month) for month in _single(cell._replace(breakdown=None))]
            members = self._counts.members.get(cell.breakdown, ()) if cell.breakdown else ()
            parts = [self._counted(cell._replace(member=member.code)) for member in members]
            if sum(self.values[part] for part in parts) == sum(self.values[month] for month in whole):
                yield {**dict.fromkeys(whole, -1), **dict.fromkeys(parts, 1)}

    def _counted(self, cell: CellKey) -> str:
        name = _name(cell)
        if name not in self.values:
            self.values[name] = self._counts.total(*cell)
        return name


def names_of(key: CellKey) -> list[str]:
    """The names of the counts that a cell adds up."""
    return [_name(cell) for cell in _single(key)]


def _single(key: CellKey) -> list[CellKey]:
    """A cell by measure; the whole by month as well, the parts by quarter or whatever they are split over."""
    spans = [key.period]
    if key.breakdown is None:
        spans = periods_within(PeriodKind.MONTH, key.period.start, key.period.end)
    elif len(key.period.months) > MONTHS_OF_A_QUARTER:
        spans = periods_within(BREAKDOWN_PERIOD, key.period.start, key.period.end)
    return [key._replace(measures=(one,), period=span) for one in key.measures for span in spans]


def _name(cell: CellKey) -> str:
    part = f" {cell.breakdown} {cell.member}" if cell.breakdown is not None else ""
    return f"{cell.measures[0]} {cell.period.start:%Y-%m} {len(cell.period.months)}{part}"
