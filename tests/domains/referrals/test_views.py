"""Who sees what of a referral: its sender's system, the user who sent it, its service, nobody else."""

from typing import Any

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

pytestmark = pytest.mark.database
STANDING = {
    "id", "agency_id", "agency_reference", "service_id", "status", "status_since", "reason_code", "urgency",
    "referral_source", "referred_on", "received_at", "answer_by", "overdue", "decided_at", "outcome",
    "redirected_from_id", "redirected_to_id", "updated_at", "etag",
}  # fmt: skip
SAID = {
    "person": {
        "full_name": "Example Person",
        "date_of_birth": "1990-01-31",
        "outward_postcode": "SG1",
        "interpreter_language": "pl",
        "safe_contact": {"telephone": "020 7946 0000", "may_call": True},
    },
    "household": {"adults": 1, "children": 2, "children_ages": [3, 7]},
    "risk": {"tool": "dash_24", "score": 11, "grade": "medium", "assessed_on": "2026-10-30"},
    "consent": {"status": "not_sought", "reason": "It was not safe to ask."},
    "narrative": "A fictional account.",
}


def sent_by(world: World, role: Role) -> str:
    response = world.as_role(role).post("/v1/referrals", json=world.referral(**SAID))
    assert response.status_code == 201, response.text
    identifier: str = response.json()["id"]
    return identifier


def read(client: httpx.Client, referral_id: str) -> dict[str, Any]:
    response = client.get(f"/v1/referrals/{referral_id}")
    assert response.status_code == 200, response.text
    assert response.headers["ETag"] == response.json()["etag"]
    assert response.headers["Cache-Control"] == "no-store"
    body: dict[str, Any] = response.json()
    assert set(body) == STANDING | {"open_questions", "allowed_transitions", "case_id", "content"}
    return body


def test_a_senders_system_sees_where_it_stands_and_nothing_of_the_person(world: World) -> None:
    body = read(world.as_role(Role.REFERRER_CLIENT), sent_by(world, Role.REFERRER_CLIENT))
    assert body["content"] is None
    assert body["allowed_transitions"] == ["withdrawn", "entered_in_error"]


def test_the_user_who_sent_it_sees_the_person_for_thirty_days(world: World) -> None:
    referral_id = sent_by(world, Role.REFERRER)
    content = read(world.as_role(Role.REFERRER), referral_id)["content"]
    assert content["person"]["full_name"] == "Example Person"
    assert content["person"]["safe_contact"]["telephone"] == "020 7946 0000"
    assert content["person"]["interpreter_language"] is None
    assert [content[name] for name in ("reason_codes", "household", "risk", "consent", "narrative")] == [
        None
    ] * 5
    for age, seen in (("29 days 23 hours", True), ("30 days 1 minute", False)):
        world.superuser.execute(
            "UPDATE referrals SET received_at = now() - %s::interval WHERE id = %s", (age, referral_id)
        )
        assert (read(world.as_role(Role.REFERRER), referral_id)["content"] is not None) is seen


def test_another_user_of_the_sending_agency_sees_where_it_stands_only(world: World) -> None:
    world.add_principal("colleague", "council", Role.REFERRER)
    referral_id = sent_by(world, Role.REFERRER)
    assert read(world.as_role("colleague"), referral_id)["content"] is None
    assert read(world.as_role(Role.REFERRER_CLIENT), referral_id)["content"] is None


def test_the_receiving_service_sees_all_that_was_sent(world: World) -> None:
    body = read(world.as_role(Role.CASEWORKER), sent_by(world, Role.REFERRER_CLIENT))
    content = body["content"]
    assert content["person"]["full_name"] == "Example Person"
    assert content["person"]["interpreter_language"] == "pl"
    assert content["person"]["safe_contact"] == {
        "telephone": "020 7946 0000", "email": None, "may_call": True, "may_text": False,
        "may_leave_voicemail": False, "may_write": False, "safe_times": None,
    }  # fmt: skip
    assert content["reason_codes"] == ["asb_victim"]
    assert content["household"] == SAID["household"] | {"expected_birth_on": None}
    assert content["risk"] == SAID["risk"]
    assert content["consent"] == SAID["consent"]
    assert content["narrative"] == SAID["narrative"]
    assert body["allowed_transitions"] == ["received", "entered_in_error"]


def test_another_service_of_the_same_agency_does_not_find_it(world: World) -> None:
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    referral_id = sent_by(world, Role.REFERRER_CLIENT)
    assert world.as_role("outreach_worker").get(f"/v1/referrals/{referral_id}").status_code == 404


