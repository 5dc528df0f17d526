"""A referral sent to the wrong service goes on to the right one as a new referral that names the old one."""

from typing import Any

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

pytestmark = pytest.mark.database
ANY = {"If-Match": "*"}


def redirect(world: World, client: httpx.Client, referral_id: str, to: str = "outreach") -> httpx.Response:
    return client.post(
        f"/v1/referrals/{referral_id}/redirections",
        json={"service_id": str(world.services[to]), "note": "For outreach."},
        headers=ANY,
    )


def read(client: httpx.Client, referral_id: str) -> dict[str, Any]:
    response = client.get(f"/v1/referrals/{referral_id}")
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


@pytest.fixture
def received(world: World) -> str:
    """A referral that its service has received; the other service has a caseworker of its own."""
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    referral_id: str = world.push("WRONG/1")["id"]
    moved = world.as_role(Role.CASEWORKER).post(
        f"/v1/referrals/{referral_id}/transitions", json={"to": "received"}, headers=ANY
    )
    assert moved.status_code == 201
    return referral_id


def test_the_sender_sees_both_linked_to_each_other(world: World, received: str) -> None:
    response = redirect(world, world.as_role(Role.CASEWORKER), received)
    assert response.status_code == 201
    continued = response.json()["id"]
    assert response.headers["Location"] == f"/v1/referrals/{continued}"
    sender = world.as_role(Role.REFERRER_CLIENT)
    old, new = read(sender, received), read(sender, continued)
    assert (old["status"], old["reason_code"], old["redirected_to_id"]) == (
        "declined",
        "wrong_service",
        continued,
    )
    assert (new["status"], new["redirected_from_id"]) == ("submitted", received)
    assert new["agency_reference"] == old["agency_reference"] == "WRONG/1"
    assert new["service_id"] == str(world.services["outreach"])
    listed = sender.get("/v1/referrals?agency_reference=WRONG%2F1").json()["data"]
    assert {item["id"] for item in listed} == {received, continued}


def test_the_old_service_keeps_the_old_one_and_does_not_find_the_new(world: World, received: str) -> None:
    continued = redirect(world, world.as_role(Role.CASEWORKER), received).json()["id"]
    old_service = world.as_role(Role.CASEWORKER)
    assert read(old_service, received)["content"]["narrative"] == "A fictional account."
    assert old_service.get(f"/v1/referrals/{continued}").status_code == 404
    assert [item["id"] for item in old_service.get("/v1/referrals").json()["data"]] == [received]


def test_the_new_service_sees_all_that_was_sent_and_nothing_of_the_old_one(
    world: World, received: str
) -> None:
    continued = redirect(world, world.as_role(Role.CASEWORKER), received).json()["id"]
    new_service = world.as_role("outreach_worker")
    assert new_service.get(f"/v1/referrals/{received}").status_code == 404
    content = read(new_service, continued)["content"]
    assert content["person"]["full_name"] == "Example Person"
    assert content["narrative"] == "A fictional account."
    history = new_service.get(f"/v1/referrals/{continued}/transitions").json()["data"]
    assert [(line["from"], line["to"]) for line in history] == [(None, "submitted")]
    moved = new_service.post(f"/v1/referrals/{continued}/transitions", json={"to": "received"}, headers=ANY)
    assert moved.status_code == 201


def test_the_clock_of_the_new_service_begins_anew(world: World, received: str) -> None:
    world.superuser.execute(
        "UPDATE services SET answer_within_days = 21 WHERE id = %s", (world.services["outreach"],)
    )
    continued = redirect(world, world.as_role(Role.CASEWORKER), received).json()["id"]
    row = world.superuser.execute(
        "SELECT first_answer_by - (received_at AT TIME ZONE 'Europe/London')::date"
        " FROM referrals WHERE id = %s",
        (continued,),
    ).fetchone()
    assert row == (21,)


def test_the_senders_repeat_still_gets_the_receipt_of_the_first(world: World, received: str) -> None:
    redirect(world, world.as_role(Role.CASEWORKER), received)
    again = world.as_role(Role.REFERRER_CLIENT).post("/v1/referrals", json=world.referral("WRONG/1"))
    assert (again.status_code, again.json()["id"]) == (200, received)


def test_what_goes_on_leaves_a_change_and_an_audit_line_for_each_of_the_two(
    world: World, received: str
) -> None:
    continued = redirect(world, world.as_role(Role.CASEWORKER), received).json()["id"]
    lines: dict[str, list[tuple[Any, ...]]] = {}
    for referral_id in (received, continued):
        for table, column, key in (
            ("changes", "type", "resource_id"),
            ("audit_entries", "operation", "object_id"),
        ):
            found = world.superuser.execute(
                f"SELECT {column} FROM {table} WHERE {key} = %s ORDER BY id", (referral_id,)
            )
            lines.setdefault(referral_id, []).append(tuple(row[0] for row in found))
    assert lines == {
        received: [
            ("referral.submitted", "referral.received", "referral.declined"),
            ("referral:create", "referral:transition", "referral:transition"),
        ],
        continued: [("referral.submitted",), ("referral:create",)],
    }


def test_the_entity_tag_is_of_the_referral_that_the_location_names(world: World, received: str) -> None:
    both = world.add_principal("both", "charity", Role.CASEWORKER, service="refuge")
    world.grant(both, Role.CASEWORKER, service="outreach")
    client = world.as_role("both")
    response = redirect(world, client, received)
    assert client.get(response.headers["Location"]).headers["ETag"] == response.headers["ETag"]


def test_it_goes_on_once(world: World, received: str) -> None:
    service = world.as_role(Role.CASEWORKER)
    assert redirect(world, service, received).status_code == 201
    again = redirect(world, service, received)
    assert (again.status_code, again.json()["code"]) == (409, "transition_not_allowed")


def test_only_its_own_service_hands_it_on(world: World, received: str) -> None:
    assert redirect(world, world.as_role(Role.REFERRER), received).status_code == 409
    assert redirect(world, world.as_role("outreach_worker"), received).status_code == 404
    missing = world.as_role(Role.CASEWORKER).post(
        f"/v1/referrals/{received}/redirections", json={"service_id": str(world.services["outreach"])}
    )
    assert missing.status_code == 428


def test_it_goes_to_another_service_that_takes_referrals(
    world: World, other_world: World, received: str
) -> None:
    service = world.as_role(Role.CASEWORKER)
    world.add_service("closed", "charity", accepting=False)
    answers = [redirect(world, service, received, name) for name in ("refuge", "closed")]
    world.services["abroad"] = other_world.services["refuge"]
    world.services["absent"] = world.id
    answers += [redirect(world, service, received, name) for name in ("abroad", "absent")]
    assert {answer.status_code for answer in answers} == {422}
    assert len({str(answer.json()["errors"]) for answer in answers}) == 1
    assert read(service, received)["status"] == "received"
