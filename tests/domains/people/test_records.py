"""A person's record: read and changed by the services that work for them, and found nowhere else."""

from typing import Any
from uuid import UUID

import pytest

from sosafe_api.core.clock import today
from sosafe_api.domains.auth.rules import Role
from tests.domains.people.steps import get, key, merge, name_in_case, person_in_case, record_address
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
ANY = {"If-Match": "*", "Content-Type": "application/merge-patch+json"}


def audited(world: World, operation: str) -> list[tuple[UUID, str | None, str | None]]:
    found: list[tuple[UUID, str | None, str | None]] = world.superuser.execute(
        "SELECT object_id, field_set, purpose FROM audit_entries WHERE partnership_id = %s AND operation = %s",
        (world.id, operation),
    ).fetchall()
    return found


def test_a_change_keeps_what_it_does_not_name_and_needs_the_present_version(world: World) -> None:
    person_id = person_in_case(
        world, outward_postcode="SG1", safe_contact={"telephone": "020 7946 0000", "may_call": True}
    )
    path, client = f"/v1/people/{person_id}", world.as_role(Role.CASEWORKER)
    before = client.get(path)
    patch = {"full_name": "Example Other", "safe_contact": {"may_call": False, "may_write": True}}
    headers = ANY | {"If-Match": before.headers["ETag"]}
    changed = client.patch(path, json=patch, headers=headers)
    assert changed.status_code == 200, changed.text
    body = client.get(path).json()
    assert changed.json() == {name: body[name] for name in ("id", "created_at", "updated_at", "etag")}
    assert (body["full_name"], body["outward_postcode"]) == ("Example Other", "SG1")
    assert body["safe_contact"] == before.json()["safe_contact"] | {"may_call": False, "may_write": True}
    assert client.patch(path, json={"full_name": "Example Third"}, headers=headers).status_code == 412
    assert [row[0] for row in audited(world, "person:update")] == [UUID(person_id)]


def test_null_clears_and_a_name_cannot_be_cleared(world: World) -> None:
    path = f"/v1/people/{person_in_case(world, outward_postcode='SG1')}"
    client = world.as_role(Role.CASEWORKER)
    patch: dict[str, Any] = {"outward_postcode": None, "date_of_birth": None}
    assert client.patch(path, json=patch, headers=ANY).status_code == 200
    cleared = client.get(path).json()
    assert (cleared["outward_postcode"], cleared["date_of_birth"]) == (None, None)
    for patch in ({"full_name": None}, {"safe_contact": None}, {"safe_contact": {"may_call": None}}):
        assert client.patch(path, json=patch, headers=ANY).status_code == 422


def test_an_age_is_stated_once(world: World) -> None:
    path = f"/v1/people/{person_in_case(world)}"
    client = world.as_role(Role.CASEWORKER)
    twice = client.patch(path, json={"age_band": "25_to_34"}, headers=ANY)
    assert (twice.status_code, twice.json()["errors"][0]["code"]) == (422, "age_stated_twice")
    instead = client.patch(path, json={"age_band": "25_to_34", "date_of_birth": None}, headers=ANY)
    assert instead.status_code == 200, instead.text
    assert client.get(path).json()["age_band"] == "25_to_34"


def test_who_is_only_named_in_a_case_is_shown_without_how_or_where_to_find_them(world: World) -> None:
    """A perpetrator's worker sees that there is a victim, and nothing that leads to her."""
    world.add_principal("change_worker", "charity", Role.CASEWORKER, service="outreach")
    survivor = person_in_case(
        world,
        full_name="Example Survivor",
        outward_postcode="ZE3",
        safe_contact={"telephone": "01632 960911", "may_call": True},
    )
    record_address(world, survivor, lines=["9 Hidden Lane"])
    programme = world.open_case(
        worker="change_worker",
        kind="perpetrator_programme",
        referral={"service_id": str(world.services["outreach"])},
    )
    name_in_case(world, programme["id"], survivor, "victim")
    path = f"/v1/people/{survivor}"
    seen = get(world, path, worker="change_worker")
    assert seen.status_code == 200
    assert seen.json()["contact_withheld"] is True
    assert (seen.json()["outward_postcode"], seen.json()["safe_contact"]) == (None, None)
    for mark in ("ZE3", "01632 960911", "Hidden"):
        assert mark not in seen.text
    for part in ("addresses", "equality"):
        assert get(world, f"{path}/{part}", worker="change_worker").status_code == 404
    other = world.as_role("change_worker")
    assert other.patch(path, json={"full_name": "Changed"}, headers=ANY).status_code == 422
    content = {"kind": "home", "lines": ["1 Example Street"], "starts_on": "2026-01-01"}
    assert other.post(f"{path}/addresses", json=content, headers=key()).status_code == 404
    own = get(world, path).json()
    assert (own["contact_withheld"], own["outward_postcode"]) == (False, "ZE3")


