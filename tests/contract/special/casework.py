"""Cases and people in the states that their operations need."""

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.fixtures.world import World


def _accepted(world: World) -> Call:
    referral_id = world.accept(f"EXAMPLE/{new_id()}")
    return Call(world.as_role(Role.CASEWORKER), replaced={"referral_ids": [referral_id]})


SPECIAL = {"create_case": _accepted}
IDENTIFIERS = {
    "case_id": lambda world: world.open_case()["id"],
    "person_id": lambda world: world.open_case()["people"][0]["person_id"],
}
