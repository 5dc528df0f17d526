"""How plans and actions are shown: each view lists its fields, so that no new column is shown by accident."""

from datetime import date
from typing import Any

from sosafe_api.core.clock import wire_instant
from sosafe_api.domains.action_plans.models import (
    ActionPlan,
    PlanAction,
    PlanMilestone,
    PlanUpdate,
    ProblemSolvingPlan,
)
from sosafe_api.domains.action_plans.rules import PLAN_TRANSITIONS, UNFINISHED
from sosafe_api.domains.action_plans.schemas.values import plain
from sosafe_api.domains.action_plans.vocabulary import ActionPlanStatus, PlanActionStatus

Json = dict[str, Any]


def allowed(row: ActionPlan) -> list[ActionPlanStatus]:
    open_to = PLAN_TRANSITIONS[ActionPlanStatus(row.status)]
    return [status for status in ActionPlanStatus if status in open_to]


def plan(row: ActionPlan, etag: str) -> Json:
    return {
        "id": row.id,
        "strategy_id": row.strategy_id,
        "group_id": row.group_id,
        "financial_year": row.financial_year,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "status": row.status,
        "status_since": wire_instant(row.status_since),
        "created_by": row.created_by,
        "agreed_by": row.agreed_by,
        "agreed_on": row.agreed_on,
        "closed_on": row.closed_on,
        "created_at": wire_instant(row.created_at),
        "updated_at": wire_instant(row.updated_at),
        "allowed_transitions": allowed(row),
        "etag": etag,
    }


def action(row: PlanAction, today: date) -> Json:
    return {
        "id": row.id,
        "plan_id": row.plan_id,
        "number": row.number,
        "objective_id": row.objective_id,
        "owner_agency_id": row.owner_agency_id,
        "title": row.title,
        "target": {
            "specific": row.specific,
            "measure": row.measure,
            "unit": row.unit,
            "baseline": plain(row.baseline),
            "value": plain(row.target_value),
            "achievable": row.achievable,
            "realistic": row.realistic,
        },
        "starts_on": row.starts_on,
        "due_on": row.due_on,
        "kpi": row.kpi,
        "problem_solving_plan_id": row.problem_solving_plan_id,
        "status": row.status,
        "status_since": wire_instant(row.status_since),
        "stated_on": row.stated_on,
        "latest_value": plain(row.latest_value),
        "completed_on": row.completed_on,
        "overdue": PlanActionStatus(row.status) in UNFINISHED and row.due_on < today,
        "carried_from_id": row.carried_from_id,
        "created_at": wire_instant(row.created_at),
        "updated_at": wire_instant(row.updated_at),
    }


def milestone(row: PlanMilestone, etag: str) -> Json:
    return {
        "id": row.id,
        "action_id": row.action_id,
        "title": row.title,
        "due_on": row.due_on,
        "done_on": row.done_on,
        "etag": etag,
    }


def update(row: PlanUpdate) -> Json:
    return {
        "id": row.id,
        "action_id": row.action_id,
        "status": row.status,
        "note": row.note,
        "value": plain(row.value),
        "noted_on": row.noted_on,
        "meeting_id": row.meeting_id,
        "agency_id": row.agency_id,
        "recorded_by": row.recorded_by,
        "recorded_at": wire_instant(row.recorded_at),
    }


def problem(row: ProblemSolvingPlan) -> Json:
    return {
        "id": row.id,
        "title": row.title,
        "place": row.place,
        "objective_id": row.objective_id,
        "owner_agency_id": row.owner_agency_id,
        "kpi": row.kpi,
        "started_on": row.started_on,
        "outcome": row.outcome,
        "status": row.status,
        "status_since": wire_instant(row.status_since),
        "created_at": wire_instant(row.created_at),
        "updated_at": wire_instant(row.updated_at),
    }


def sections(row: ProblemSolvingPlan) -> Json:
    return {
        "scanning": row.scanning,
        "analysis": row.analysis,
        "response": row.response,
        "assessment": row.assessment,
    }
