"""Financial years in which cases were closed, counted up to the last quarter that is over. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

APRIL = 4


@dataclass(frozen=True, slots=True)
class OutcomeYear:
    """A financial year as far as it is counted; `end` is exclusive."""

    start: date
    end: date

    @property
    def label(self) -> str:
        """`2026/27`."""
        return f"{self.start.year}/{(self.start.year + 1) % 100:02d}"


def financial_year(day: date) -> OutcomeYear:
    """The whole financial year of a day, April to March."""
    first = day.year if day.month >= APRIL else day.year - 1
    return OutcomeYear(date(first, APRIL, 1), date(first + 1, APRIL, 1))


def quarter_start(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def year_of(today: date, first_year: int | None = None) -> OutcomeYear:
    """The financial year that began in `first_year`, else the latest with a quarter that is over.

    The quarter that is running is left out: counts that grew by one overnight would tell of that one case.
    """
    over = quarter_start(today)
    whole = financial_year(over - timedelta(days=1) if first_year is None else date(first_year, APRIL, 1))
    return OutcomeYear(whole.start, max(whole.start, min(whole.end, over)))
