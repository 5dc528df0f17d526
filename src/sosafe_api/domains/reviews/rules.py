"""The lives of death reviews and their actions, what a publication needs, which small counts are hidden. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sosafe_api.core.errors import FieldError
from sosafe_api.core.financial_years import APRIL, FinancialYear
from sosafe_api.domains.reviews.vocabulary import DeathReviewStatus, ReviewActionStatus

S, A = DeathReviewStatus, ReviewActionStatus
# The Secretary of State may direct a review that was not to be conducted (2004 Act s.9(2)).
REVIEW_TRANSITIONS: dict[DeathReviewStatus, frozenset[DeathReviewStatus]] = {
    S.NOTIFIED: frozenset({S.CONDUCT_DECIDED, S.NOT_CONDUCTED, S.ENTERED_IN_ERROR}),
    S.NOT_CONDUCTED: frozenset({S.NOT_CONDUCTED_TOLD, S.CONDUCT_DECIDED, S.ENTERED_IN_ERROR}),
    S.NOT_CONDUCTED_TOLD: frozenset({S.CONDUCT_DECIDED, S.ENTERED_IN_ERROR}),
    S.CONDUCT_DECIDED: frozenset({S.HOME_OFFICE_TOLD, S.ENTERED_IN_ERROR}),
    S.HOME_OFFICE_TOLD: frozenset({S.PANEL_FORMED, S.ENTERED_IN_ERROR}),
    S.PANEL_FORMED: frozenset({S.REPORT_DRAFTED, S.ENTERED_IN_ERROR}),
    S.REPORT_DRAFTED: frozenset({S.QUALITY_ASSURANCE, S.ENTERED_IN_ERROR}),
    S.QUALITY_ASSURANCE: frozenset({S.REPORT_DRAFTED, S.PUBLISHED, S.ENTERED_IN_ERROR}),
    S.PUBLISHED: frozenset(),
    S.ENTERED_IN_ERROR: frozenset(),
}
ACTION_TRANSITIONS: dict[ReviewActionStatus, frozenset[ReviewActionStatus]] = {
    A.OPEN: frozenset({A.IN_PROGRESS, A.DONE, A.DROPPED}),
    A.IN_PROGRESS: frozenset({A.DONE, A.DROPPED}),
    A.DONE: frozenset({A.IN_PROGRESS}),
    A.DROPPED: frozenset({A.IN_PROGRESS}),
}
LIVES: dict[str, Mapping[Any, frozenset[Any]]] = {
    "The life of a death review": REVIEW_TRANSITIONS,
    "The life of an action of a death review": ACTION_TRANSITIONS,
}
# What is said of a review changes until it is assured; then it stands as it is to be published.
WRITABLE = frozenset({S.NOTIFIED, S.CONDUCT_DECIDED, S.HOME_OFFICE_TOLD, S.PANEL_FORMED, S.REPORT_DRAFTED})
UNFINISHED = frozenset({A.OPEN, A.IN_PROGRESS})
SMALLEST_SHOWN = 5
_MONTHS = 12


def reason_errors(to: DeathReviewStatus, reason_code: str | None) -> list[FieldError]:
    """The decision not to conduct a review needs its reason; no other step takes one."""
    if (to is S.NOT_CONDUCTED) is (reason_code is not None):
        return []
    if reason_code is None:
        detail = "Must say why no review is conducted."
        return [FieldError("required", detail, pointer="#/reason_code")]
    return [FieldError("not_wanted", "Is stated for `not_conducted` only.", pointer="#/reason_code")]


def is_overdue(status: ReviewActionStatus, due_on: date, today: date) -> bool:
    """From the day after the one it was due on."""
    return status in UNFINISHED and due_on < today


@dataclass(frozen=True, slots=True)
class DashCount:
    """Referrals for domestic abuse, and how many of them state a DASH assessment."""

    numerator: int
    denominator: int

    @property
    def may_be_shown(self) -> bool:
        """Neither those with, nor those without, nor all may be 1 to 4: any two of them give the third."""
        without = self.denominator - self.numerator
        return all(not 0 < count < SMALLEST_SHOWN for count in (self.numerator, without, self.denominator))


def shown(counts: Mapping[str, DashCount]) -> tuple[dict[str, DashCount | None], DashCount | None]:
    """Each agency's counts or None, and the total: hidden with any of its parts, so nothing is left to subtract.

    An agency is shown or hidden by its own counts alone, so that no other's tell anything of them.
    """
    parts = {name: count if count.may_be_shown else None for name, count in counts.items()}
    if None in parts.values():
        return parts, None
    total = DashCount(
        sum(count.numerator for count in counts.values()), sum(count.denominator for count in counts.values())
    )
    return parts, total


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three whole months of a financial year."""

    start: date
    end: date

    @property
    def label(self) -> str:
        """`2026/27 Q1`."""
        number = (self.start.month - APRIL) % _MONTHS // 3 + 1
        return f"{FinancialYear.of(self.start).label} Q{number}"


def quarters(start: date, end: date) -> Iterator[Quarter]:
    """Whole quarters within these days: counts of other lengths would give quarters away by subtraction."""
    year, month = start.year, start.month - (start.month - 1) % 3
    while True:
        begins = date(year, month, 1)
        year, month = (year, month + 3) if month + 3 <= _MONTHS else (year + 1, 1)
        ends = date(year, month, 1)
        if ends > end:
            return
        if begins >= start:
            yield Quarter(begins, ends)
