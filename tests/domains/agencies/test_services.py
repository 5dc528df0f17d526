"""Services that people are referred to: whom they are for, whether they run, and the room they say they have."""

import json
from typing import Any

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.agencies.directory import add, admin, faults, patch, post, service_body
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def state(client: httpx.Client, service_id: object, if_match: str = "*", **body: Any) -> httpx.Response:
    """Says how much room the service has."""
    return client.put(
        f"/v1/services/{service_id}/capacity",
        content=json.dumps(body),
        headers={"If-Match": if_match, "Content-Type": "application/json"},
    )


def listed(world: World, query: str) -> list[str]:
    answer = world.as_role(Role.REFERRER_CLIENT).get(f"/v1/services?{query}")
    assert answer.status_code == 200, answer.text
    return [item["slug"] for item in answer.json()["data"]]


def test_a_new_service_accepts_nobody_until_it_says_that_it_has_room(world: World) -> None:
    made = add(world, "/services", **service_body(world))
    assert (made["accepting"], made["status"], made["answer_within_days"]) == (False, "active", 7)
    pushed = world.as_role(Role.REFERRER_CLIENT)
    refused = pushed.post("/v1/referrals", json=world.referral("ROOM/1", service_id=made["id"]))
    assert (refused.status_code, refused.json()["code"]) == (422, "business_rule")
    assert state(admin(world), made["id"], accepting=True).status_code == 200
    taken = pushed.post("/v1/referrals", json=world.referral("ROOM/2", service_id=made["id"]))
    assert taken.status_code == 201


def test_who_works_for_the_service_says_how_much_room_it_has(world: World) -> None:
    refuge = world.services["refuge"]
    caseworker = world.as_role(Role.CASEWORKER)
    before = caseworker.get(f"/v1/services/{refuge}/capacity")
    said = {"accepting": True, "places": 12, "places_free": 2, "next_available_on": "2026-12-01"}
    after = state(caseworker, refuge, before.headers["ETag"], **said)
    assert after.status_code == 200, after.text
    assert {name: after.json()[name] for name in said} == said
    assert after.headers["ETag"] == after.json()["etag"] != before.headers["ETag"]
    assert after.json()["capacity_updated_at"] > before.json()["capacity_updated_at"]
    read = world.as_role(Role.REFERRER_CLIENT).get(f"/v1/services/{refuge}/capacity")
    assert read.json() == after.json()


def test_room_counts_places_and_names_or_counts_nobody(world: World) -> None:
    world.push("ROOM/1")
    body = world.as_role(Role.REFERRER_CLIENT).get(f"/v1/services/{world.services['refuge']}/capacity").json()
    assert set(body) == {
        "service_id", "accepting", "places", "places_free", "next_available_on", "answer_within_days",
        "capacity_updated_at", "etag",
    }  # fmt: skip


def test_what_is_left_out_is_no_longer_known(world: World) -> None:
    refuge = world.services["refuge"]
    state(admin(world), refuge, accepting=True, places=12, places_free=2, next_available_on="2026-12-01")
    said = state(admin(world), refuge, accepting=False).json()
    assert (said["accepting"], said["places"], said["places_free"], said["next_available_on"]) == (
        False, None, None, None,
    )  # fmt: skip


def test_another_services_caseworker_may_not_speak_for_it(world: World) -> None:
    outreach = f"/v1/services/{world.services['outreach']}/capacity"
    before = admin(world).get(outreach).json()
    refused = state(world.as_role(Role.CASEWORKER), world.services["outreach"], accepting=False)
    assert (refused.status_code, refused.json()["code"]) == (403, "role_not_permitted")
    assert admin(world).get(outreach).json() == before
    assert state(admin(world), world.services["outreach"], accepting=False).status_code == 200


def test_room_is_stated_on_the_present_version(world: World) -> None:
    refuge, client = world.services["refuge"], world.as_role(Role.CASEWORKER)
    read = client.get(f"/v1/services/{refuge}/capacity").headers["ETag"]
    assert state(client, refuge, read, accepting=False).status_code == 200
    stale = state(client, refuge, read, accepting=True)
    assert (stale.status_code, stale.json()["code"]) == (412, "precondition_failed")
    missing = client.put(f"/v1/services/{refuge}/capacity", json={"accepting": True})
    assert missing.status_code == 428
    described = admin(world).get(f"/v1/services/{refuge}").headers["ETag"]
    assert state(client, refuge, described, accepting=True).status_code == 412


