"""The elementary counts that cells of tables are sums of, and how they hang together."""

from collections.abc import Iterator

from sosafe_api.domains.kpis.rules.counts import Counts
from sosafe_api.domains.kpis.rules.periods import periods_within
from sosafe_api.domains.kpis.rules.tables import BREAKDOWN_PERIOD, MONTHS_OF_A_QUARTER, CellKey
from sosafe_api.domains.kpis.rules.wholes import REST_OF, WHOLES
from sosafe_api.domains.kpis.vocabulary import PeriodKind


class Elementary:
    """Months of the whole, single periods of each part: every cell is a sum of these.

    Their names are kept with a release, so that the next one finds the same counts by them.
    """

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self.values: dict[str, int] = {}
        self._cells: dict[str, CellKey] = {}
        self._split: dict[CellKey, None] = {}

    def parts_of(self, key: CellKey) -> list[str]:
        """The names of the counts that a cell adds up."""
        cells = _single(key)
        if key.breakdown is not None:
            self._split.update(dict.fromkeys(cell._replace(member=None) for cell in cells))
        return [self._counted(cell) for cell in cells]

    def relations(self) -> Iterator[dict[str, int]]:
        """Sums that are 0: a whole less its parts, where they make it up, or less them and what is left."""
        yield from self._of_breakdowns()
        yield from self._of_measures()

    def _of_breakdowns(self) -> Iterator[dict[str, int]]:
        for cell in self._split:
            whole = [self._counted(month) for month in _single(cell._replace(breakdown=None))]
            members = self._counts.members.get(cell.breakdown, ()) if cell.breakdown else ()
            parts = [self._counted(cell._replace(member=member.code)) for member in members]
            if sum(self.values[part] for part in parts) == sum(self.values[month] for month in whole):
                yield {**dict.fromkeys(whole, -1), **dict.fromkeys(parts, 1)}

    def _of_measures(self) -> Iterator[dict[str, int]]:
        """Of a count that is in no table nobody needs to know that it holds others."""
        for cell in list(self._cells.values()):
            parts = [_name(cell._replace(measures=(part,))) for part in WHOLES.get(cell.measures[0], ())]
            rest = self.values[_name(cell)] - sum(self.values.get(part, 0) for part in parts)
            if parts and rest >= 0 and all(part in self.values for part in parts):
                left = REST_OF + _name(cell)
                self.values[left] = rest
                yield {_name(cell): -1, **dict.fromkeys([*parts, left], 1)}

    def _counted(self, cell: CellKey) -> str:
        name = _name(cell)
        if name not in self.values:
            self.values[name] = self._counts.total(*cell)
            self._cells[name] = cell
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
