"""What crosses the wire when a plan is reviewed at a meeting, or reported on for a quarter."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Out, Query
from sosafe_api.domains.action_plans.schemas.plans import MOST_ACTIONS, PLAN_ID, YEAR_PATTERN
from sosafe_api.domains.action_plans.vocabulary import PlanActionStatus
from sosafe_api.domains.auth.schemas import QueryDay

MOST = 100_000


class PlanReviewQuery(Query):
    """For which meeting, and of which agency."""

    on: QueryDay | None = Field(None, description="The day of the meeting; the group's next by default.")
    owner_agency_id: UUID | None = Field(None, description="Only actions of this agency.")


REVIEWED: dict[str, Any] = {
    "action_id": "019a0000-0000-7000-8000-0000000000a5",
    "number": 1,
    "title": "Street meets in every ward",
    "objective_id": "019a0000-0000-7000-8000-0000000000a2",
    "owner_agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "status": "on_track",
    "due_on": "2019-03-31",
    "stated_on": "2018-05-16",
    "overdue": False,
    "unmoved": True,
    "milestones_overdue": 1,
}
REVIEW: dict[str, Any] = {
    "plan_id": PLAN_ID,
    "meeting_on": "2018-07-11",
    "previous_meeting_on": "2018-06-13",
    "overdue": 0,
    "unmoved": 1,
    "actions": [REVIEWED],
}


class ReviewedAction(Out):
    """An unfinished action as the meeting finds it."""

    model_config = ConfigDict(json_schema_extra={"examples": [REVIEWED]})
    action_id: UUID = Field(description="The action.")
    number: int = Field(ge=1, le=MOST, description="Its number in the plan.")
    title: str = Field(max_length=200, description="What is done.")
    objective_id: UUID = Field(description="The objective that it serves.")
    owner_agency_id: UUID = Field(description="The agency that sees to it.")
    status: PlanActionStatus = Field(description="How it stood on that day.")
    due_on: date = Field(description="By when it is due.")
    stated_on: date | None = Field(description="When it was last spoken of.")
    overdue: bool = Field(description="Whether the day it was due on had passed.")
    unmoved: bool = Field(description="Whether nothing was said of it at the meeting before, or since.")
    milestones_overdue: int = Field(ge=0, le=MOST, description="Milestones whose day had passed undone.")


class PlanReview(Out):
    """What the group goes through at a meeting: every unfinished action, by number."""

    model_config = ConfigDict(json_schema_extra={"examples": [REVIEW]})
    plan_id: UUID = Field(description="The plan.")
    meeting_on: date = Field(description="The day of the meeting.")
    previous_meeting_on: date = Field(description="The day of the meeting before, else four weeks before.")
    overdue: int = Field(ge=0, le=MOST, description="How many are overdue.")
    unmoved: int = Field(ge=0, le=MOST, description="How many did not move.")
    actions: list[ReviewedAction] = Field(max_length=MOST_ACTIONS, description="The actions.")


class PlanReportQuery(Query):
    """Of which quarter."""

    quarter: int | None = Field(
        None, ge=1, le=4, description="The quarter of the plan's year; the latest that began by default."
    )


COUNTS: dict[str, Any] = dict.fromkeys((status.value for status in PlanActionStatus), 0) | {"on_track": 1}
FIGURES: dict[str, Any] = {
    "actions": 1,
    "by_status": COUNTS,
    "overdue": 0,
    "completed_in_quarter": 0,
    "milestones_overdue": 0,
    "milestones_done_in_quarter": 1,
}
OF_OBJECTIVE: dict[str, Any] = {
    "objective_id": "019a0000-0000-7000-8000-0000000000a2",
    "number": 2,
    "title": "Reduce crime and disorder.",
    **FIGURES,
}
REPORT: dict[str, Any] = {
    "plan_id": PLAN_ID,
    "financial_year": "2018/19",
    "quarter": 1,
    "starts_on": "2018-04-01",
    "ends_on": "2018-07-01",
    "stands_on": "2018-06-30",
    "objectives": [OF_OBJECTIVE],
    "whole": FIGURES,
}


class ActionsByStatus(Out):
    """How many actions are in each status."""

    model_config = ConfigDict(json_schema_extra={"examples": [COUNTS]})
    not_started: int = Field(ge=0, le=MOST, description="Not begun.")
    on_track: int = Field(ge=0, le=MOST, description="Going as planned.")
    at_risk: int = Field(ge=0, le=MOST, description="In danger of missing the target.")
    off_track: int = Field(ge=0, le=MOST, description="Missing the target as things are.")
    completed: int = Field(ge=0, le=MOST, description="Done.")
    cancelled: int = Field(ge=0, le=MOST, description="Given up.")
    carried_over: int = Field(ge=0, le=MOST, description="Going on in a later year.")


class ReportFigures(Out):
    """The figures of some actions for a quarter."""

    model_config = ConfigDict(json_schema_extra={"examples": [FIGURES]})
    actions: int = Field(ge=0, le=MOST, description="How many there are.")
    by_status: ActionsByStatus = Field(description="How many in each status, as at the report's day.")
    overdue: int = Field(ge=0, le=MOST, description="Unfinished after the day they were due on.")
    completed_in_quarter: int = Field(ge=0, le=MOST, description="Completed within the quarter.")
    milestones_overdue: int = Field(
        ge=0, le=MOST, description="Of unfinished actions, undone after their day."
    )
    milestones_done_in_quarter: int = Field(ge=0, le=MOST, description="Done within the quarter.")


class ObjectiveReport(ReportFigures):
    """An objective's actions; one without any stands there as well."""

    model_config = ConfigDict(json_schema_extra={"examples": [OF_OBJECTIVE]})
    objective_id: UUID = Field(description="The objective.")
    number: int = Field(ge=1, le=999, description="Its number in the strategy.")
    title: str = Field(max_length=500, description="Its words.")


class PlanReport(Out):
    """A quarter of a plan, as at its last day or, while it runs, as at today."""

    model_config = ConfigDict(json_schema_extra={"examples": [REPORT]})
    plan_id: UUID = Field(description="The plan.")
    financial_year: str = Field(max_length=7, pattern=YEAR_PATTERN, description="The financial year.")
    quarter: int = Field(ge=1, le=4, description="The quarter: 1 is April to June.")
    starts_on: date = Field(description="The quarter's first day.")
    ends_on: date = Field(description="The day after its last.")
    stands_on: date = Field(description="The day whose statuses are counted.")
    objectives: list[ObjectiveReport] = Field(max_length=30, description="By number.")
    whole: ReportFigures = Field(description="All objectives together.")
