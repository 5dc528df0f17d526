"""Dates that are known to the day, the month or the year only, kept with that precision: no day is invented."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from sosafe_api.core.clock import today
from sosafe_api.core.schemas import EARLIEST_YEAR, LATEST_YEAR, broken_rule

PATTERN = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_FORM = re.compile(PATTERN, re.ASCII)
_DECEMBER = 12


class DatePrecision(StrEnum):
    """How closely a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, month or year. `first_day` is the day itself, or the first of the month or year."""

    first_day: date
    precision: DatePrecision

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """`2017`, `2017-02` or `2017-02-14`. Raises `ValueError` for any other text, and for no real day."""
        if not _FORM.fullmatch(text):
            raise ValueError("neither a day, a month nor a year")
        year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
        precision = (DatePrecision.YEAR, DatePrecision.MONTH, DatePrecision.DAY)[text.count("-")]
        return cls(date(year, month, day), precision)

    @property
    def last_day(self) -> date:
        """The last day that the date may mean."""
        if self.precision is DatePrecision.DAY:
            return self.first_day
        year = self.first_day.year
        month = self.first_day.month if self.precision is DatePrecision.MONTH else _DECEMBER
        return date(year, month, monthrange(year, month)[1])

    def __str__(self) -> str:
        whole = self.first_day.isoformat()
        return {DatePrecision.DAY: whole, DatePrecision.MONTH: whole[:7], DatePrecision.YEAR: whole[:4]}[
            self.precision
        ]


def partial_date(first_day: date | None, precision: str | None) -> PartialDate | None:
    """A date as its two columns hold it."""
    if first_day is None or precision is None:
        return None
    return PartialDate(first_day, DatePrecision(precision))


def certainly_before(earlier: PartialDate, later: PartialDate) -> bool:
    """Whether the one lies before the other whichever of their days they mean."""
    return earlier.last_day < later.first_day


def _text(value: Any) -> Any:
    if not isinstance(value, str) or not _FORM.fullmatch(value):
        raise broken_rule(
            "not_a_partial_date", "Must be a day, month or year like 2017-02-14, 2017-02, 2017."
        )
    return value


def _real(value: str) -> str:
    try:
        read = PartialDate.parse(value)
    except ValueError as error:
        raise broken_rule("not_a_partial_date", "Must be a day, month or year of the calendar.") from error
    if not EARLIEST_YEAR <= read.first_day.year <= LATEST_YEAR:
        raise broken_rule("date_out_of_range", "Must lie between 1900 and 2100.")
    return value


def _begun(value: str) -> str:
    if PartialDate.parse(value).first_day > today():
        raise broken_rule("date_in_future", "Must not be after today.")
    return value


PartialDateText = Annotated[
    str, StringConstraints(max_length=10, pattern=PATTERN), BeforeValidator(_text), AfterValidator(_real)
]
PastPartialDateText = Annotated[PartialDateText, AfterValidator(_begun)]
PartialDateOut = Annotated[str, Field(max_length=10, pattern=PATTERN)]