def test_a_statement_of_room_is_told_and_audited(world: World) -> None:
    refuge = world.services["refuge"]
    state(world.as_role(Role.CASEWORKER), refuge, accepting=False)
    told = world.superuser.execute(
        "SELECT c.type, c.resource, c.resource_version, a.operation, a.actor_id FROM changes c"
        " JOIN audit_entries a ON a.object_id = c.resource_id AND a.xmin::text = c.xmin::text"
        " WHERE c.partnership_id = %s",
        (world.id,),
    ).fetchall()
    actor = world.people[Role.CASEWORKER.value].id
    assert told == [("service.capacity_updated", "service", 2, "service:update_capacity", actor)]


def test_no_more_places_are_free_than_there_are(world: World) -> None:
    refused = state(admin(world), world.services["refuge"], accepting=True, places=2, places_free=3)
    assert (refused.status_code, faults(refused)) == (422, {("#/places_free", "more_than_places")})


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily_closed"])
def test_a_service_that_does_not_run_takes_no_referrals(world: World, status: str) -> None:
    refuge = world.services["refuge"]
    assert "refuge" in listed(world, "accepting=true")
    closed = patch(admin(world), f"/services/{refuge}", status=status)
    assert (closed.status_code, closed.json()["status"], closed.json()["accepting"]) == (200, status, False)
    assert admin(world).get(f"/v1/services/{refuge}/capacity").json()["accepting"] is False
    assert "refuge" not in listed(world, "accepting=true")
    assert "refuge" in listed(world, f"accepting=false&status={status}")
    refused = state(admin(world), refuge, accepting=True)
    assert (refused.status_code, faults(refused)) == (422, {("#/accepting", "service_not_active")})
    assert state(admin(world), refuge, accepting=False).status_code == 200


def test_services_are_listed_by_agency_status_and_reason(world: World) -> None:
    made = add(world, "/services", **service_body(world) | {"reason_codes": ["debt", "hoarding"]})
    patch(admin(world), f"/services/{made['id']}", status="inactive")
    assert listed(world, "") == ["example-support", "outreach", "refuge"]
    assert listed(world, "status=inactive,defunct") == ["example-support"]
    assert listed(world, "reason_code=hoarding") == ["example-support"]
    assert listed(world, "reason_code=offending") == []
    assert listed(world, f"agency_id={world.agencies['charity']}&status=active") == ["outreach", "refuge"]
    assert listed(world, f"agency_id={world.agencies['council']}") == []


def test_an_age_range_is_one_also_after_a_patch(world: World) -> None:
    refused = post(world, "/services", **service_body(world) | {"maximum_age": 17})
    assert (refused.status_code, faults(refused)) == (422, {("#/maximum_age", "below_minimum")})
    made = add(world, "/services", **service_body(world))
    path = f"/services/{made['id']}"
    assert faults(patch(admin(world), path, maximum_age=17)) == {("#/maximum_age", "below_minimum")}
    cleared = patch(admin(world), path, minimum_age=None, maximum_age=17).json()
    assert (cleared["minimum_age"], cleared["maximum_age"]) == (None, 17)


def test_every_faulty_value_of_a_service_is_named_at_once_and_none_is_repeated(world: World) -> None:
    body = service_body(world) | {
        "slug": "Not A Slug",
        "name": "",
        "minimum_age": 121,
        "reason_codes": ["debt", "debt"],
        "answer_within_days": 0,
        "status": "resting",
        "colour": "canary",
    }
    refused = post(world, "/services", **body)
    assert refused.status_code == 422
    assert {place for place, _ in faults(refused)} == {
        "#/slug", "#/name", "#/minimum_age", "#/reason_codes", "#/answer_within_days", "#/status", "#/colour",
    }  # fmt: skip
    assert not any(word in refused.text for word in ("Not A Slug", "resting", "canary", "121"))
