"""How a value stands against its target, as it crosses the wire."""

from typing import Any

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Out
from sosafe_api.domains.targets.schemas import TargetOwnerOut
from sosafe_api.domains.targets.vocabulary import TargetKind, Travel, WantedDirection

APPLIED_TARGET: dict[str, Any] = {
    "value": 20.0,
    "year_value": 80.0,
    "kind": "threshold",
    "financial_year": "2021/22",
    "number": 2,
    "wanted": "lower",
    "tolerance_percent": 5.0,
    "owner": {
        "agency_id": "019a0000-0000-7000-8000-0000000000bb",
        "group_id": None,
        "name": "Example Council",
    },
}
DIRECTION: dict[str, Any] = {"previous_period": "improving", "previous_year": "static"}
ASSESSMENT: dict[str, Any] = {"target": None, "rating": "grey", "direction": DIRECTION}


class AppliedTargetOut(Out):
    """The target that a value is rated by."""

    model_config = ConfigDict(json_schema_extra={"examples": [APPLIED_TARGET]})
    value: float = Field(
        ge=0, le=1e15, description="For this period: of a year to date, the part of the elapsed months."
    )
    year_value: float = Field(ge=0, le=1e15, description="For the whole year.")
    kind: TargetKind = Field(description="How it is set.")
    financial_year: str = Field(max_length=7, description="The year it is of.")
    number: int = Field(ge=1, le=100_000, description="Its version.")
    wanted: WantedDirection = Field(description="Which way meets it.")
    tolerance_percent: float = Field(ge=0, le=100, description="Missed by so much it is amber.")
    owner: TargetOwnerOut = Field(description="Who answers for it.")


class DirectionOut(Out):
    """Which way the value went; null where there is nothing to compare it with."""

    model_config = ConfigDict(json_schema_extra={"examples": [DIRECTION]})
    previous_period: Travel | None = Field(description="Since the period that ends where this one begins.")
    previous_year: Travel | None = Field(description="Since the same period of the year before.")
