"""Action plans in the states that their operations need."""

from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.action_plans.planning import (
    BOARD,
    action,
    added,
    agreed,
    drafted,
    joint_action_group,
    problem,
)
from tests.domains.strategies.adopting import adopted, get, made, objective, post
from tests.fixtures.world import World

YEAR, NEXT = "2018/19", "2019/20"


def _plan(world: World, year: str = YEAR) -> str:
    """The year's plan: there is one."""
    strategy = adopted(world)["id"]
    found = get(world, "/action-plans", strategy_id=strategy, financial_year=year, status="draft,agreed")[
        "data"
    ]
    return str(found[0]["id"] if found else drafted(world, financial_year=year)["id"])


def _as_admin(world: World) -> Call:
    own = {
        "strategy_id": adopted(world)["id"],
        "group_id": joint_action_group(world),
        "objective_id": objective(world),
        "problem_solving_plan_id": None,
        "meeting_id": None,
    }
    return Call(world.as_role(Role.PARTNERSHIP_ADMIN), replaced=own)


def _on_a_draft(world: World) -> Call:
    call = _as_admin(world)
    call.path["action_plan_id"] = _plan(world)
    return call


def _to_agree(world: World) -> Call:
    plan = _plan(world)
    added(world, plan)
    return Call(world.as_role(BOARD), {"action_plan_id": plan})


def _in_work(world: World) -> str:
    """An action of the council's in the year's plan, which is agreed."""
    plan = _plan(world)
    item = made(post(world, f"/action-plans/{plan}/actions", action(world)))
    if get(world, f"/action-plans/{plan}")["status"] == "draft":
        agreed(world, plan)
    return str(item["id"])


def _on_an_action(world: World) -> Call:
    call = _as_admin(world)
    call.path["plan_action_id"] = _in_work(world)
    return call


def _carried(world: World) -> Call:
    _in_work(world)
    call = _as_admin(world)
    call.path["action_plan_id"] = _plan(world)
    call.replaced["to_plan_id"] = _plan(world, NEXT)
    return call


def _milestone(world: World) -> str:
    step = {"title": "Dates agreed", "due_on": "2018-06-30"}
    return str(made(post(world, f"/plan-actions/{_in_work(world)}/milestones", step))["id"])


def _problem(world: World) -> str:
    return str(made(post(world, "/problem-solving-plans", problem(world, scanning="Fictional.")))["id"])


def _on_a_problem(world: World) -> Call:
    call = _as_admin(world)
    call.path["problem_solving_plan_id"] = _problem(world)
    return call


SPECIAL = {
    "create_action_plan": _as_admin,
    "update_action_plan": _on_a_draft,
    "create_action_plan_transition": _to_agree,
    "create_carry_over": _carried,
    "create_plan_action": _on_a_draft,
    "update_plan_action": _on_an_action,
    "create_plan_update": _on_an_action,
    "create_plan_action_transition": _on_an_action,
    "replace_plan_action_links": _on_an_action,
    "create_problem_solving_plan": _as_admin,
    "update_problem_solving_plan": _on_a_problem,
    "create_problem_solving_transition": _on_a_problem,
}
IDENTIFIERS = {
    "action_plan_id": _plan,
    "plan_action_id": _in_work,
    "plan_milestone_id": _milestone,
    "problem_solving_plan_id": _problem,
}
