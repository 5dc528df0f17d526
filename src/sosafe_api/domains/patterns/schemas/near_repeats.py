"""Near repeats: whether incidents follow each other nearby sooner than by chance."""

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

REPEATS: dict[str, Any] = {
    "above_metres": 0,
    "up_to_metres": 100,
    "months_apart": 0,
    "observed": 113,
    "expected": 87.0,
    "ratio": 1.3,
    "probability": 0.006,
    "adjusted_probability": 0.047,
    "elevated": True,
}


class NearRepeatQuery(Query):
    """Which incidents are paired. Without a window, the latest twelve months that are loaded."""

    crime_type: CrimeType = Field(CrimeType.BURGLARY, description="Only this type.")
    from_: Day | None = Field(None, alias="from", description=FIRST_DAY)
    before: Day | None = Field(None, description=f"{FIRST_DAY} It no longer belongs to the window.")


class NearRepeatsOut(Out):
    """Pairs of incidents so far from each other and so many calendar months apart."""

    model_config = ConfigDict(json_schema_extra={"examples": [REPEATS]})
    above_metres: int = Field(ge=0, le=1000, description="The distance is greater than this.")
    up_to_metres: int = Field(ge=0, le=1000, description="And at most this; 0 for the same map point.")
    months_apart: int = Field(ge=0, le=12, description="Calendar months; 0 for the same one.")
    observed: int = Field(ge=0, le=LARGEST, description="Pairs found.")
    expected: float = Field(
        ge=0, le=LARGEST, description="Pairs by chance: all that lie so near, dealt out over the months."
    )
    ratio: float | None = Field(ge=0, le=LARGEST, description="Found out of expected; null where none is.")
    probability: float = probability_field("How often chance gave as many: of the permutations and this one.")
    adjusted_probability: float = probability_field(
        "The same with the whole table judged together (Benjamini and Hochberg)."
    )
    elevated: bool = Field(
        description="Whether the ratio is at least 1.2 and the adjusted probability at most 0.05."
    )


class NearRepeatTable(Out):
    """Knox's table of distance by months apart. A place is a street's map point, a time a month: neither is exact."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "crime_type": "burglary",
                    "window": WINDOW,
                    "missing_months": [],
                    "incidents": 501,
                    "permutations": 855,
                    "data": [REPEATS],
                    "attribution": ATTRIBUTION,
                    "licence": LICENCE,
                }
            ]
        }
    )
    crime_type: CrimeType = Field(description="What was paired.")
    window: WindowOut = Field(description="When.")
    missing_months: list[date] = months_field(f"Months whose file is not loaded. {FIRST_DAY}")
    incidents: int = Field(ge=0, le=LARGEST, description="How many of them have a map point.")
    permutations: int = Field(ge=0, le=10_000, description="How often the months were dealt out anew.")
    data: list[NearRepeatsOut] = Field(
        max_length=100, description="Each distance with each number of months apart."
    )
    attribution: str = attribution_field()
    licence: str = licence_field()
