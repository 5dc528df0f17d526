"""The `sensitive` policy over all its tables: years of the whole, rounded, none of which narrows another."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from sosafe_api.core.disclosure.attacker import Hidden, given_away
from sosafe_api.core.disclosure.knowledge import Knowledge, Sum, sum_of
from sosafe_api.core.disclosure.ledger import Kept, Ledger
from sosafe_api.domains.kpis.rules.carried import BESIDE
from sosafe_api.domains.kpis.rules.counts import Counts
from sosafe_api.domains.kpis.rules.definition import Definition, Measure
from sosafe_api.domains.kpis.rules.disclosure import (
    BASE,
    SMALLEST_SENSITIVE,
    is_dominated,
    known_range,
    ten_five,
)
from sosafe_api.domains.kpis.rules.elementary import names_of
from sosafe_api.domains.kpis.rules.tables import MONTHS_OF_A_YEAR, CellKey
from sosafe_api.domains.kpis.rules.wholes import REST_OF, WHOLES
from sosafe_api.domains.kpis.vocabulary import Breakdown, PeriodKind

_APRIL = 4


def decide_years(
    ledger: Ledger, definitions: Sequence[Definition], counts: Counts, sums: Mapping[CellKey, Sum]
) -> dict[CellKey, int]:
    """Financial years first; another year only where no range that a reader knows would become narrower by it."""
    knowledge = ledger.knowledge(zeros_shown=False)
    stocks = {counted for item in definitions if item.at_end for counted in (item.measures, item.base)}
    found = {}
    years = [cell for cell in sums if _is_year(cell) or _ends_a_year(cell, stocks)]
    _withhold_what_is_left(ledger, knowledge, counts, years)
    _withhold_what_is_beside(ledger, knowledge)
    _withhold_what_came_since(ledger, knowledge, definitions, years)
    for cell in sorted(years, key=_wantedness):
        parts = sums[cell]
        number = _rounded(definitions, counts, cell)
        if not ledger.decided(parts) and not _dominated(counts, cell):
            _tell(ledger, knowledge, parts, number)
        # What was withheld once is not told later because its base has grown: its range is known already.
        if number is not None and ledger.told.get(parts) == known_range(parts, number)[0]:
            found[cell] = number
    return found


def _wantedness(cell: CellKey) -> tuple[bool, bool]:
    """Of a share the base first: where both would tell what is left, it is the part that is kept back."""
    return cell.period.start.month != _APRIL, cell.measures[0] not in WHOLES


def _withhold_what_is_left(
    ledger: Ledger, knowledge: Knowledge, counts: Counts, years: Iterable[CellKey]
) -> None:
    """Those of a base who are not of the part, such as clients without a home: a count as any other."""
    for cell in years:
        names = [REST_OF + name for name in names_of(cell)]
        if all(name in ledger.current for name in names):
            parts = sum_of((ledger.current[name], 1) for name in names)
            if ten_five(ledger.value(parts), counts.total(*cell)) is None:
                _withhold(ledger, knowledge, parts)


def _withhold_what_is_beside(ledger: Ledger, knowledge: Knowledge) -> None:
    """What is left of a figure carried over, where records count some of its months."""
    for name in [name for name in ledger.current if name.startswith(BESIDE)]:
        parts = sum_of([(ledger.current[name], 1)])
        if ledger.value(parts) < SMALLEST_SENSITIVE:
            _withhold(ledger, knowledge, parts)


def _withhold_what_came_since(
    ledger: Ledger, knowledge: Knowledge, definitions: Iterable[Definition], years: Iterable[CellKey]
) -> None:
    """Of what is counted from a day on: how many more there are at the end of one year than of another."""
    growing = {item.measures for item in definitions if item.since}
    ends = sorted({cell for cell in years if cell.measures in growing}, key=lambda cell: cell.period.start)
    for earlier, later in combinations(ends, 2):
        old, new = (ledger.current[name] for end in (earlier, later) for name in names_of(end))
        parts = sum_of([(old, -1), (new, 1)])
        if (
            earlier.measures == later.measures
            and old != new
            and 0 <= ledger.value(parts) < SMALLEST_SENSITIVE
        ):
            _withhold(ledger, knowledge, parts)


def _withhold(ledger: Ledger, knowledge: Knowledge, parts: Sum) -> None:
    """Unless earlier releases told it already: nothing guards it any more."""
    hidden = Hidden(parts, BASE, BASE)
    if not ledger.decided(parts) and not given_away(knowledge, [hidden]):
        ledger.keep(Kept(parts, hidden.floor, hidden.width))


def _tell(ledger: Ledger, knowledge: Knowledge, parts: Sum, number: int | None) -> None:
    told, kept = known_range(parts, number)
    learnt = knowledge.learn(told.parts, told.low, told.high)
    hidden = [*ledger.hidden(), *([Hidden(kept.parts, kept.floor, kept.width)] if kept else [])]
    if given_away(knowledge, hidden, [name for name, _ in parts]):
        knowledge.forget(learnt)
        ledger.keep(Kept(parts, 0, 0))
        return
    ledger.tell(told)
    if kept:
        ledger.keep(kept)


def _is_year(cell: CellKey) -> bool:
    """Twelve months of the whole; of those that roll on, the ones that are a financial year."""
    rolls = cell.period.kind is PeriodKind.ROLLING_12_MONTHS and cell.period.start.month != _APRIL
    return cell.breakdown is None and len(cell.period.months) == MONTHS_OF_A_YEAR and not rolls


def _ends_a_year(cell: CellKey, stocks: set[tuple[Measure, ...]]) -> bool:
    """What stands at the end of March, of that which is counted so."""
    ends = len(cell.period.months) == 1 and cell.period.end.month == _APRIL
    return cell.breakdown is None and ends and cell.measures in stocks


def _rounded(definitions: Sequence[Definition], counts: Counts, cell: CellKey) -> int | None:
    """By the 10-5 rule; 0 is shown where each indicator that counts this has a base of 50 or more."""
    bases = [
        counts.total(item.base, cell.period) if item.base else 0
        for item in definitions
        if item.measures == cell.measures
    ]
    return ten_five(counts.total(*cell), min(bases, default=0))


def _dominated(counts: Counts, cell: CellKey) -> bool:
    """Whether an agency's own share would tell it those of others, where the counts carry agencies."""
    agencies = counts.members.get(Breakdown.AGENCY, ())
    shares = [counts.total(cell.measures, cell.period, Breakdown.AGENCY, agency.code) for agency in agencies]
    return bool(shares) and sum(shares) == counts.total(*cell) > 0 and is_dominated(shares)
