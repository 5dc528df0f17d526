"""What crosses the wire about the actions of a plan."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Code, Day, InstantOut, Links, Out, PageInfo, Schema, line
from sosafe_api.domains.action_plans.schemas.links import LINKS, MOST_LINKS
from sosafe_api.domains.action_plans.schemas.milestones import MILESTONE_OUT, PlanMilestoneOut
from sosafe_api.domains.action_plans.schemas.plans import PLAN_ID
from sosafe_api.domains.action_plans.schemas.values import TARGET, FigureOut, PlanTarget, PlanTargetIn
from sosafe_api.domains.action_plans.vocabulary import PlanActionStatus
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example

MOST_MILESTONES = 60
ACTION: dict[str, Any] = {
    "objective_id": "019a0000-0000-7000-8000-0000000000a2",
    "owner_agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "title": "Street meets in every ward",
    "target": TARGET,
    "due_on": "2019-03-31",
    "kpi": "asb_incidents",
}


class PlanActionIn(Schema):
    """An action with its SMART target."""

    model_config = ConfigDict(json_schema_extra={"examples": [ACTION]})
    objective_id: UUID = Field(description="The objective of the plan's strategy that it serves.")
    owner_agency_id: UUID = Field(description="The agency that sees to it.")
    title: line(200) = Field(description="What is done, in words that name nobody.")  # type: ignore[valid-type]
    target: PlanTargetIn = Field(description="What is to be reached.")
    starts_on: Day | None = Field(None, description="When work begins; the plan's first day by default.")
    due_on: Day = Field(description="By when the target is to be reached.")
    kpi: Code | None = Field(None, description="The code of the indicator that it is meant to move.")
    problem_solving_plan_id: UUID | None = Field(None, description="The problem-solving plan it is part of.")


class PlanActionPatch(Schema):
    """A change of an unfinished action; `target` is replaced whole."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"title": ACTION["title"]}]})
    objective_id: UUID = kept(description="The objective that it serves.")
    owner_agency_id: UUID = kept(description="The agency that sees to it.")
    title: line(200) = kept(description="What is done.")  # type: ignore[valid-type]
    target: PlanTargetIn = kept(description="What is to be reached.")
    starts_on: Day = kept(description="When work begins.")
    due_on: Day = kept(description="By when.")
    kpi: Code | None = Field(None, description="The indicator that it is meant to move.")
    problem_solving_plan_id: UUID | None = Field(None, description="The problem-solving plan.")


class PlanActionQuery(RecordQuery):
    """Which actions are listed."""

    plan_id: UUID | None = Field(None, description="Of this plan.")
    objective_id: UUID | None = Field(None, description="For this objective.")
    owner_agency_id: UUID | None = Field(None, description="Of this agency.")
    problem_solving_plan_id: UUID | None = Field(None, description="Of this problem-solving plan.")
    kpi: Code | None = Field(None, description="Meant to move this indicator.")
    funding_bid_id: UUID | None = Field(None, description="Linked with this bid.")
    community_event_id: UUID | None = Field(None, description="Linked with this event.")
    status: list[PlanActionStatus] | None = Field(
        None, min_length=1, max_length=7, description="In any of these statuses."
    )
    overdue: bool | None = Field(None, description="True: unfinished after the day they were due on.")


ACTION_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000a5",
    "plan_id": PLAN_ID,
    "number": 1,
    **ACTION,
    "starts_on": "2018-04-01",
    "problem_solving_plan_id": None,
    "status": "on_track",
    "status_since": "2026-11-02T09:30:00.000Z",
    "stated_on": "2018-05-16",
    "latest_value": "3",
    "completed_on": None,
    "overdue": True,
    "carried_from_id": None,
    "created_at": "2026-11-02T09:30:00.000Z",
    "updated_at": "2026-11-02T09:30:00.000Z",
    "allowed_transitions": ["at_risk", "off_track", "completed", "cancelled"],
    "etag": '"00112233445566778899"',
}


class PlanActionSummary(Out):
    """An action in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [ACTION_OUT]})
    id: UUID = Field(description="The action's identifier.")
    plan_id: UUID = Field(description="The plan.")
    number: int = Field(ge=1, le=100_000, description="Its number in the plan.")
    objective_id: UUID = Field(description="The objective that it serves.")
    owner_agency_id: UUID = Field(description="The agency that sees to it.")
    title: str = Field(max_length=200, description="What is done.")
    target: PlanTarget = Field(description="What is to be reached.")
    starts_on: date = Field(description="When work begins.")
    due_on: date = Field(description="By when the target is to be reached.")
    kpi: str | None = Field(max_length=64, description="The indicator that it is meant to move.")
    problem_solving_plan_id: UUID | None = Field(description="The problem-solving plan it is part of.")
    status: PlanActionStatus = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when this is recorded.")
    stated_on: date | None = Field(description="The day of the latest update.")
    latest_value: FigureOut | None = Field(description="The latest figure on the way to the target.")
    completed_on: date | None = Field(description="When it was completed.")
    overdue: bool = Field(description="Whether it is unfinished after the day it was due on.")
    carried_from_id: UUID | None = Field(description="The action of an earlier year as which it began.")
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    allowed_transitions: list[PlanActionStatus] = Field(max_length=7, description="Where you may move it.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class PlanActionOut(PlanActionSummary):
    """An action with its milestones."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{**ACTION_OUT, "carried_to_id": None, **LINKS, "milestones": [MILESTONE_OUT]}]
        }
    )
    carried_to_id: UUID | None = Field(description="The action of a later year as which it goes on.")
    funding_bid_ids: list[UUID] = Field(max_length=MOST_LINKS, description="Bids that pay for it.")
    community_event_ids: list[UUID] = Field(max_length=MOST_LINKS, description="Events held for it.")
    milestones: list[PlanMilestoneOut] = Field(max_length=MOST_MILESTONES, description="By day.")


class PlanActionPage(Out):
    """A page of the list of actions."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/plan-actions", ACTION_OUT))
    data: list[PlanActionSummary] = Field(max_length=200, description="The actions, as recorded.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
