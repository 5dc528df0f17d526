"""Counts of closed cases by service, kind, ending and result, and which of them may be shown. Pure.

One decision covers every table of a service and a period, its measures included: a filter only selects from what
was decided, so no question asked in another way tells more.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from sosafe_api.core.disclosure.suppression import Cell, shown_cells
from sosafe_api.domains.outcomes.rules.measures import MEASURES, OutcomeMeasure
from sosafe_api.domains.outcomes.vocabulary import MeasurementPoint, OutcomeMeasureCode

NOT_RECORDED = "not_recorded"
ALL = ""  # of every kind, ending or result; empty, so that a total sorts before its parts


class Column(NamedTuple):
    """What was measured, and when."""

    point: str
    follow_up_months: int
    area: str


class Group(NamedTuple):
    """Cases of one kind that ended in one way."""

    kind: str
    ending: str


EVERY = Group(ALL, ALL)


class Recorded(NamedTuple):
    """The elementary count of a table: cases of a group with this value in a column."""

    group: Group
    column: Column
    value: str


class FigureKey(NamedTuple):
    """A cell of the table of a service; empty texts stand for all."""

    kind: str = ALL
    ending: str = ALL
    point: str = ALL
    follow_up_months: int = 0
    area: str = ALL
    result: str = ALL


class MeasureKey(NamedTuple):
    """The base of a measure, or those of it that count."""

    code: OutcomeMeasureCode
    part: str


@dataclass(frozen=True, slots=True)
class ClosedCase:
    """A closed case as it is counted: `told` holds for each column what was found."""

    kind: str
    ending: str
    told: Mapping[Column, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """All counts of one service and period, and which may be shown; None where one may not."""

    counts: Mapping[Hashable, int]
    shown: frozenset[Hashable]

    def of(self, key: Hashable) -> int | None:
        return self.counts[key] if key in self.shown else None


def figures_of(cases: Iterable[ClosedCase]) -> Figures:
    """The figures of one service's cases of one period, the same for the same cases in any order."""
    alike = Counter((case.kind, case.ending, tuple(sorted(case.told.items()))) for case in cases)
    return _decided(tuple(sorted((*each, number) for each, number in alike.items())))


@lru_cache(maxsize=256)
def _decided(alike: tuple[tuple[str, str, tuple[tuple[Column, str], ...], int], ...]) -> Figures:
    """Remembered, since every page and filter asks for the same decision, which may take some tenths of a second."""
    elementary, relations, cells = tables_of(
        [ClosedCase(kind, ending, dict(told)) for kind, ending, told, number in alike for _ in range(number)]
    )
    counts = {
        cell.key: sum(elementary[name] * factor for name, factor in cell.parts.items()) for cell in cells
    }
    return Figures(counts, shown_cells(elementary, cells, relations))


def tables_of(
    cases: Sequence[ClosedCase],
) -> tuple[dict[Hashable, int], list[dict[Hashable, int]], list[Cell]]:
    """Elementary counts, the sums known to be 0, and the cells with the most wanted first."""
    closed = Counter(Group(case.kind, case.ending) for case in cases)
    columns = sorted({column for case in cases for column in case.told})
    recorded = Counter(
        Recorded(_group(case, column), column, case.told.get(column, NOT_RECORDED))
        for case in cases
        for column in columns
    )
    relations: dict[tuple[Group, Column], dict[Hashable, int]] = {}
    for key in recorded:
        total: dict[Hashable, int] = dict.fromkeys(closed if key.group == EVERY else [key.group], -1)
        relations.setdefault((key.group, key.column), total)[key] = 1
    elementary: dict[Hashable, int] = {**dict(closed.items()), **dict(recorded.items())}
    return elementary, list(relations.values()), list(_cells(closed, recorded))


def _group(case: ClosedCase, column: Column) -> Group:
    """Follow-ups are fewer than closures: split by kind and ending, most of their counts would be hidden."""
    return EVERY if column.point == MeasurementPoint.FOLLOW_UP else Group(case.kind, case.ending)


def _cells(closed: Mapping[Group, int], recorded: Mapping[Recorded, int]) -> Iterator[Cell]:
    """Measures, then totals, then their parts: larger counts before smaller ones."""
    for measure in MEASURES:
        yield from _cells_of(measure, recorded)
    if closed:
        yield Cell(FigureKey(), dict.fromkeys(closed, 1))
    for group in sorted(closed, key=lambda group: (-closed[group], group)):
        yield Cell(FigureKey(group.kind, group.ending), {group: 1})
    results: dict[tuple[Column, str], dict[Hashable, int]] = {}
    for key in recorded:
        results.setdefault((key.column, key.value), {})[key] = 1
    for (column, value), parts in sorted(results.items()):
        yield Cell(_key(ALL, ALL, column, value), parts)
    split = [key for key in recorded if key.group != EVERY]
    for key in sorted(split, key=lambda key: (-recorded[key], key)):
        yield Cell(_key(*key.group, key.column, key.value), {key: 1})


def _key(kind: str, ending: str, column: Column, value: str) -> FigureKey:
    return FigureKey(kind, ending, column.point, column.follow_up_months, column.area, value)


def _cells_of(measure: OutcomeMeasure, recorded: Iterable[Recorded]) -> Iterator[Cell]:
    column = Column(measure.point, measure.follow_up_months or 0, measure.area)
    base = [key for key in recorded if key.column == column and key.value != NOT_RECORDED]
    counted = [key for key in base if key.value in measure.wanted]
    if base:
        yield Cell(MeasureKey(measure.code, "denominator"), dict.fromkeys(base, 1))
        yield Cell(MeasureKey(measure.code, "numerator"), dict.fromkeys(counted, 1))
