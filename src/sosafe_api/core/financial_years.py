"""Financial years, April to March, written like 2018/19, and their quarters; ends are exclusive."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from sosafe_api.core.schemas import broken_rule

APRIL, QUARTERS = 4, 4
_LABEL = re.compile(r"^(?:19|20)\d{2}/\d{2}$", re.ASCII)
IN_PATH = r"^(19|20)[0-9]{2}-[0-9]{2}$"


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """The twelve months from the first of April of `first` on."""

    first: int

    @classmethod
    def of(cls, day: date) -> "FinancialYear":
        return cls(day.year if day.month >= APRIL else day.year - 1)

    @classmethod
    def named(cls, label: str) -> "FinancialYear":
        """Raises `ValueError` for what names none: 2018/20, 2018-19."""
        if _LABEL.match(label):
            year = cls(int(label[:4]))
            if year.label == label:
                return year
        raise ValueError("names no financial year")

    @property
    def label(self) -> str:
        """`2018/19`; `1999/00`."""
        return f"{self.first}/{(self.first + 1) % 100:02d}"

    @classmethod
    def in_path(cls, text: str) -> "FinancialYear":
        """As an address writes it: 2018-19. Raises `ValueError` for what names none."""
        return cls.named(text.replace("-", "/", 1))

    @property
    def path(self) -> str:
        """`2018-19`; a stroke would part an address."""
        return self.label.replace("/", "-")

    @property
    def start(self) -> date:
        return date(self.first, APRIL, 1)

    @property
    def end(self) -> date:
        return date(self.first + 1, APRIL, 1)

    def quarter(self, number: int) -> tuple[date, date]:
        """The first day of a quarter, 1 to 4, and the day after its last."""
        if not 1 <= number <= QUARTERS:
            raise ValueError("a year has four quarters")
        starts = [*(date(self.first, month, 1) for month in (4, 7, 10)), date(self.first + 1, 1, 1), self.end]
        return starts[number - 1], starts[number]


def _of_following_years(label: str) -> str:
    try:
        FinancialYear.named(label)
    except ValueError:
        detail = "Must name a year and the one after it, like 2018/19."
        raise broken_rule("not_a_financial_year", detail) from None
    return label


FinancialYearLabel = Annotated[
    str,
    StringConstraints(min_length=7, max_length=7, pattern=r"^(19|20)[0-9]{2}/[0-9]{2}$"),
    AfterValidator(_of_following_years),
]


def _path_of_following_years(text: str) -> str:
    _of_following_years(text.replace("-", "/", 1))
    return text


FinancialYearInPath = Annotated[
    str,
    StringConstraints(min_length=7, max_length=7, pattern=IN_PATH),
    AfterValidator(_path_of_following_years),
]
