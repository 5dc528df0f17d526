"""What a report says: objectives with their measures, actions that are late, risks, what changed."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Out
from sosafe_api.domains.action_plans.vocabulary import PlanActionStatus
from sosafe_api.domains.kpis.schemas.definitions import DEFINITION, DefinitionOut
from sosafe_api.domains.kpis.schemas.observations import (
    LARGEST,
    OBSERVATION,
    PERIOD,
    ObservationOut,
    PeriodOut,
)
from sosafe_api.domains.kpis.vocabulary import PeriodKind
from sosafe_api.domains.reports.vocabulary import Movement, RiskKind

MOST, MOST_SHOWN = 100_000, 16
AGENCY = "Example Council"
REVISION: dict[str, Any] = {"period": PERIOD, "before": 22.31, "after": 22.38}
RATED: dict[str, Any] = {
    "period": {"start": "2021-04-01", "end": "2021-07-01", "label": "2021/22 to Jun"},
    "value": 22.38,
}
MEASURE: dict[str, Any] = {
    "number": 1,
    "description": "Rate of all crime.",
    "kpi": "crime_rate",
    "definition": DEFINITION,
    "period": "quarter",
    "observations": [OBSERVATION],
    "latest": OBSERVATION,
    "rated": RATED,
    "target": 21.25,
    "rating": "red",
    "direction": "worsening",
    "movement": "unchanged",
    "unchanged_since": "2021-08-11",
    "previous_value": 22.38,
    "revisions": [REVISION],
    "told": "Latest value: 22.38, in 2021/22 Q1.",
}
OBJECTIVE: dict[str, Any] = {"number": 2, "title": "Reduce crime and disorder.", "measures": [MEASURE]}
OVERDUE: dict[str, Any] = {
    "number": 1,
    "title": "Street meets in every ward",
    "owner": AGENCY,
    "status": "at_risk",
    "due_on": "2021-07-31",
    "days_overdue": 39,
}
LATE: dict[str, Any] = {"action_number": 1, "title": "First ward done", "due_on": "2021-06-30"}
COMPLETED: dict[str, Any] = {"number": 2, "title": "Train the champions", "completed_on": "2021-09-01"}
RISK: dict[str, Any] = {"kind": "action_at_risk", "text": "Action 1: Street meets in every ward"}
STRATEGY: dict[str, Any] = {"id": "019a0000-0000-7000-8000-0000000000a1", "name": "2021/24"}
PLAN: dict[str, Any] = {"id": "019a0000-0000-7000-8000-0000000000a4", "financial_year": "2021/22"}
MOVED: dict[str, Any] = {"first": 0, "new": 0, "revised": 0, "unchanged": 1, "no_value": 0}
CONTENT: dict[str, Any] = {
    "partnership": "Example District Community Safety Partnership",
    "group": "Joint Action Group",
    "previous_stands_on": "2021-08-11",
    "strategy": STRATEGY,
    "plan": PLAN,
    "objectives": [OBJECTIVE],
    "moved": MOVED,
    "unfinished_actions": 4,
    "overdue_actions": [OVERDUE],
    "late_milestones": [LATE],
    "completed_actions": [COMPLETED],
    "risks": [RISK],
}


class RevisedValue(Out):
    """A value that is no longer what the report before said."""

    model_config = ConfigDict(json_schema_extra={"examples": [REVISION]})
    period: PeriodOut = Field(description="Of when.")
    before: float | None = Field(ge=-LARGEST, le=LARGEST, description="What was reported.")
    after: float | None = Field(
        ge=-LARGEST, le=LARGEST, description="What it is now; null where it is withdrawn."
    )


class RatedValue(Out):
    """The value that is held against the target."""

    model_config = ConfigDict(json_schema_extra={"examples": [RATED]})
    period: PeriodOut = Field(description="Of when.")
    value: float = Field(ge=-LARGEST, le=LARGEST, description="The latest known one of that length of time.")


class ReportedMeasure(Out):
    """What an objective is measured by, as it stands."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEASURE]})
    number: int = Field(ge=1, le=999, description="Its number within the objective.")
    description: str = Field(max_length=500, description="What is measured.")
    kpi: str | None = Field(max_length=64, description="The indicator that shows it.")
    definition: DefinitionOut | None = Field(description="That indicator, as it was defined.")
    period: PeriodKind | None = Field(description="The length of time of each value.")
    observations: list[ObservationOut] = Field(
        max_length=MOST_SHOWN, description="The latest values, earliest first."
    )
    latest: ObservationOut | None = Field(description="The latest that is known.")
    rated: RatedValue | None = Field(
        description="What is rated: the latest value, or of what adds up over a year the year to date."
    )
    target: float | None = Field(
        ge=0,
        le=LARGEST,
        description="The target for the period of `rated`, or the part of it that has elapsed.",
    )
    rating: str | None = Field(max_length=32, description="How `rated` stands to the target.")
    direction: str | None = Field(
        max_length=32, description="Its direction against the year before, else the period before."
    )
    movement: Movement = Field(description="What became of the latest value since the report before.")
    unchanged_since: date | None = Field(description="The day of the first report that showed this value.")
    previous_value: float | None = Field(
        ge=-LARGEST, le=LARGEST, description="The latest value of the report before."
    )
    revisions: list[RevisedValue] = Field(
        max_length=MOST_SHOWN, description="Values that were changed since."
    )
    told: str | None = Field(max_length=10_000, description="What its chart shows, in words.")


