"""Quarters of financial years as tables write them: 2021/22 Q1 is April to June 2021."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from sosafe_api.core.financial_years import APRIL, FinancialYear
from sosafe_api.core.schemas import broken_rule

PATTERN = r"^(19|20)[0-9]{2}/[0-9]{2} Q[1-4]$"
_QUARTER = re.compile(PATTERN, re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months from `start` on."""

    start: date

    @classmethod
    def named(cls, label: str) -> "Quarter":
        """Raises `ValueError` for what names none."""
        if not _QUARTER.match(label):
            raise ValueError("names no quarter")
        start, _ = FinancialYear.named(label[:7]).quarter(int(label[-1]))
        return cls(start)

    @property
    def end(self) -> date:
        """The first day that no longer belongs to it."""
        year, month = divmod(self.start.month + 2, 12)
        return date(self.start.year + year, month + 1, 1)

    @property
    def label(self) -> str:
        number = (self.start.month - APRIL) % 12 // 3 + 1
        return f"{FinancialYear.of(self.start).label} Q{number}"

    @property
    def year_before(self) -> "Quarter":
        return Quarter(self.start.replace(year=self.start.year - 1))


def _quarter_text(label: str) -> str:
    try:
        Quarter.named(label)
    except ValueError:
        detail = "Must be a quarter of a financial year, like 2021/22 Q1."
        raise broken_rule("not_a_quarter", detail) from None
    return label


QuarterLabel = Annotated[
    str, StringConstraints(min_length=10, max_length=10, pattern=PATTERN), AfterValidator(_quarter_text)
]
