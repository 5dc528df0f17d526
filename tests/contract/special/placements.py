"""Places, stays and reveals in the states that their operations need."""

from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.placements import steps
from tests.fixtures.world import World


def _named(world: World) -> Call:
    return Call(world.as_role(Role.CASEWORKER), replaced={"code_name": steps.code_name()})


def _on_duty(world: World) -> Call:
    steps.put_on_duty(world)
    place_id = steps.add_place(world)["id"]
    return Call(steps.stepped_up(world, Role.CASEWORKER), path={"place_id": place_id})


def _asked(world: World) -> Call:
    call = _on_duty(world)
    given = steps.ask(world, call.path["place_id"]).json()
    return Call(call.client, path={"reveal_id": given["id"]}, replaced={"token": given["token"]})


def _to_approve(world: World) -> Call:
    given, _ = steps.panel_reveal(world)
    return Call(steps.stepped_up(world, Role.CASEWORKER), path={"reveal_id": given["id"]})


SPECIAL = {
    "create_place": _named,
    "update_place": _named,
    "get_place_calendar": _on_duty,
    "create_reveal": _on_duty,
    "create_reveal_approval": _to_approve,
    "create_reveal_opening": _asked,
}
IDENTIFIERS = {
    "placement_id": lambda world: str(steps.ask_stay(world, world.open_case()["id"])["id"]),
    "place_id": lambda world: str(steps.add_place(world)["id"]),
    "reveal_id": lambda world: str(steps.panel_reveal(world)[0]["id"]),
}
