"""Areas of the district beside each other and beside their own past."""

from datetime import date
from typing import Any

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, Out, Query
from sosafe_api.domains.incidents.vocabulary import CrimeType
from sosafe_api.domains.patterns.schemas.parts import (
    ATTRIBUTION,
    FIRST_DAY,
    LARGEST,
    LICENCE,
    WINDOW,
    WindowOut,
    attribution_field,
    licence_field,
    months_field,
    probability_field,
)
from sosafe_api.domains.patterns.vocabulary import BaselineMethod, ComparedAreaKind, ComparedPeriodKind

AREA: dict[str, Any] = {"code": "E01023787", "code_type": "LSOA", "name": "Stevenage 001A"}
EARLIER: dict[str, Any] = {"start": "2020-04-01", "end": "2020-07-01", "count": 12}
RESIDENTS: dict[str, Any] = {
    "value": 1452,
    "series": "mid_year_first_published",
    "reference_date": "2017-06-30",
    "source": "Office for National Statistics",
}
BASELINE: dict[str, Any] = {
    "method": "same_months_of_earlier_years",
    "windows": [{"start": "2020-04-01", "end": "2020-07-01"}],
}
COMPARED: dict[str, Any] = {
    "area": AREA,
    "rank": 1,
    "count": 31,
    "rate": 21.35,
    "residents": RESIDENTS,
    "earlier": [EARLIER],
    "expected": 12.0,
    "change": 19.0,
    "change_percent": 158.3,
    "probability": 0.0027,
    "adjusted_probability": 0.041,
    "unusual_rise": True,
}


class AreaComparisonQuery(Query):
    """Which areas are compared, over which period."""

    by: ComparedAreaKind = Field(ComparedAreaKind.WARD, description="Which areas.")
    period: ComparedPeriodKind = Field(
        ComparedPeriodKind.MONTH, description="A month, or a quarter of the year."
    )
    start: Day | None = Field(
        None, description="Its first day; without it, the latest period that is loaded as a whole."
    )
    crime_type: CrimeType | None = Field(
        None, description="Only this type; without it, all crime. Anti-social behaviour is none: name it."
    )


class ComparedAreaOut(Out):
    """The area that is compared."""

    model_config = ConfigDict(json_schema_extra={"examples": [AREA]})
    code: str = Field(max_length=9, pattern="^[A-Z][0-9]{8}$", description="The code.")
    code_type: str = Field(max_length=8, pattern="^[A-Z]+$", description="`LSOA` of 2011 or `WD` of 2024.")
    name: str = Field(max_length=200, pattern="^.+$", description="The name.")


class ResidentsOut(Out):
    """The residents that a rate is out of, with their day: it may be years from the period."""

    model_config = ConfigDict(json_schema_extra={"examples": [RESIDENTS]})
    value: int = Field(ge=0, le=LARGEST, description="People; of a ward, those of its LSOAs.")
    series: str = Field(max_length=64, pattern="^[a-z0-9_]+$", description="Which series.")
    reference_date: date = Field(description="The day that the figure is of.")
    source: str = Field(max_length=200, pattern="^.+$", description="Who published it.")


class EarlierCountOut(Out):
    """What was counted in a window of the baseline."""

    model_config = ConfigDict(json_schema_extra={"examples": [EARLIER]})
    start: date = Field(description="The first day.")
    end: date = Field(description="The first day that no longer belongs to it.")
    count: int = Field(ge=0, le=LARGEST, description="Incidents.")


class BaselineOut(Out):
    """What every area is compared with: its own count in these windows."""

    model_config = ConfigDict(json_schema_extra={"examples": [BASELINE]})
    method: BaselineMethod = Field(description="How the windows were chosen.")
    windows: list[WindowOut] = Field(max_length=12, description="The windows, latest first.")


class ComparedCountOut(Out):
    """An area's count, beside its past. What rests on a baseline is null where there is none."""

    model_config = ConfigDict(json_schema_extra={"examples": [COMPARED]})
    area: ComparedAreaOut = Field(description="Where.")
    rank: int = Field(ge=1, le=100_000, description="1 for the highest count; equal counts share a rank.")
    count: int = Field(ge=0, le=LARGEST, description="Incidents in the period.")
    rate: float | None = Field(
        ge=0, le=LARGEST, description="Of 1,000 residents, for the period; null where they are not known."
    )
    residents: ResidentsOut | None = Field(description="Out of how many.")
    earlier: list[EarlierCountOut] = Field(max_length=12, description="The baseline's counts, latest first.")
    expected: float | None = Field(ge=0, le=LARGEST, description="The baseline's rate over as many days.")
    change: float | None = Field(ge=-LARGEST, le=LARGEST, description="The count less what was expected.")
    change_percent: float | None = Field(
        ge=-100, le=LARGEST, description="The change out of what was expected; null where that is 0."
    )
    probability: float | None = probability_field(
        "That of so many incidents or more had the rate not changed; the history's own uncertainty is in it."
    )
    adjusted_probability: float | None = probability_field(
        "The same with all areas judged together that had any, then or now (Benjamini and Hochberg)."
    )
    unusual_rise: bool | None = Field(description="Whether the adjusted probability is at most 0.05.")


class AreaComparison(Out):
    """The district's areas, highest count first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "by": "lsoa",
                    "crime_type": "burglary",
                    "period_kind": "quarter",
                    "period": WINDOW,
                    "missing_months": [],
                    "baseline": BASELINE,
                    "data": [COMPARED],
                    "not_known": 0,
                    "attribution": ATTRIBUTION,
                    "licence": LICENCE,
                }
            ]
        }
    )
    by: ComparedAreaKind = Field(description="Which areas.")
    crime_type: CrimeType | None = Field(description="What was counted; null for all crime.")
    period_kind: ComparedPeriodKind = Field(description="How long.")
    period: WindowOut = Field(description="When.")
    missing_months: list[date] = months_field(
        "Months of the period that are not loaded, or count by another list of crime types than its first: then"
        f" no area is listed. {FIRST_DAY}"
    )
    baseline: BaselineOut | None = Field(
        description="What is compared with; null where too little is loaded."
    )
    data: list[ComparedCountOut] = Field(max_length=10_000, description="The areas.")
    not_known: int = Field(
        ge=0, le=LARGEST, description="Incidents of the district in areas that no ward fits best."
    )
    attribution: str = attribution_field()
    licence: str = licence_field()