class ReportedObjective(Out):
    """An objective of the strategy in force."""

    model_config = ConfigDict(json_schema_extra={"examples": [OBJECTIVE]})
    number: int = Field(ge=1, le=999, description="Its number in the strategy.")
    title: str = Field(max_length=500, description="Its words.")
    measures: list[ReportedMeasure] = Field(max_length=30, description="By number.")


class OverdueAction(Out):
    """An action that was unfinished after the day it was due on."""

    model_config = ConfigDict(json_schema_extra={"examples": [OVERDUE]})
    number: int = Field(ge=1, le=MOST, description="Its number in the plan.")
    title: str = Field(max_length=200, description="What is done.")
    owner: str = Field(max_length=200, description="The agency that sees to it.")
    status: PlanActionStatus = Field(description="How it was said to stand.")
    due_on: date = Field(description="By when it was due.")
    days_overdue: int = Field(ge=1, le=MOST, description="Days since then.")


class LateMilestone(Out):
    """A milestone of an unfinished action whose day had passed undone."""

    model_config = ConfigDict(json_schema_extra={"examples": [LATE]})
    action_number: int = Field(ge=1, le=MOST, description="The action's number in the plan.")
    title: str = Field(max_length=200, description="The step.")
    due_on: date = Field(description="By when it was due.")


class CompletedAction(Out):
    """An action that was completed in the report's days."""

    model_config = ConfigDict(json_schema_extra={"examples": [COMPLETED]})
    number: int = Field(ge=1, le=MOST, description="Its number in the plan.")
    title: str = Field(max_length=200, description="What was done.")
    completed_on: date = Field(description="When it was said to be completed.")


class Risk(Out):
    """Something that a group should look at."""

    model_config = ConfigDict(json_schema_extra={"examples": [RISK]})
    kind: RiskKind = Field(description="Why it is told.")
    text: str = Field(max_length=600, description="What it is about.")


class ReportedStrategy(Out):
    """The strategy in force on the report's day."""

    model_config = ConfigDict(json_schema_extra={"examples": [STRATEGY]})
    id: UUID = Field(description="Its version.")
    name: str = Field(max_length=80, description="Its name.")


class ReportedPlan(Out):
    """The action plan of the report's year."""

    model_config = ConfigDict(json_schema_extra={"examples": [PLAN]})
    id: UUID = Field(description="The plan.")
    financial_year: str = Field(max_length=7, description="Its year.")


class MovedMeasures(Out):
    """How many measures moved in which way since the report before."""

    model_config = ConfigDict(json_schema_extra={"examples": [MOVED]})
    first: int = Field(ge=0, le=MOST, description="Nothing to compare with.")
    new: int = Field(ge=0, le=MOST, description="A later period.")
    revised: int = Field(ge=0, le=MOST, description="The same period, another value.")
    unchanged: int = Field(ge=0, le=MOST, description="The same value.")
    no_value: int = Field(ge=0, le=MOST, description="No value is known.")


class ReportContent(Out):
    """Everything that a report says; frozen when it was asked for."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONTENT]})
    partnership: str = Field(max_length=200, description="Whose report it is.")
    group: str | None = Field(max_length=200, description="The group that it is for.")
    previous_stands_on: date | None = Field(description="The day of the report that it is compared with.")
    strategy: ReportedStrategy | None = Field(description="The strategy in force.")
    plan: ReportedPlan | None = Field(description="Its action plan for the year.")
    objectives: list[ReportedObjective] = Field(max_length=30, description="By number.")
    moved: MovedMeasures = Field(description="How many measures moved in which way.")
    unfinished_actions: int = Field(ge=0, le=MOST, description="Actions that are not finished.")
    overdue_actions: list[OverdueAction] = Field(max_length=1000, description="By number.")
    late_milestones: list[LateMilestone] = Field(max_length=10_000, description="By day.")
    completed_actions: list[CompletedAction] = Field(max_length=1000, description="By number.")
    risks: list[Risk] = Field(max_length=2000, description="The worst first.")
