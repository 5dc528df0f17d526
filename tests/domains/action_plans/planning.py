"""Steps of those who keep an action plan: drafted for 2018/19, agreed, spoken of at meetings of the group."""

from datetime import date, timedelta
from typing import Any

import httpx

from sosafe_api.domains.auth.rules import Role
from tests.domains.strategies.adopting import adopted, made, move, objective, post
from tests.fixtures.world import World

Json = dict[str, Any]
FIRST_MEETING = date(2018, 4, 18)
BOARD, GROUP = Role.RESPONSIBLE_AUTHORITIES_GROUP, Role.JOINT_ACTION_GROUP
MEETINGS = [FIRST_MEETING + timedelta(days=28 * number) for number in range(13)]


def joint_action_group(world: World) -> str:
    """The group that meets every four weeks, with a member of the police beside the council's."""
    if "joint-action-group" not in world.groups:
        world.add_group(
            "joint-action-group", rhythm="every_28_days", first_meeting_on=FIRST_MEETING, level="operational"
        )
        world.add_principal("police_member", "police", GROUP)
    return str(world.groups["joint-action-group"])


def plan(world: World, **changes: Any) -> Json:
    return {
        "strategy_id": adopted(world)["id"],
        "group_id": joint_action_group(world),
        "financial_year": "2018/19",
    } | changes


def drafted(world: World, **changes: Any) -> Json:
    return made(post(world, "/action-plans", plan(world, **changes)))


def target(**changes: Any) -> Json:
    return {
        "specific": "Hold four street meets in each ward.",
        "measure": "Street meets held.",
        "unit": "street meets",
        "baseline": "9",
        "value": "16.50",
        "achievable": "Officers of three agencies have the hours.",
        "realistic": "Within the budget of the neighbourhood teams.",
    } | changes


def action(world: World, number: int = 1, owner: str = "council", **changes: Any) -> Json:
    """An action for the objective with this number."""
    return {
        "objective_id": objective(world, number),
        "owner_agency_id": str(world.agencies[owner]),
        "title": f"Example action for objective {number}",
        "target": target(),
        "due_on": "2019-03-31",
    } | changes


def added(world: World, plan_id: str, number: int = 1, owner: str = "council", **changes: Any) -> Json:
    return made(post(world, f"/action-plans/{plan_id}/actions", action(world, number, owner, **changes)))


def agreed(world: World, plan_id: str) -> Json:
    return made(move(world, f"/action-plans/{plan_id}", "agreed", role=BOARD, on="2018-04-18"))


def in_work(world: World) -> Json:
    """An action of the council's in an agreed plan."""
    found = drafted(world)
    item = added(world, found["id"])
    agreed(world, found["id"])
    return item


def said(
    world: World,
    action_id: str,
    status: str,
    day: date | str | None = None,
    *,
    by: Role | str = GROUP,
    **rest: Any,
) -> httpx.Response:
    body = {"status": status, "note": "A fictional note.", "noted_on": str(day) if day else None, **rest}
    return post(world, f"/plan-actions/{action_id}/updates", body, role=by)


def milestone(world: World) -> Json:
    """A milestone of an action of the council's."""
    step = {"title": "Dates agreed", "due_on": "2018-06-30"}
    return made(post(world, f"/plan-actions/{in_work(world)['id']}/milestones", step))


def problem(world: World, owner: str = "council", **changes: Any) -> Json:
    """The tower-block plan."""
    return {
        "title": "Disorder in a tower block",
        "place": "Example Tower, stairwells and entrance",
        "objective_id": objective(world, 4),
        "owner_agency_id": str(world.agencies[owner]),
        "kpi": "asb_incidents",
        "started_on": "2018-05-16",
    } | changes
