"""The periods that a figure may cover: whole months of one of the kinds, and over. Pure."""

from datetime import date

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.measurements.vocabulary import MeasuredPeriodKind

K = MeasuredPeriodKind
_EVERY_MONTH = range(1, 13)
# How many months it has, and with which months it may begin.
_SHAPES: dict[MeasuredPeriodKind, tuple[int, tuple[int, ...] | range]] = {
    K.MONTH: (1, _EVERY_MONTH),
    K.QUARTER: (3, (1, 4, 7, 10)),
    K.FINANCIAL_YEAR: (12, (4,)),
    K.CALENDAR_YEAR: (12, (1,)),
    K.SERVICE_YEAR: (12, (9,)),
    K.ROLLING_12_MONTHS: (12, _EVERY_MONTH),
}


def end_of(kind: MeasuredPeriodKind, start: date) -> date:
    """The first day that no longer belongs to the period."""
    years, index = divmod(start.year * 12 + start.month - 1 + _SHAPES[kind][0], 12)
    return date(years, index + 1, 1)


def period_errors(kind: MeasuredPeriodKind, start: date, today: date) -> list[FieldError]:
    """What is wrong with a period; one that has not ended has no figure yet."""
    if start.day != 1 or start.month not in _SHAPES[kind][1]:
        detail = "Must be the first day of a month with which such a period begins."
        return [FieldError("not_a_period_start", detail, "#/period/start")]
    if end_of(kind, start) > today:
        return [FieldError("not_over", "Must be of a period that is over.", "#/period/start")]
    return []
