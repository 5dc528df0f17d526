"""Cases and people in the states that their operations need."""

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.cases.steps import begin_family, colleague, family_case, second_person, second_worker
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
    paused = world.as_role(Role.CASEWORKER).post(
        f"/v1/cases/{world.open_case()['id']}/transitions",
        json={"to": "paused", "reason_code": "custody", "note": "A remark."},
        headers={"If-Match": "*"},
    )
    assert paused.status_code == 201, paused.text


def _of_workers(world: World) -> Call:
    case_id = world.open_case(access="workers")["id"]
    replaced = {"case_id": case_id, "cases": [{"case_id": case_id, "part": "victim"}]}
    return Call(world.as_role(Role.CASEWORKER), replaced=replaced)


def _joined(world: World) -> Call:
    return Call(world.as_role(Role.CASEWORKER), replaced={"principal_id": colleague(world)})


def _family(world: World) -> str:
    return begin_family(world, (world.open_case(access="workers"), "victim"))


FILL = _of_unknown_birth
SPECIAL = {
    "create_family": _of_workers,
    "create_family_case": _of_workers,
    "create_case": _accepted,
    "create_case_referrals": _accepted,
    "create_case_worker": _joined,
}
IDENTIFIERS = {
    "family_id": _family,
    "family_case_id": family_case,
    "case_id": lambda world: world.open_case()["id"],
    "case_person_id": second_person,
    "case_worker_id": second_worker,
    "person_id": lambda world: world.open_case()["people"][0]["person_id"],
}
