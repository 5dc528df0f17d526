"""Financial years of the public sector, April to March, written `2017/18`."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from sosafe_api.core.schemas import EARLIEST_YEAR, LATEST_YEAR, broken_rule

APRIL = 4
PATTERN = r"^[0-9]{4}/[0-9]{2}$"
_FORM = re.compile(PATTERN, re.ASCII)


@dataclass(frozen=True, slots=True)
class FinancialYear:
    """The year that begins on 1 April of `first_year`."""

    first_year: int

    @classmethod
    def of(cls, day: date) -> "FinancialYear":
        return cls(day.year if day.month >= APRIL else day.year - 1)

    @classmethod
    def parse(cls, label: str) -> "FinancialYear":
        """Raises `ValueError` for a label of another form, or whose second year does not follow on the first."""
        year = cls(int(label[:4])) if _FORM.fullmatch(label) else None
        if year is None or year.label != label:
            raise ValueError("not a financial year")
        return year

    @property
    def start(self) -> date:
        return date(self.first_year, APRIL, 1)

    @property
    def end(self) -> date:
        """Exclusive."""
        return date(self.first_year + 1, APRIL, 1)

    @property
    def label(self) -> str:
        return f"{self.first_year:04d}/{(self.first_year + 1) % 100:02d}"


def _read(label: str) -> str:
    try:
        year = FinancialYear.parse(label)
    except ValueError as error:
        raise broken_rule("not_a_financial_year", "Must be a financial year like 2017/18.") from error
    if not EARLIEST_YEAR <= year.first_year < LATEST_YEAR:
        raise broken_rule("year_out_of_range", "Must lie between 1900/01 and 2099/00.")
    return label


FinancialYearLabel = Annotated[str, StringConstraints(max_length=7, pattern=PATTERN), AfterValidator(_read)]
