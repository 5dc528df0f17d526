"""Targets as a reader gets them."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Out, Query, QueryInstant
from sosafe_api.domains.targets.schemas.stating import LARGEST, SMART
from sosafe_api.domains.targets.vocabulary import TargetKind, TargetStatus, WantedDirection

OWNER: dict[str, Any] = {
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "group_id": None,
    "name": "Example Council",
}
TARGET_BASELINE: dict[str, Any] = {"start": "2017-04-01", "end": "2018-04-01", "value": 84.2}
VERSION: dict[str, Any] = {
    "number": 2,
    "status": "agreed",
    "kind": "threshold",
    "value": 80.0,
    "wanted": "lower",
    "percent_change": None,
    "baseline": None,
    "tolerance_percent": 5.0,
    "owner": OWNER,
    "smart": SMART,
    "reason": None,
    "changed_by": "019a0000-0000-7000-8000-0000000000ee",
    "changed_at": "2026-11-02T09:30:00.123Z",
}
TARGET_OUT: dict[str, Any] = {
    **VERSION,
    "kpi_code": "crime_rate",
    "financial_year": "2018/19",
    "in_force_number": 2,
    "created_at": "2026-11-01T09:30:00.123Z",
    "created_by": "019a0000-0000-7000-8000-0000000000ef",
    "allowed_transitions": ["withdrawn"],
    "etag": '"q7Zk0wAbCdEfGhIj"',
}


class KpiTargetQuery(Query):
    """Which version of a target is read."""

    rated_at: QueryInstant | None = Field(
        None, description="The version that rated at this instant; leave it out for the latest."
    )


class SmartOut(Out):
    """Why it is a good target."""

    model_config = ConfigDict(json_schema_extra={"examples": [SMART]})
    specific: str = Field(max_length=500, description="What is to change.")
    measurable: str = Field(max_length=500, description="By what it is measured.")
    achievable: str = Field(max_length=500, description="Why it can be reached.")
    relevant: str = Field(max_length=500, description="What it serves.")
    time_bound: str = Field(max_length=500, description="By when.")


class TargetOwnerOut(Out):
    """Who answers for a target: an agency or a group."""

    model_config = ConfigDict(json_schema_extra={"examples": [OWNER]})
    agency_id: UUID | None = Field(description="The agency, if one does.")
    group_id: UUID | None = Field(description="The group, if one does.")
    name: str = Field(max_length=200, description="Its name.")


class TargetBaselineOut(Out):
    """The value that a target was worked out from, as it stood when the target was proposed."""

    model_config = ConfigDict(json_schema_extra={"examples": [TARGET_BASELINE]})
    start: date = Field(description="The first day of its period.")
    end: date = Field(description="The first day that no longer belongs to it.")
    value: float = Field(ge=0, le=LARGEST, description="The indicator's value.")


class KpiTargetVersionOut(Out):
    """What a target said from a change on."""

    model_config = ConfigDict(json_schema_extra={"examples": [VERSION]})
    number: int = Field(ge=1, le=100_000, description="Counts up from 1.")
    status: TargetStatus = Field(description="Where it stood.")
    kind: TargetKind = Field(description="How its value is set.")
    value: float = Field(ge=0, le=1e15, description="The value for the year.")
    wanted: WantedDirection = Field(description="Which way meets it.")
    percent_change: float | None = Field(ge=-100, le=10_000, description="The change on the baseline.")
    baseline: TargetBaselineOut | None = Field(description="What it was worked out from.")
    tolerance_percent: float = Field(ge=0, le=100, description="Missed by so much it is amber.")
    owner: TargetOwnerOut = Field(description="Who answers for it.")
    smart: SmartOut = Field(description="Why it is a good target.")
    reason: str | None = Field(max_length=500, description="Why it was withdrawn.")
    changed_by: UUID = Field(description="Who made this version.")
    changed_at: InstantOut = Field(description="When.")


class KpiTargetOut(KpiTargetVersionOut):
    """A target of an indicator for a financial year, in its latest version unless another was asked for."""

    model_config = ConfigDict(json_schema_extra={"examples": [TARGET_OUT]})
    kpi_code: str = Field(max_length=64, pattern="^[a-z][a-z0-9_]*$", description="The indicator's code.")
    financial_year: str = Field(max_length=7, description="The financial year, like 2018/19.")
    in_force_number: int | None = Field(
        ge=1, le=100_000, description="The version that rates: the last that was agreed, if any stands."
    )
    created_at: InstantOut = Field(description="When it was first proposed.")
    created_by: UUID = Field(description="By whom.")
    allowed_transitions: list[TargetStatus] = Field(max_length=3, description="Where it may be moved to.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class KpiTargetList(Out):
    """An indicator's targets, the latest year first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [TARGET_OUT]}]})
    data: list[KpiTargetOut] = Field(max_length=300, description="The targets.")


class KpiTargetVersionList(Out):
    """Who changed a target, when and how; the first version first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [VERSION]}]})
    data: list[KpiTargetVersionOut] = Field(max_length=10_000, description="The versions.")
