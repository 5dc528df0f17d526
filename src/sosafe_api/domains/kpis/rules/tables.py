"""The tables that disclosure control is about, and their cells."""

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