def test_an_address_has_its_time_and_is_read_by_who_works_for_the_person(world: World) -> None:
    person_id = person_in_case(world)
    path, client = f"/v1/people/{person_id}/addresses", world.as_role(Role.CASEWORKER)
    first = record_address(world, person_id, starts_on="2025-01-01", uprn="100012345678")
    record_address(world, person_id, kind="correspondence", starts_on="2026-02-01", postcode=None)
    ended = client.patch(f"/v1/person-addresses/{first['id']}", json={"ends_on": "2026-02-01"}, headers=ANY)
    assert ended.status_code == 200, ended.text
    listed = client.get(path).json()["data"]
    assert [(item["kind"], item["starts_on"], item["ends_on"]) for item in listed] == [
        ("correspondence", "2026-02-01", None),
        ("home", "2025-01-01", "2026-02-01"),
    ]
    assert listed[1]["uprn"] == "100012345678"
    assert [(row[0], row[2]) for row in audited(world, "person_address:read")] == [
        (UUID(person_id), "safeguarding")
    ]


def test_the_receipt_of_an_address_holds_no_address(world: World) -> None:
    receipt = record_address(world, person_in_case(world), lines=["9 Hidden Lane"])
    assert set(receipt) == {"id", "person_id", "created_at", "etag"}
    stored = world.superuser.execute(
        "SELECT convert_from(body, 'UTF8') FROM idempotency_records WHERE partnership_id = %s"
        " AND body IS NOT NULL",
        (world.id,),
    ).fetchall()
    assert stored
    assert not any("Hidden" in row[0] for row in stored)


def test_a_protected_address_is_refused_and_told_where_it_belongs(world: World) -> None:
    person_id = person_in_case(world)
    content = {
        "kind": "home", "lines": ["1 Example Street"], "starts_on": "2026-02-01", "ends_on": "2026-01-01",
        "protected": True,
    }  # fmt: skip
    path, client = f"/v1/people/{person_id}/addresses", world.as_role(Role.CASEWORKER)
    refused = client.post(path, json=content, headers=key())
    assert refused.status_code == 422
    assert [(error["pointer"], error["code"]) for error in refused.json()["errors"]] == [
        ("#/ends_on", "not_after_start"),
        ("#/protected", "protected_location"),
    ]
    assert "placement" in refused.json()["errors"][1]["detail"]
    assert client.get(path).json()["data"] == []


def test_equality_tells_three_absences_apart_and_is_replaced_as_a_whole(world: World) -> None:
    person_id = person_in_case(world)
    path, client = f"/v1/people/{person_id}/equality", world.as_role(Role.CASEWORKER)
    before = client.get(path)
    assert before.status_code == 200
    answers = {name: value for name, value in before.json().items() if name not in ("person_id", "etag")}
    assert set(answers.values()) == {"not_asked", None}
    body = {"ethnicity": "arab", "sex": "prefer_not_to_say", "religion": "unknown"}
    headers = {"If-Match": before.headers["ETag"]}
    replaced = client.put(path, json=body, headers=headers)
    assert replaced.status_code == 200, replaced.text
    found = client.get(path).json()
    assert replaced.json() == {name: found[name] for name in ("person_id", "updated_at", "etag")}
    assert {name: found[name] for name in body} == body
    assert found["sexual_orientation"] == "not_asked"
    assert client.put(path, json=body, headers=headers).status_code == 412
    headers = {"If-Match": replaced.headers["ETag"]}
    assert client.put(path, json={"sex": "female"}, headers=headers).status_code == 200
    again = client.get(path).json()
    assert (again["sex"], again["ethnicity"]) == ("female", "not_asked")
    limits = {"long_term_condition": "no", "condition_limits": "a_lot"}
    assert client.put(path, json=limits, headers={"If-Match": "*"}).status_code == 422
    assert {row[1] for row in audited(world, "person_equality:read")} == {"F3"}


def test_a_merged_record_is_changed_in_its_safe_contact_only(world: World) -> None:
    kept, merged = person_in_case(world), person_in_case(world)
    assert merge(world, kept, merged).status_code == 201
    client = world.as_role(Role.CASEWORKER)
    path = f"/v1/people/{merged}"
    refused = client.patch(path, json={"full_name": "Example Other"}, headers=ANY)
    assert (refused.status_code, refused.json()["errors"][0]["merged_into_id"]) == (422, kept)
    allowed = client.patch(path, json={"safe_contact": {"may_call": False}}, headers=ANY)
    assert allowed.status_code == 200, allowed.text
    for part, body in (("equality", {}), ("addresses", {"kind": "home", "lines": ["1 Example Street"]})):
        send = client.put if part == "equality" else client.post
        content = body | ({"starts_on": str(today())} if body else {})
        answer = send(f"{path}/{part}", json=content, headers=key() | {"If-Match": "*"})
        assert (answer.status_code, answer.json()["code"]) == (422, "business_rule")


@pytest.mark.parametrize("part", ["", "/equality"])
def test_of_many_who_change_the_same_version_one_does(world: World, part: str) -> None:
    path = f"/v1/people/{person_in_case(world)}{part}"
    etag = get(world, path).headers["ETag"]

    def change(number: int) -> int:
        client = world.as_role(Role.CASEWORKER)
        if part:
            return client.put(path, json={"sex": "female"}, headers={"If-Match": etag}).status_code
        patch = {"full_name": f"Example {number}"}
        return client.patch(path, json=patch, headers=ANY | {"If-Match": etag}).status_code

    with side_by_side() as crew:
        answers = list(crew.map(change, range(8)))
    assert sorted(answers) == [200] + [412] * 7
