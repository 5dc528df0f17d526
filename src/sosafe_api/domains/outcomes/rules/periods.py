"""Financial years in which cases were closed, counted up to the last quarter that is over. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from sosafe_api.core.financial_years import FinancialYear


@dataclass(frozen=True, slots=True)
class OutcomeYear:
    """A financial year as far as it is counted; `end` is exclusive."""

    start: date
    end: date

    @property
    def label(self) -> str:
        """`2026/27`."""
        return FinancialYear.of(self.start).label


def financial_year(day: date) -> OutcomeYear:
    """The whole financial year of a day, April to March."""
    year = FinancialYear.of(day)
    return OutcomeYear(year.start, year.end)


def quarter_start(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def year_of(today: date, first_year: int | None = None) -> OutcomeYear:
    """The financial year that began in `first_year`, else the latest with a quarter that is over.

    The quarter that is running is left out: counts that grew by one overnight would tell of that one case.
    """
    over = quarter_start(today)
    whole = FinancialYear.of(over - timedelta(days=1)) if first_year is None else FinancialYear(first_year)
    return OutcomeYear(whole.start, max(whole.start, min(whole.end, over)))
