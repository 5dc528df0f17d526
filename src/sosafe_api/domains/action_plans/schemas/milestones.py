"""What crosses the wire about the milestones of an action."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, Out, PastDay, Schema, line
from sosafe_api.domains.auth.schemas import kept

MILESTONE: dict[str, Any] = {"title": "Dates agreed with the wards", "due_on": "2018-06-30"}
MILESTONE_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000a8",
    "action_id": "019a0000-0000-7000-8000-0000000000a5",
    **MILESTONE,
    "done_on": None,
    "etag": '"00112233445566778899"',
}


class PlanMilestoneIn(Schema):
    """A step of an action."""

    model_config = ConfigDict(json_schema_extra={"examples": [MILESTONE]})
    title: line(200) = Field(description="What is done by then, in words that name nobody.")  # type: ignore[valid-type]
    due_on: Day = Field(description="By when.")


class PlanMilestonePatch(Schema):
    """A change of a milestone, mostly that it was reached."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"done_on": "2018-06-20"}]})
    title: line(200) = kept(description="What is done by then.")  # type: ignore[valid-type]
    due_on: Day = kept(description="By when.")
    done_on: PastDay | None = Field(None, description="When it was done; null where it was not.")


class PlanMilestoneOut(Out):
    """A step of an action."""

    model_config = ConfigDict(json_schema_extra={"examples": [MILESTONE_OUT]})
    id: UUID = Field(description="The milestone's identifier.")
    action_id: UUID = Field(description="The action.")
    title: str = Field(max_length=200, description="What is done by then.")
    due_on: date = Field(description="By when.")
    done_on: date | None = Field(description="When it was done.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")
