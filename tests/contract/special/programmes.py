"""Programmes in the states that their operations need."""

from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.programmes.steps import enrol, plan, session_ids
from tests.fixtures.world import World


def _case(world: World) -> Call:
    case = world.open_case()
    return Call(
        world.as_role(Role.CASEWORKER),
        replaced={"case_id": case["id"], "person_id": case["people"][0]["person_id"]},
    )


def _register(world: World) -> Call:
    programme = plan(world)
    enrolment = enrol(world, programme, world.open_case())
    return Call(
        world.as_role(Role.CASEWORKER),
        path={"programme_session_id": session_ids(world, programme)[0]},
        replaced={"entries": [{"enrolment_id": enrolment["id"], "attendance": "attended"}]},
    )


SPECIAL = {"create_programme_enrolment": _case, "create_programme_attendance": _register}
IDENTIFIERS = {
    "programme_session_id": lambda world: session_ids(world, plan(world))[0],
    "programme_enrolment_id": lambda world: enrol(world, plan(world), world.open_case())["id"],
}
