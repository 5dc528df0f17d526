"""People, merges and households in the states that their operations need."""

from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.people.steps import end_membership, merge, people_of, record_address, record_household
from tests.fixtures.world import World


def _two_records(world: World) -> Call:
    person_id, merged_person_id = people_of(world, 2)
    return Call(
        world.as_role(Role.CASEWORKER),
        replaced={"person_id": person_id, "merged_person_id": merged_person_id},
    )


def _members(world: World) -> Call:
    member = {"person_id": people_of(world, 1)[0], "relation": "parent", "starts_on": "2026-01-01"}
    return Call(world.as_role(Role.CASEWORKER), replaced={"members": [member]})


def _moved_out(world: World) -> None:
    """What no example says: which dwelling an address is, and that somebody left a household."""
    (person_id,) = people_of(world, 1)
    record_address(world, person_id, uprn="100080000001")
    end_membership(world, record_household(world, person_id)["members"][0]["id"])


FILL = _moved_out
SPECIAL = {"create_person_merge": _two_records, "create_household": _members}
IDENTIFIERS = {
    "person_address_id": lambda world: record_address(world, people_of(world, 1)[0])["id"],
    "person_merge_id": lambda world: merge(world, *people_of(world, 2)).json()["id"],
    "household_id": lambda world: record_household(world, *people_of(world, 1))["id"],
    "household_member_id": lambda world: record_household(world, *people_of(world, 1))["members"][0]["id"],
}