def test_a_user_of_the_services_agency_without_a_part_in_it_does_not_find_it(world: World) -> None:
    world.add_principal("fundraiser", "charity", Role.REFERRER)
    referral_id = sent_by(world, Role.REFERRER_CLIENT)
    assert world.as_role("fundraiser").get(f"/v1/referrals/{referral_id}").status_code == 404


def test_a_program_reads_no_person_even_where_a_role_for_people_was_assigned_to_it(world: World) -> None:
    someone = world.people["referrer_client"]
    world.grant(someone, Role.CASEWORKER, service="refuge")
    referral_id = sent_by(world, Role.REFERRER_CLIENT)
    assert read(world.as_role(Role.REFERRER_CLIENT), referral_id)["content"] is None


def test_two_sides_entity_tags_say_nothing_about_each_other(world: World) -> None:
    referral_id = sent_by(world, Role.REFERRER_CLIENT)
    sender = read(world.as_role(Role.REFERRER_CLIENT), referral_id)["etag"]
    assert sender == read(world.as_role(Role.REFERRER), referral_id)["etag"]
    assert sender != read(world.as_role(Role.CASEWORKER), referral_id)["etag"]


def test_each_read_leaves_a_line_with_its_purpose_basis_and_field_set(world: World) -> None:
    referral_id = sent_by(world, Role.REFERRER)
    for role in (Role.REFERRER_CLIENT, Role.REFERRER, Role.CASEWORKER):
        read(world.as_role(role), referral_id)
    lines = world.superuser.execute(
        "SELECT actor_id, field_set, purpose, lawful_basis, decision FROM audit_entries"
        " WHERE partnership_id = %s AND operation = 'referral:read' ORDER BY recorded_at",
        (world.id,),
    ).fetchall()
    stated = ("safeguarding", "public_task", "allowed")
    assert lines == [
        (world.people["referrer_client"].id, "F0", None, None, "allowed"),
        (world.people["referrer"].id, "F0 F2", *stated),
        (world.people["caseworker"].id, "F0 F2 F3", *stated),
    ]


def test_the_line_of_a_history_says_whether_remarks_were_shown(world: World) -> None:
    referral_id = sent_by(world, Role.REFERRER)
    for role in (Role.REFERRER_CLIENT, Role.REFERRER, Role.CASEWORKER):
        assert world.as_role(role).get(f"/v1/referrals/{referral_id}/transitions").status_code == 200
    lines = world.superuser.execute(
        "SELECT field_set FROM audit_entries WHERE partnership_id = %s"
        " AND operation = 'referral_transition:read' ORDER BY recorded_at",
        (world.id,),
    ).fetchall()
    assert lines == [("F0",), ("F0",), ("F0 F3",)]


def test_a_search_for_what_is_not_there_leaves_a_line_as_well(world: World) -> None:
    absent = "019a0000-0000-7000-8000-000000000001"
    assert world.as_role(Role.CASEWORKER).get(f"/v1/referrals/{absent}").status_code == 404
    found = world.superuser.execute(
        "SELECT actor_id, object_id::text, decision FROM audit_entries WHERE partnership_id = %s", (world.id,)
    ).fetchall()
    assert found == [(world.people["caseworker"].id, absent, "absent")]


@pytest.mark.parametrize("path", ["/v1/referrals", "/v1/referrals/{id}", "/v1/referrals/{id}/transitions"])
def test_head_answers_as_get_does_without_a_body(world: World, path: str) -> None:
    address = path.format(id=sent_by(world, Role.REFERRER_CLIENT))
    client = world.as_role(Role.CASEWORKER)
    got, headed = client.get(address), client.head(address)
    assert (headed.status_code, headed.content) == (200, b"")
    changing = {"date", "request-id", "ratelimit"}
    assert {k: v for k, v in headed.headers.items() if k not in changing} == {
        k: v for k, v in got.headers.items() if k not in changing
    }


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/v1/referrals", "GET, HEAD, OPTIONS, POST"),
        ("/v1/referrals/019a0000-0000-7000-8000-000000000001", "GET, HEAD, OPTIONS"),
        ("/v1/referrals/019a0000-0000-7000-8000-000000000001/transitions", "GET, HEAD, OPTIONS, POST"),
        ("/v1/referrals/019a0000-0000-7000-8000-000000000001/answers", "OPTIONS, POST"),
        ("/oauth2/token", "OPTIONS, POST"),
        ("/livez", "GET, HEAD, OPTIONS"),
    ],
)
def test_allow_lists_every_method_of_a_path(anonymous: httpx.Client, path: str, methods: str) -> None:
    options, refused = anonymous.options(path), anonymous.delete(path)
    assert (options.status_code, options.headers["Allow"], options.content) == (204, methods, b"")
    assert (refused.status_code, refused.headers["Allow"]) == (405, methods)
    assert refused.json()["code"] == "method_not_allowed"
