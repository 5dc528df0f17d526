"""What crosses the wire about a year's action plan: drafted, agreed, carried over, closed."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.financial_years import FinancialYearLabel
from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, PastDay, Schema
from sosafe_api.domains.action_plans.vocabulary import ActionPlanStatus
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example

MOST_ACTIONS, MOST_OBJECTIVES = 200, 30
PLAN_ID = "019a0000-0000-7000-8000-0000000000a3"
PLAN: dict[str, Any] = {
    "strategy_id": "019a0000-0000-7000-8000-0000000000a1",
    "group_id": "019a0000-0000-7000-8000-0000000000f1",
    "financial_year": "2018/19",
}
YEAR_PATTERN = r"^(19|20)[0-9]{2}/[0-9]{2}$"


class ActionPlanIn(Schema):
    """A year's plan, as a draft."""

    model_config = ConfigDict(json_schema_extra={"examples": [PLAN]})
    strategy_id: UUID = Field(description="The adopted strategy that it is for.")
    group_id: UUID = Field(description="The group that reviews it at each meeting.")
    financial_year: FinancialYearLabel = Field(description="The financial year, like 2018/19.")


class ActionPlanPatch(Schema):
    """A change of a draft."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"group_id": PLAN["group_id"]}]})
    group_id: UUID = kept(description="The group that reviews it.")


class ActionPlanTransitionIn(Schema):
    """A move of a plan's status."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "agreed", "on": "2018-04-18"}]})
    to: ActionPlanStatus = Field(description="The status to move to.")
    on: PastDay | None = Field(None, description="The day on which it was so decided; today by default.")


class ActionPlanQuery(RecordQuery):
    """Which plans are listed."""

    strategy_id: UUID | None = Field(None, description="Of this version of a strategy.")
    financial_year: FinancialYearLabel | None = Field(None, description="Of this financial year.")
    status: list[ActionPlanStatus] | None = Field(
        None, min_length=1, max_length=4, description="In any of these statuses."
    )


PLAN_OUT: dict[str, Any] = {
    "id": PLAN_ID,
    **PLAN,
    "starts_on": "2018-04-01",
    "ends_on": "2019-04-01",
    "status": "draft",
    "status_since": "2026-11-02T09:30:00.000Z",
    "created_by": "019a0000-0000-7000-8000-0000000000ee",
    "agreed_by": None,
    "agreed_on": None,
    "closed_on": None,
    "created_at": "2026-11-02T09:30:00.000Z",
    "updated_at": "2026-11-02T09:30:00.000Z",
    "allowed_transitions": ["agreed", "discarded"],
    "etag": '"00112233445566778899"',
}


class ActionPlanOut(Out):
    """A year's plan; its actions are a list of their own."""

    model_config = ConfigDict(json_schema_extra={"examples": [PLAN_OUT]})
    id: UUID = Field(description="The plan's identifier.")
    strategy_id: UUID = Field(description="The strategy that it is for.")
    group_id: UUID = Field(description="The group that reviews it.")
    financial_year: str = Field(max_length=7, pattern=YEAR_PATTERN, description="The financial year.")
    starts_on: date = Field(description="The year's first day.")
    ends_on: date = Field(description="The day after its last.")
    status: ActionPlanStatus = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when this is recorded.")
    created_by: UUID = Field(description="Who wrote it.")
    agreed_by: UUID | None = Field(description="Who recorded that it was agreed.")
    agreed_on: date | None = Field(description="When it was agreed.")
    closed_on: date | None = Field(description="When it was closed.")
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    allowed_transitions: list[ActionPlanStatus] = Field(max_length=4, description="Where it may go next.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class ActionPlanPage(Out):
    """A page of the list of plans."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/action-plans", PLAN_OUT))
    data: list[ActionPlanOut] = Field(max_length=200, description="The plans, as recorded.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


MAPPING: dict[str, Any] = {
    "from_objective_id": "019a0000-0000-7000-8000-0000000000a2",
    "to_objective_id": "019a0000-0000-7000-8000-0000000000a7",
}
CARRY: dict[str, Any] = {"to_plan_id": "019a0000-0000-7000-8000-0000000000a4"}
CARRIED: dict[str, Any] = {
    "from_action_id": "019a0000-0000-7000-8000-0000000000a5",
    "to_action_id": "019a0000-0000-7000-8000-0000000000a6",
    "number": 1,
    "due_on": "2020-03-31",
}


class ObjectiveMapping(Schema):
    """Which objective of the later strategy the actions of an earlier one's go on to serve."""

    model_config = ConfigDict(json_schema_extra={"examples": [MAPPING]})
    from_objective_id: UUID = Field(description="The objective that they serve.")
    to_objective_id: UUID = Field(description="The objective that they serve from now on.")


class CarryOverIn(Schema):
    """Where unfinished actions go on."""

    model_config = ConfigDict(json_schema_extra={"examples": [CARRY]})
    to_plan_id: UUID = Field(description="A later year's plan, drafted or agreed.")
    due_on: Day | None = Field(
        None,
        description="When what is due before the later year is due now; that year's last day by default.",
    )
    on: PastDay | None = Field(None, description="The day on which it was so decided; today by default.")
    objectives: list[ObjectiveMapping] = Field(
        default_factory=list,
        max_length=MOST_OBJECTIVES,
        description="Where the later plan's strategy is another.",
    )


class CarriedAction(Out):
    """An action that was carried over, and the one as which it goes on."""

    model_config = ConfigDict(json_schema_extra={"examples": [CARRIED]})
    from_action_id: UUID = Field(description="The action of the earlier plan.")
    to_action_id: UUID = Field(description="The action of the later plan.")
    number: int = Field(ge=1, le=100_000, description="Its number there.")
    due_on: date = Field(description="When it is due now.")


class CarryOverOut(Out):
    """Every action that was carried from one plan to the other, now or before."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"from_plan_id": PLAN_ID, **CARRY, "actions": [CARRIED]}]}
    )
    from_plan_id: UUID = Field(description="The earlier plan.")
    to_plan_id: UUID = Field(description="The later plan.")
    actions: list[CarriedAction] = Field(max_length=MOST_ACTIONS, description="By number in the later plan.")
