"""Who may do what with people's records, merges and households."""

from typing import Any

from tests.access.rows import R, Row, row
from tests.domains.people.steps import merge, people_of, record_address, record_household
from tests.fixtures.world import World

WORKERS = {R.CASEWORKER}


def _merge(world: World) -> dict[str, Any]:
    person_id, merged_person_id = people_of(world, 2)
    return {"person_id": person_id, "merged_person_id": merged_person_id, "reason_code": "person_confirmed"}


def _member(world: World) -> dict[str, Any]:
    return {"person_id": people_of(world, 1)[0], "relation": "parent", "starts_on": "2026-01-01"}


def _household(world: World) -> dict[str, Any]:
    return {"members": [_member(world)]}


ROWS: dict[str, Row] = {
    "list_person_candidates": row(
        "GET", "/v1/referrals/{referral_id}/person-candidates", WORKERS, sensitive=True
    ),
    "update_person": row("PATCH", "/v1/people/{person_id}", WORKERS),
    "search_people": row("POST", "/v1/person-searches", WORKERS, sensitive=True),
    "list_person_addresses": row("GET", "/v1/people/{person_id}/addresses", WORKERS, sensitive=True),
    "create_person_address": row("POST", "/v1/people/{person_id}/addresses", WORKERS),
    "update_person_address": row("PATCH", "/v1/person-addresses/{person_address_id}", WORKERS),
    "get_person_equality": row("GET", "/v1/people/{person_id}/equality", WORKERS, sensitive=True),
    "replace_person_equality": row("PUT", "/v1/people/{person_id}/equality", WORKERS),
    "create_person_merge": row("POST", "/v1/person-merges", WORKERS, body=_merge),
    "get_person_merge": row("GET", "/v1/person-merges/{person_merge_id}", WORKERS, sensitive=True),
    "create_person_merge_reversal": row("POST", "/v1/person-merges/{person_merge_id}/reversals", WORKERS),
    "create_household": row("POST", "/v1/households", WORKERS, body=_household),
    "get_household": row("GET", "/v1/households/{household_id}", WORKERS, sensitive=True),
    "create_household_member": row("POST", "/v1/households/{household_id}/members", WORKERS, body=_member),
    "update_household_member": row(
        "PATCH",
        "/v1/household-members/{household_member_id}",
        WORKERS,
        body=lambda _: {"relation": "grandparent"},
    ),
}

SUBJECTS: dict[str, tuple[str, R]] = {}
# Candidates are found by names that meet, which no two marks do: see tests/safety/test_p04_people.py.
SHOWS = {
    "get_household": {"household_members"},
    "get_person_equality": {"person_equality"},
    "list_person_addresses": {"person_addresses"},
}
KNOWN = {
    "person_address_id": lambda world: record_address(world, people_of(world, 1)[0])["id"],
    "person_merge_id": lambda world: merge(world, *people_of(world, 2)).json()["id"],
    "household_id": lambda world: record_household(world, *people_of(world, 1))["id"],
    "household_member_id": lambda world: record_household(world, *people_of(world, 1))["members"][0]["id"],
}
