"""Moving a referral on: by whom, with which reason, on which version, and what its history says."""

from typing import Any

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
ANY = {"If-Match": "*"}


def move(client: httpx.Client, referral_id: str, to: str, **rest: Any) -> httpx.Response:
    headers = rest.pop("headers", ANY)
    return client.post(f"/v1/referrals/{referral_id}/transitions", json={"to": to, **rest}, headers=headers)


def etag(client: httpx.Client, referral_id: str) -> str:
    return client.get(f"/v1/referrals/{referral_id}").headers["ETag"]


def test_a_move_answers_with_what_it_was_and_where_it_may_go_next(world: World) -> None:
    referral_id = world.push()["id"]
    service = world.as_role(Role.CASEWORKER)
    response = move(service, referral_id, "received", headers={"If-Match": etag(service, referral_id)})
    assert response.status_code == 201
    body = response.json()
    assert {name: body[name] for name in ("referral_id", "from", "to", "reason_code")} == {
        "referral_id": referral_id, "from": "submitted", "to": "received", "reason_code": None,
    }  # fmt: skip
    assert body["allowed_transitions"] == ["under_review", "accepted", "declined", "entered_in_error"]
    assert response.headers["ETag"] == etag(service, referral_id)


def test_a_change_must_say_which_version_it_was_made_on(world: World) -> None:
    referral_id = world.push()["id"]
    service = world.as_role(Role.CASEWORKER)
    missing = move(service, referral_id, "received", headers={})
    assert (missing.status_code, missing.json()["code"]) == (428, "precondition_required")
    stale = etag(service, referral_id)
    assert move(service, referral_id, "received", headers={"If-Match": stale}).status_code == 201
    late = move(service, referral_id, "accepted", headers={"If-Match": stale})
    assert (late.status_code, late.json()["code"]) == (412, "precondition_failed")
    assert late.headers["ETag"] == etag(service, referral_id)
    listed = {"If-Match": f'"nothing", {late.headers["ETag"]}'}
    assert move(service, referral_id, "accepted", headers=listed).status_code == 201


def test_the_other_sides_tag_does_not_fit(world: World) -> None:
    referral_id = world.push()["id"]
    senders = etag(world.as_role(Role.REFERRER_CLIENT), referral_id)
    response = move(world.as_role(Role.CASEWORKER), referral_id, "received", headers={"If-Match": senders})
    assert response.status_code == 412


@pytest.mark.parametrize("tag", ["unquoted", 'W/"weak"', '"one" "two"', "", '"é"'])
def test_a_tag_that_is_none_is_a_bad_header(world: World, tag: str) -> None:
    client = world.as_role(Role.CASEWORKER)
    response = client.post(
        f"/v1/referrals/{world.push()['id']}/transitions",
        json={"to": "received"},
        headers={b"If-Match": tag.encode()},
    )
    assert (response.status_code, response.json()["code"]) == (400, "invalid_header")


def test_of_many_writers_on_one_version_one_wins(world: World) -> None:
    referral_id = world.push()["id"]
    seen = etag(world.as_role(Role.CASEWORKER), referral_id)
    token = world.token(world.people["caseworker"])

    def write(_: int) -> int:
        with world.service.client(token) as client:
            return move(client, referral_id, "received", headers={"If-Match": seen}).status_code

    with side_by_side() as pool:
        assert sorted(pool.map(write, range(8))) == [201] + [412] * 7


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"to": "declined"}, "required"),
        ({"to": "declined", "reason_code": "client_request"}, "unknown_code"),
        ({"to": "accepted", "reason_code": "no_capacity"}, "not_wanted"),
    ],
)
def test_a_reason_is_coded_and_fits_the_status(world: World, body: dict[str, str], code: str) -> None:
    referral_id = world.push()["id"]
    service = world.as_role(Role.CASEWORKER)
    assert move(service, referral_id, "received").status_code == 201
    response = move(service, referral_id, **body)
    assert response.status_code == 422
    assert response.json()["errors"] == [
        {"pointer": "#/reason_code", "code": code, "detail": response.json()["errors"][0]["detail"]}
    ]


def test_the_history_tells_both_sides_what_happened_and_only_the_service_who_and_why(world: World) -> None:
    referral_id = world.push()["id"]
    service = world.as_role(Role.CASEWORKER)
    move(service, referral_id, "received", note="Rang twice.")
    move(service, referral_id, "declined", reason_code="no_capacity", note="Full until spring.")
    council, charity = (str(world.agencies[name]) for name in ("council", "charity"))
    seen = service.get(f"/v1/referrals/{referral_id}/transitions").json()["data"]
    assert [(line["from"], line["to"], line["reason_code"], line["note"]) for line in seen] == [
        (None, "submitted", None, None),
        ("submitted", "received", None, "Rang twice."),
        ("received", "declined", "no_capacity", "Full until spring."),
    ]
    assert [line["agency_id"] for line in seen] == [council, charity, charity]
    assert {line["actor_id"] for line in seen[1:]} == {str(world.people["caseworker"].id)}
    for role in (Role.REFERRER_CLIENT, Role.REFERRER):
        lines = world.as_role(role).get(f"/v1/referrals/{referral_id}/transitions").json()["data"]
        assert [line["to"] for line in lines] == ["submitted", "received", "declined"]
        assert {(line["actor_id"], line["note"]) for line in lines} == {(None, None)}
    standing = world.as_role(Role.REFERRER_CLIENT).get(f"/v1/referrals/{referral_id}").json()
    assert (standing["status"], standing["reason_code"]) == ("declined", "no_capacity")
    assert standing["decided_at"] == seen[2]["occurred_at"]


def test_each_move_leaves_one_change_and_one_audit_line(world: World) -> None:
    referral_id = world.push()["id"]
    move(world.as_role(Role.CASEWORKER), referral_id, "received")
    refused = move(world.as_role(Role.CASEWORKER), referral_id, "completed")
    assert (refused.status_code, refused.json()["code"]) == (409, "transition_not_allowed")
    assert refused.json()["allowed_to"] == ["under_review", "accepted", "declined", "entered_in_error"]
    changes = world.superuser.execute(
        "SELECT type, resource_version FROM changes WHERE resource_id = %s ORDER BY resource_version",
        (referral_id,),
    ).fetchall()
    assert changes == [("referral.submitted", 1), ("referral.received", 2)]
    lines = world.superuser.execute(
        "SELECT operation FROM audit_entries WHERE object_id = %s ORDER BY recorded_at", (referral_id,)
    ).fetchall()
    assert lines == [("referral:create",), ("referral:transition",)]


def test_the_first_decision_keeps_its_time(world: World) -> None:
    referral_id = world.push()["id"]
    service = world.as_role(Role.CASEWORKER)
    for to in ("received", "accepted"):
        assert move(service, referral_id, to).status_code == 201
    decided = service.get(f"/v1/referrals/{referral_id}").json()["decided_at"]
    assert decided is not None
    for to in ("in_progress", "completed"):
        assert move(service, referral_id, to).status_code == 201
    assert service.get(f"/v1/referrals/{referral_id}").json()["decided_at"] == decided
