"""Who may do what with action plans, their actions, and problem-solving plans."""

from typing import Any

from sosafe_api.core.ids import new_id
from tests.access.rows import ADMIN, R, Row, row
from tests.domains.action_plans.planning import action, drafted, in_work, milestone, plan, problem
from tests.domains.funding_bids.funding import bid
from tests.fixtures.world import World

READERS = {*R} - {R.REFERRER, R.REFERRER_CLIENT, R.IMPORT_CLIENT}
WORKERS = ADMIN | {R.JOINT_ACTION_GROUP}
DECIDERS = ADMIN | {R.RESPONSIBLE_AUTHORITIES_GROUP}
OF_PROBLEMS = WORKERS | {R.ANALYST, R.RESPONSIBLE_AUTHORITIES_GROUP, R.SCRUTINY}
PLAN, ACTION = "/v1/action-plans/{action_plan_id}", "/v1/plan-actions/{plan_action_id}"
PROBLEM = "/v1/problem-solving-plans/{problem_solving_plan_id}"


def _drafted(world: World) -> str:
    return str(drafted(world)["id"])


def _group(world: World) -> dict[str, Any]:
    return {"group_id": str(world.groups["panel"])}


def _links(world: World) -> dict[str, Any]:
    return {"funding_bid_ids": [bid(world)["id"]], "community_event_ids": []}


def _carry(_: World) -> dict[str, Any]:
    """To a plan that nobody knows: judged after access."""
    return {"to_plan_id": str(new_id())}


ROWS: dict[str, Row] = {
    "create_action_plan": row("POST", "/v1/action-plans", ADMIN, body=plan),
    "list_action_plans": row("GET", "/v1/action-plans", READERS),
    "get_action_plan": row("GET", PLAN, READERS),
    "update_action_plan": row("PATCH", PLAN, ADMIN, body=_group),
    "create_action_plan_transition": row(
        "POST", f"{PLAN}/transitions", DECIDERS, body=lambda _: {"to": "discarded"}
    ),
    "create_carry_over": row("POST", f"{PLAN}/carry-over", ADMIN, body=_carry),
    "get_action_plan_review": row("GET", f"{PLAN}/review", READERS),
    "get_action_plan_report": row("GET", f"{PLAN}/report", READERS),
    "create_plan_action": row("POST", f"{PLAN}/actions", ADMIN, body=action),
    "list_plan_actions": row("GET", "/v1/plan-actions", READERS),
    "get_plan_action": row("GET", ACTION, READERS),
    "update_plan_action": row("PATCH", ACTION, ADMIN),
    "create_plan_update": row("POST", f"{ACTION}/updates", WORKERS),
    "list_plan_updates": row("GET", f"{ACTION}/updates", READERS),
    "create_plan_action_transition": row("POST", f"{ACTION}/transitions", WORKERS),
    "replace_plan_action_links": row("PUT", f"{ACTION}/links", WORKERS, body=_links),
    "create_plan_milestone": row("POST", f"{ACTION}/milestones", WORKERS),
    "update_plan_milestone": row("PATCH", "/v1/plan-milestones/{plan_milestone_id}", WORKERS),
    "create_problem_solving_plan": row("POST", "/v1/problem-solving-plans", WORKERS, body=problem),
    "list_problem_solving_plans": row("GET", "/v1/problem-solving-plans", OF_PROBLEMS),
    "get_problem_solving_plan": row("GET", PROBLEM, OF_PROBLEMS),
    "update_problem_solving_plan": row("PATCH", PROBLEM, WORKERS),
    "create_problem_solving_transition": row(
        "POST", f"{PROBLEM}/transitions", WORKERS, body=lambda _: {"to": "abandoned"}
    ),
}
SUBJECTS: dict[str, Any] = {"problem_solving_plan_id": ("create_problem_solving_plan", R.PARTNERSHIP_ADMIN)}
KNOWN = {
    "action_plan_id": _drafted,
    "plan_action_id": lambda world: str(in_work(world)["id"]),
    "plan_milestone_id": lambda world: str(milestone(world)["id"]),
}
