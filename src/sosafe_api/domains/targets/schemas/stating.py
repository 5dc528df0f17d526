"""What is proposed as a target, and how it is agreed or withdrawn."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, Schema, text
from sosafe_api.domains.targets.vocabulary import TargetKind, TargetStatus, WantedDirection

LARGEST = 1e12
SMART: dict[str, Any] = {
    "specific": "Less recorded crime in the district.",
    "measurable": "Police-recorded crimes per 1,000 residents of the financial year.",
    "achievable": "Two years of falling burglary, and a funded tasking team.",
    "relevant": "Serves the objective to reduce crime.",
    "time_bound": "By the end of March.",
}
TARGET: dict[str, Any] = {
    "kind": "threshold",
    "value": 80.0,
    "percent_change": None,
    "baseline_start": None,
    "baseline_end": None,
    "wanted": "lower",
    "tolerance_percent": 5.0,
    "owner_agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "owner_group_id": None,
    "smart": SMART,
}


class SmartIn(Schema):
    """Why it is a good target, without naming anybody."""

    model_config = ConfigDict(json_schema_extra={"examples": [SMART]})
    specific: text(500) = Field(description="What is to change.")  # type: ignore[valid-type]
    measurable: text(500) = Field(description="By what it is measured.")  # type: ignore[valid-type]
    achievable: text(500) = Field(description="Why it can be reached.")  # type: ignore[valid-type]
    relevant: text(500) = Field(description="What it serves.")  # type: ignore[valid-type]
    time_bound: text(500) = Field(description="By when.")  # type: ignore[valid-type]


class KpiTargetIn(Schema):
    """A target for a financial year."""

    model_config = ConfigDict(json_schema_extra={"examples": [TARGET]})
    kind: TargetKind = Field(description="How its value is set.")
    value: float | None = Field(None, ge=0, le=LARGEST, description="Of a threshold: the value for the year.")
    percent_change: float | None = Field(
        None, ge=-100, le=10_000, description="The change on the baseline's value, in per cent of it."
    )
    baseline_start: Day | None = Field(
        None,
        description="The first day of a period that the indicator has a value of: the target is worked out from it.",
    )
    baseline_end: Day | None = Field(None, description="The first day that no longer belongs to it.")
    wanted: WantedDirection | None = Field(
        None, description="Which way is wanted; null for the way that is better for the indicator, if one is."
    )
    tolerance_percent: float = Field(
        5.0, ge=0, le=100, description="Missed by so much of the target it is amber, by more red."
    )
    owner_agency_id: UUID | None = Field(None, description="The agency that answers for it.")
    owner_group_id: UUID | None = Field(None, description="Or the group that does.")
    smart: SmartIn = Field(description="Why it is a good target.")


class KpiTargetTransitionIn(Schema):
    """Agreed by a second person, or withdrawn for a reason."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"to": "withdrawn", "reason": "Set in error."}]}
    )
    to: TargetStatus = Field(description="The status to move to.")
    reason: text(500) | None = Field(  # type: ignore[valid-type]
        None, description="Why it is withdrawn, without naming anybody."
    )
