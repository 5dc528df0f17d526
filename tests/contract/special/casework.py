"""Cases and people in the states that their operations need."""

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.fixtures.world import World


def _accepted(world: World) -> Call:
    referral_id = world.accept(f"EXAMPLE/{new_id()}")
    return Call(world.as_role(Role.CASEWORKER), replaced={"referral_ids": [referral_id]})


def _of_unknown_birth(world: World) -> None:
    """What the examples leave out: somebody whose age is known as a band, and a move with a remark."""
    person = {
        "full_name": "Example Person", "age_band": "25_to_34", "outward_postcode": "SG1",
        "interpreter_language": "pl", "safe_contact": {"telephone": "020 7946 0000"},
    }  # fmt: skip
    world.open_case(referral={"person": person})
    world.move(world.push(f"EXAMPLE/{new_id()}")["id"], "received", note="A remark.")


FILL = _of_unknown_birth
SPECIAL = {"create_case": _accepted}
IDENTIFIERS = {
    "case_id": lambda world: world.open_case()["id"],
    "person_id": lambda world: world.open_case()["people"][0]["person_id"],
}
