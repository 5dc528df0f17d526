"""Periods as ISO 8601 and SDMX write them."""

from datetime import date
from typing import Any

MONTHS_OF_A_YEAR = 12
# CL_FREQ: how often there is such a value.
FREQUENCIES = {"month": "M", "quarter": "Q", "rolling_12_months": "M", "year_to_date": "M"}


def frequency(period_kind: str) -> str:
    return FREQUENCIES.get(period_kind, "A")


def time_period(period: dict[str, Any]) -> str:
    """`2021-04` for a month, else the first day and the duration: `2021-04-01/P3M`, `2021-04-01/P1Y`."""
    start, end = date.fromisoformat(period["start"]), date.fromisoformat(period["end"])
    months = (end.year - start.year) * MONTHS_OF_A_YEAR + end.month - start.month
    if months == 1:
        return f"{start:%Y-%m}"
    years, rest = divmod(months, MONTHS_OF_A_YEAR)
    duration = f"{years}Y" if years and not rest else f"{months}M"
    return f"{start.isoformat()}/P{duration}"
