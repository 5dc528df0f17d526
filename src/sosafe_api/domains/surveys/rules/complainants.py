"""What complainants say after the closure of their case, counted for a calendar year, small counts hidden. Pure."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sosafe_api.core.disclosure.suppression import Cell, is_small, shown_cells
from sosafe_api.core.statistics import Interval, wilson
from sosafe_api.domains.surveys.rules.tallies import LEAST_RELIABLE_BASE
from sosafe_api.domains.surveys.vocabulary import ComplainantMeasure, Satisfaction

SATISFIED = frozenset({Satisfaction.VERY_SATISFIED, Satisfaction.FAIRLY_SATISFIED})


class Said(NamedTuple):
    """What one complainant said; None where it was not asked or not answered."""

    satisfaction: str
    would_report_again: bool | None
    feels_safer: bool | None
    further_case: bool | None


@dataclass(frozen=True, slots=True)
class ComplainantFigure:
    """How many said so of how many who were asked; None where a small count would be told."""

    measure: ComplainantMeasure
    numerator: int | None
    denominator: int | None

    @property
    def interval(self) -> Interval | None:
        if self.numerator is None or not self.denominator:
            return None
        return wilson(self.numerator, self.denominator)

    @property
    def small_base(self) -> bool | None:
        return None if self.denominator is None else self.denominator < LEAST_RELIABLE_BASE


def complainant_figures(said: Sequence[Said]) -> tuple[int | None, list[ComplainantFigure]]:
    """How many were surveyed, and each measure of those who answered it.

    No count of one measure follows from those of another, so each is decided by itself.
    """
    surveyed = None if is_small(len(said)) else len(said)
    return surveyed, [_figure(measure, said) for measure in ComplainantMeasure]


def _figure(measure: ComplainantMeasure, said: Sequence[Said]) -> ComplainantFigure:
    counted = Counter(_answer(measure, each) for each in said)
    counts: dict[Hashable, int] = {answer: counted[answer] for answer in (True, False)}
    cells = [Cell("base", {True: 1, False: 1}), Cell("count", {True: 1})]
    shown = shown_cells(counts, cells)
    denominator = sum(counts.values()) if "base" in shown else None
    numerator = counts[True] if denominator is not None and "count" in shown else None
    return ComplainantFigure(measure, numerator, denominator)


def _answer(measure: ComplainantMeasure, said: Said) -> bool | None:
    if measure is ComplainantMeasure.SATISFIED:
        return said.satisfaction in SATISFIED
    if measure is ComplainantMeasure.NO_FURTHER_CASE:
        return None if said.further_case is None else not said.further_case
    return said.would_report_again if measure is ComplainantMeasure.WOULD_REPORT_AGAIN else said.feels_safer
