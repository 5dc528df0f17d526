"""Outcomes in the states that their operations need."""

from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.outcomes import steps
from tests.fixtures.world import World


def _due(world: World) -> Call:
    return Call(world.as_role(Role.CASEWORKER), path={"case_id": steps.closed_with_follow_up(world)})


def _approved(world: World) -> Call:
    steps.approved(world)
    return Call(world.as_role(Role.ANALYST))


SPECIAL = {"create_follow_up": _due, "export_case_outcomes": _approved}
IDENTIFIERS = {
    "result_id": lambda world: steps.stated(world, world.open_case()["id"], "housing", "sustained")["id"],
    "extract_approval_id": steps.asked,
}
