"""What crosses the wire about strategies: drafted, adopted for a term, superseded."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, Schema, line, text
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example
from sosafe_api.domains.strategies.schemas.corrections import CORRECTION_OUT, StrategyCorrectionOut
from sosafe_api.domains.strategies.schemas.objectives import (
    LISTED,
    LONGEST_WORDS,
    MOST_OBJECTIVES,
    OBJECTIVE,
    OBJECTIVE_OUT,
    ObjectiveIn,
    ObjectiveOut,
)
from sosafe_api.domains.strategies.vocabulary import StrategyStatus

MOST_AIMS, MOST_CORRECTIONS = 20, 200
STRATEGY: dict[str, Any] = {
    "name": "2018/21",
    "starts_on": "2018-04-01",
    "ends_on": "2021-04-01",
    "aims": ["Resilient communities."],
    "objectives": [OBJECTIVE],
}


class StrategyIn(Schema):
    """A new strategy, as a draft."""

    model_config = ConfigDict(json_schema_extra={"examples": [STRATEGY]})
    name: line(80) = Field(description="Its name through all its versions, mostly its term.")  # type: ignore[valid-type]
    starts_on: Day = Field(description="The first day of its term.")
    ends_on: Day = Field(description="The day after the last of its term.")
    aims: list[text(LONGEST_WORDS)] = Field(  # type: ignore[valid-type]
        default_factory=list, max_length=MOST_AIMS, description="Its aims, numbered by their place."
    )
    objectives: list[ObjectiveIn] = Field(
        default_factory=list, max_length=MOST_OBJECTIVES, description="Its objectives, each number once."
    )


class StrategyPatch(Schema):
    """A change of a draft; `aims` and `objectives` are replaced whole."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"aims": ["Resilient and confident communities."]}]}
    )
    starts_on: Day = kept(description="The first day of its term.")
    ends_on: Day = kept(description="The day after the last of its term.")
    aims: list[text(LONGEST_WORDS)] = kept(max_length=MOST_AIMS, description="Its aims.")  # type: ignore[valid-type]
    objectives: list[ObjectiveIn] = kept(max_length=MOST_OBJECTIVES, description="Its objectives.")


class StrategyTransitionIn(Schema):
    """A move of a strategy's status."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "adopted"}]})
    to: StrategyStatus = Field(description="The status to move to.")


class StrategyQuery(RecordQuery):
    """Which versions of strategies are listed."""

    name: line(80) | None = Field(None, description="Of this name.")  # type: ignore[valid-type]
    status: list[StrategyStatus] | None = Field(
        None, min_length=1, max_length=4, description="In any of these statuses."
    )


SUMMARY: dict[str, Any] = {
    "id": LISTED["strategy_id"],
    "name": "2018/21",
    "number": 1,
    "starts_on": "2018-04-01",
    "ends_on": "2021-04-01",
    "status": "draft",
    "status_since": "2026-11-02T09:30:00.000Z",
    "in_force": False,
    "created_by": "019a0000-0000-7000-8000-0000000000ee",
    "adopted_by": None,
    "created_at": "2026-11-02T09:30:00.000Z",
    "updated_at": "2026-11-02T09:30:00.000Z",
    "allowed_transitions": ["adopted", "discarded"],
    "etag": '"00112233445566778899"',
}


class StrategySummary(Out):
    """A version of a strategy in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The version's identifier.")
    name: str = Field(max_length=80, description="Its name.")
    number: int = Field(ge=1, le=100_000, description="Counts the versions of the name up from 1.")
    starts_on: date = Field(description="The first day of its term.")
    ends_on: date = Field(description="The day after the last of its term.")
    status: StrategyStatus = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when.")
    in_force: bool = Field(description="Whether it is adopted and today is within its term.")
    created_by: UUID = Field(description="Who wrote it.")
    adopted_by: UUID | None = Field(description="Who recorded its adoption.")
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    allowed_transitions: list[StrategyStatus] = Field(max_length=4, description="Where it may go next.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class StrategyOut(StrategySummary):
    """A version of a strategy with all that it says."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **SUMMARY,
                    "aims": STRATEGY["aims"],
                    "objectives": [OBJECTIVE_OUT],
                    "corrections": [CORRECTION_OUT],
                }
            ]
        }
    )
    aims: list[Annotated[str, Field(max_length=LONGEST_WORDS)]] = Field(
        max_length=MOST_AIMS, description="Its aims, numbered by their place."
    )
    objectives: list[ObjectiveOut] = Field(max_length=MOST_OBJECTIVES, description="By number.")
    corrections: list[StrategyCorrectionOut] = Field(
        max_length=MOST_CORRECTIONS, description="What was put right since its adoption, in order."
    )


class StrategyPage(Out):
    """A page of the list of strategies."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/strategies", SUMMARY))
    data: list[StrategySummary] = Field(max_length=200, description="The versions, as recorded.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
