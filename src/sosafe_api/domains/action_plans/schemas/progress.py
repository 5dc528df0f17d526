"""What crosses the wire about the progress of an action: dated updates, and moves of its status."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Links, Out, PageInfo, PastDay, Schema, text
from sosafe_api.domains.action_plans.schemas.values import Figure, FigureOut
from sosafe_api.domains.action_plans.vocabulary import PlanActionStatus, PlanProgress
from sosafe_api.domains.auth.schemas import RecordQuery, page_example

UPDATE: dict[str, Any] = {
    "status": "on_track",
    "note": "Three street meets held.",
    "value": "3",
    "noted_on": "2018-05-16",
    "meeting_id": None,
}

MOVE: dict[str, Any] = {
    "to": "completed",
    "note": "All sixteen held.",
    "value": "16",
    "noted_on": "2019-03-20",
    "meeting_id": None,
}


class PlanUpdateIn(Schema):
    """How an unfinished action goes."""

    model_config = ConfigDict(json_schema_extra={"examples": [UPDATE]})
    status: PlanProgress = Field(description="How it goes.")
    note: text(2000) = Field(description="What was done or hinders, in words that name nobody.")  # type: ignore[valid-type]
    value: Figure | None = Field(None, description="The figure on the way to the target.")
    noted_on: PastDay | None = Field(
        None, description="The day it is true of; the meeting's, else today, by default."
    )
    meeting_id: UUID | None = Field(None, description="The meeting of the plan's group where it was stated.")


class PlanActionTransitionIn(Schema):
    """A move of an action's status, with the update that tells of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [MOVE]})
    to: PlanActionStatus = Field(description="The status to move to.")
    note: text(2000) = Field(description="What was reached, or why it ends, in words that name nobody.")  # type: ignore[valid-type]
    value: Figure | None = Field(None, description="The figure reached.")
    noted_on: PastDay | None = Field(
        None, description="The day it is true of; the meeting's, else today, by default."
    )
    meeting_id: UUID | None = Field(None, description="The meeting of the plan's group where it was stated.")


UPDATE_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000a9",
    "action_id": "019a0000-0000-7000-8000-0000000000a5",
    **UPDATE,
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "recorded_by": "019a0000-0000-7000-8000-0000000000ee",
    "recorded_at": "2026-11-02T09:30:00.000Z",
}


class PlanUpdateOut(Out):
    """How an action was said to stand on a day."""

    model_config = ConfigDict(json_schema_extra={"examples": [UPDATE_OUT]})
    id: UUID = Field(description="The update's identifier.")
    action_id: UUID = Field(description="The action.")
    status: PlanActionStatus = Field(description="How it stood.")
    note: str = Field(max_length=2000, description="What was done or hindered.")
    value: FigureOut | None = Field(description="The figure on the way to the target.")
    noted_on: date = Field(description="The day it is true of.")
    meeting_id: UUID | None = Field(description="The meeting where it was stated.")
    agency_id: UUID = Field(description="The agency of whoever recorded it.")
    recorded_by: UUID = Field(description="Who recorded it.")
    recorded_at: InstantOut = Field(description="When.")


class PlanUpdateQuery(RecordQuery):
    """Which updates are listed: all of them, in the order of recording."""


class PlanUpdatePage(Out):
    """A page of the updates of an action."""

    model_config = ConfigDict(
        json_schema_extra=page_example(f"/v1/plan-actions/{UPDATE_OUT['action_id']}/updates", UPDATE_OUT)
    )
    data: list[PlanUpdateOut] = Field(max_length=200, description="The updates, as recorded.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
