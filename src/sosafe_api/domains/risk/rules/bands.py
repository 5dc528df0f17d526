"""A partnership's rule of risk: which count gives which grade, which grade goes where, what else calls for a MARAC.

The terms that hold where a partnership has recorded none follow common practice: fourteen or more of the
24 questions answered yes are visible high risk, three domestic events within a year potential escalation
(SafeLives, Marac referral criteria), ten to thirteen are medium and fewer standard (as areas publish them).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.referrals.vocabulary import RiskGrade
from sosafe_api.domains.risk.vocabulary import RiskGround, RiskRoute

COUNTED_QUESTIONS = 24
GRADES = list(RiskGrade)  # from the least to the gravest


@dataclass(frozen=True, slots=True)
class Band:
    """Counts from `lowest` to `highest`, both included, and what follows from them."""

    grade: RiskGrade
    lowest: int
    highest: int
    route: RiskRoute


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of a partnership's rule."""

    bands: tuple[Band, ...]
    escalation_threshold: int
    repeat_months: int
    marac_grounds: frozenset[RiskGround]
    uncounted_questions: frozenset[int]

    @property
    def high_threshold(self) -> int:
        """From this count on the risk is visibly high."""
        return next(band.lowest for band in self.bands if band.grade is RiskGrade.HIGH)

    def grade_of(self, count: int) -> RiskGrade:
        return next(band.grade for band in self.bands if band.lowest <= count <= band.highest)

    def route_of(self, grade: RiskGrade) -> RiskRoute:
        return next(band.route for band in self.bands if band.grade is grade)

    @property
    def grades(self) -> frozenset[RiskGrade]:
        return frozenset(band.grade for band in self.bands)


# That nothing was answered yes does not say that there is no risk, so it is standard. The questions left
# out are those of the 27 that the list of 24 does not ask, on the children and other dependants of the
# household: so both versions count the same 24, and the same thresholds hold.
DEFAULT = Terms(
    bands=(
        Band(RiskGrade.STANDARD, 0, 9, RiskRoute.SADA_PANEL),
        Band(RiskGrade.MEDIUM, 10, 13, RiskRoute.SADA_PANEL),
        Band(RiskGrade.HIGH, 14, COUNTED_QUESTIONS, RiskRoute.MARAC),
    ),
    escalation_threshold=3,
    repeat_months=12,
    marac_grounds=frozenset({RiskGround.POTENTIAL_ESCALATION, RiskGround.REPEAT}),
    uncounted_questions=frozenset({10, 11, 12}),
)


def band_errors(bands: Sequence[Band]) -> list[FieldError]:
    """Everything that keeps bands from giving each count from 0 to 24 exactly one grade."""
    return [*_edges(bands), *_order(bands), *_grades(bands)]


def _edges(bands: Sequence[Band]) -> list[FieldError]:
    errors = [
        _error("not_after_start", "Must not be below `lowest`.", place, "highest")
        for place, band in enumerate(bands)
        if band.highest < band.lowest
    ]
    if bands[0].lowest != 0:
        errors.append(_error("gap_or_overlap", "Must be 0 in the first band.", 0, "lowest"))
    if bands[-1].highest != COUNTED_QUESTIONS:
        detail = f"Must be {COUNTED_QUESTIONS} in the last band."
        errors.append(_error("gap_or_overlap", detail, len(bands) - 1, "highest"))
    return errors


def _order(bands: Sequence[Band]) -> list[FieldError]:
    detail = "Must be one more than `highest` of the band before."
    return [
        _error("gap_or_overlap", detail, place, "lowest")
        for place, (before, band) in enumerate(pairwise(bands), start=1)
        if band.lowest != before.highest + 1
    ]


def _grades(bands: Sequence[Band]) -> list[FieldError]:
    detail = "Must be graver than the grade of the band before."
    errors = [
        _error("not_graver", detail, place, "grade")
        for place, (before, band) in enumerate(pairwise(bands), start=1)
        if GRADES.index(band.grade) <= GRADES.index(before.grade)
    ]
    if bands[-1].grade is not RiskGrade.HIGH:
        errors.append(_error("not_graver", "Must be `high` in the last band.", len(bands) - 1, "grade"))
    return errors


def _error(code: str, detail: str, place: int, name: str) -> FieldError:
    return FieldError(code, detail, pointer=f"#/bands/{place}/{name}")
