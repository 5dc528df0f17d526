"""What each observation was, and when it became another."""

from typing import Any

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Out
from sosafe_api.domains.kpis.schemas.observations import LARGEST, LINKS, PERIOD, MemberOut, PeriodOut

REVISION: dict[str, Any] = {
    "value": 22.38,
    "numerator": 1972,
    "denominator": 88104,
    "recorded_at": "2026-11-02T09:30:00.123Z",
    "release_number": 12,
    "revision": 1,
}
REVISED: dict[str, Any] = {"period": PERIOD, "breakdown": None, "revisions": [REVISION]}


class ValueRevision(Out):
    """A value from one time on: as it was recorded, or as a release told it."""

    model_config = ConfigDict(json_schema_extra={"examples": [REVISION]})
    value: float | None = Field(
        ge=-LARGEST, le=LARGEST, description="The value; null where hidden or not known."
    )
    numerator: int | None = Field(ge=0, le=10**12, description="What was counted.")
    denominator: int | None = Field(ge=0, le=10**12, description="Out of what.")
    recorded_at: InstantOut = Field(description="When it was recorded, or published by the release named.")
    release_number: int | None = Field(
        ge=1, le=1_000_000, description="The release that told it; null where it was recorded only."
    )
    revision: int | None = Field(
        ge=0, le=10_000, description="How often published figures had changed by that release."
    )


class RevisedOut(Out):
    """One observation's history."""

    model_config = ConfigDict(json_schema_extra={"examples": [REVISED]})
    period: PeriodOut = Field(description="When.")
    breakdown: MemberOut | None = Field(description="Whose; null for the whole partnership.")
    revisions: list[ValueRevision] = Field(max_length=10_000, description="What it was, earliest first.")


class RevisionLinks(Out):
    """Where the history and its indicator are."""

    model_config = ConfigDict(json_schema_extra={"examples": [LINKS]}, populate_by_name=True)
    self_: str = Field(alias="self", max_length=2048, description="This answer.")
    definition: str = Field(max_length=2048, description="The indicator's definition.")


class RevisionTable(Out):
    """The history of an indicator's values."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"kpi_code": "crime_rate", "data": [REVISED], "links": LINKS}]}
    )
    kpi_code: str = Field(max_length=64, pattern="^[a-z][a-z0-9_]*$", description="The indicator's code.")
    data: list[RevisedOut] = Field(max_length=10_000, description="The observations, earliest first.")
    links: RevisionLinks = Field(description="Where the history and its indicator are.")
