"""Steps of the tests of people: somebody in a case, a merge, an address, a household."""

from typing import Any

import httpx

from sosafe_api.core.ids import new_id
from tests.fixtures.world import World


def key() -> dict[str, str]:
    return {"Idempotency-Key": str(new_id())}


def person_in_case(
    world: World, *, worker: str = "caseworker", case: dict[str, Any] | None = None, **person: Any
) -> str:
    """Somebody whom a case of the worker is opened about; answers the person's id."""
    usual = {"full_name": "Example Person", "date_of_birth": "1990-01-31"}
    opened = world.open_case(worker=worker, referral={"person": usual | person}, **(case or {}))
    return str(opened["people"][0]["person_id"])


def people_of(world: World, count: int) -> list[str]:
    return [person_in_case(world) for _ in range(count)]


def merge(
    world: World, person_id: str, merged_person_id: str, *, worker: str = "caseworker"
) -> httpx.Response:
    content = {"person_id": person_id, "merged_person_id": merged_person_id, "reason_code": "documents_seen"}
    return world.as_role(worker).post("/v1/person-merges", json=content, headers=key())


def reverse(world: World, merge_id: str, *, worker: str = "caseworker") -> httpx.Response:
    return world.as_role(worker).post(
        f"/v1/person-merges/{merge_id}/reversals",
        json={"reason_code": "different_people"},
        headers={"If-Match": "*"},
    )


def record_address(
    world: World, person_id: str, *, worker: str = "caseworker", **changes: Any
) -> dict[str, Any]:
    content = {
        "kind": "home",
        "lines": ["1 Example Street"],
        "postcode": "SG1 1AA",
        "starts_on": "2026-01-01",
    }
    made = world.as_role(worker).post(
        f"/v1/people/{person_id}/addresses", json=content | changes, headers=key()
    )
    assert made.status_code == 201, made.text
    receipt: dict[str, Any] = made.json()
    return receipt


def record_household(world: World, *person_ids: str, worker: str = "caseworker") -> dict[str, Any]:
    """A household of these people, as its worker reads it."""
    members = [
        {"person_id": person_id, "relation": "parent", "starts_on": "2026-01-01"} for person_id in person_ids
    ]
    client = world.as_role(worker)
    made = client.post("/v1/households", json={"members": members}, headers=key())
    assert made.status_code == 201, made.text
    household: dict[str, Any] = client.get(made.headers["Location"]).json()
    return household


def end_membership(world: World, member_id: str, *, worker: str = "caseworker") -> None:
    ended = world.as_role(worker).patch(
        f"/v1/household-members/{member_id}",
        content=b'{"ends_on": "2026-06-30"}',
        headers={"If-Match": "*", "Content-Type": "application/merge-patch+json"},
    )
    assert ended.status_code == 200, ended.text


def name_in_case(world: World, case_id: str, person_id: str, role: str) -> None:
    """Names one more person in a case, as its worker would."""
    world.superuser.execute(
        "INSERT INTO case_people (partnership_id, id, case_id, person_id, role, added_at)"
        " VALUES (%s, %s, %s, %s, %s, now())",
        (world.id, new_id(), case_id, person_id, role),
    )


def get(world: World, path: str, *, worker: str = "caseworker") -> httpx.Response:
    return world.as_role(worker).get(path)
