"""A referral is kept once, whatever the sender repeats, and everything faulty is named at once."""

from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

pytestmark = pytest.mark.database
WRITTEN = ("referrals", "referral_details", "referral_transitions", "changes", "audit_entries")


def counts(world: World) -> dict[str, int]:
    """How many rows the partnership has in each table that a push writes."""
    return {
        table: world.superuser.execute(
            f"SELECT count(*) FROM {table} WHERE partnership_id = %s", (world.id,)
        ).fetchone()[0]
        for table in WRITTEN
    }


def test_a_push_answers_with_a_receipt_that_names_nobody(world: World) -> None:
    response = world.as_role(Role.REFERRER_CLIENT).post("/v1/referrals", json=world.referral())
    assert response.status_code == 201
    assert set(response.json()) == {
        "id", "agency_reference", "status", "received_at", "answer_by", "content_digest",
    }  # fmt: skip
    assert "Example Person" not in response.text
    assert response.headers["Location"] == f"/v1/referrals/{response.json()['id']}"
    assert response.headers["ETag"]


def test_a_push_writes_the_referral_its_history_its_change_and_its_audit_line_together(world: World) -> None:
    world.push()
    assert counts(world) == dict.fromkeys(WRITTEN, 1)


def test_every_fault_of_a_push_is_named_at_once_with_its_place(world: World) -> None:
    faulty: dict[str, Any] = {
        "agency_reference": "with spaces",
        "service_id": "not-an-id",
        "referral_source": "the_moon",
        "reason_codes": ["asb_victim", "boredom"],
        "referred_on": "2099-01-01",
        "person": {
            "full_name": "",
            "date_of_birth": "1990-13-01",
            "outward_postcode": "sg1",
            "safe_contact": {"telephone": "call me", "email": "nowhere", "may_call": "yes"},
            "nickname": "Ex",
        },
        "household": {"children": 1, "children_ages": [3, 18]},
        "risk": {"tool": "guess", "grade": "medium", "assessed_on": "2026-11-02T00:00:00Z"},
        "consent": {},
        "narrative": "a" * 20_001,
        "owner": "us",
    }
    response = world.as_role(Role.REFERRER_CLIENT).post("/v1/referrals", json=faulty)
    assert response.status_code == 422
    assert {(item["pointer"], item["code"]) for item in response.json()["errors"]} == {
        ("#/agency_reference", "wrong_format"),
        ("#/service_id", "not_an_id"),
        ("#/referral_source", "unknown_code"),
        ("#/reason_codes/1", "unknown_code"),
        ("#/referred_on", "date_in_future"),
        ("#/person/full_name", "too_short"),
        ("#/person/date_of_birth", "not_a_date"),
        ("#/person/outward_postcode", "wrong_format"),
        ("#/person/safe_contact/telephone", "wrong_format"),
        ("#/person/safe_contact/email", "invalid_value"),
        ("#/person/safe_contact/may_call", "not_a_boolean"),
        ("#/person/nickname", "unknown_property"),
        ("#/household/children_ages/1", "too_large"),
        ("#/risk/tool", "unknown_code"),
        ("#/risk/assessed_on", "not_a_date"),
        ("#/consent/status", "required"),
        ("#/narrative", "too_long"),
        ("#/owner", "unknown_property"),
    }
    assert counts(world) == dict.fromkeys(WRITTEN, 0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason_codes": ["hate", "hate"]}, "repeated_value"),
        ({"reason_codes": []}, "too_few_items"),
        ({"consent": {"status": "refused"}}, "reason_required"),
        ({"household": {"children": 1, "children_ages": [3, 7]}}, "more_ages_than_children"),
        (
            {"person": {"full_name": "A", "date_of_birth": "1990-01-31", "age_band": "25_to_34"}},
            "age_stated_twice",
        ),
        ({"referred_on": "1899-12-31"}, "date_out_of_range"),
        ({"urgency": None}, "unknown_code"),
    ],
)
def test_values_that_contradict_each_other_are_refused(
    world: World, change: dict[str, Any], code: str
) -> None:
    response = world.as_role(Role.REFERRER_CLIENT).post("/v1/referrals", json=world.referral(**change))
    assert response.status_code == 422
    assert [item["code"] for item in response.json()["errors"]] == [code]


def test_what_the_server_sets_cannot_be_sent(world: World) -> None:
    for name in ("id", "partnership_id", "agency_id", "status", "received_at", "submitted_by", "version"):
        response = world.as_role(Role.REFERRER_CLIENT).post(
            "/v1/referrals", json=world.referral() | {name: "x"}
        )
        assert response.status_code == 422
        assert response.json()["errors"][0]["pointer"] == f"#/{name}"


def test_a_service_of_nobody_and_one_of_another_partnership_are_refused_alike(
    world: World, other_world: World
) -> None:
    def refused(service_id: object) -> dict[str, Any]:
        sent = world.referral(service_id=str(service_id))
        response = world.as_role(Role.REFERRER_CLIENT).post("/v1/referrals", json=sent)
        assert response.status_code == 422
        return response.json() | {"request_id": None}

    absent = refused("019a0000-0000-7000-8000-000000000001")
    assert absent["errors"][0]["pointer"] == "#/service_id"
    assert refused(other_world.services["refuge"]) == absent


@pytest.mark.parametrize("columns", [{"accepting": False}, {"status": "closed"}])
def test_a_service_that_takes_nothing_refuses_new_referrals_but_still_acknowledges_old_ones(
    world: World, columns: dict[str, Any]
) -> None:
    receipt = world.push("OLD-1")
    ((name, value),) = columns.items()
    world.superuser.execute(
        f"UPDATE services SET {name} = %s WHERE id = %s", (value, world.services["refuge"])
    )
    client = world.as_role(Role.REFERRER_CLIENT)
    refused = client.post("/v1/referrals", json=world.referral("NEW-1"))
    assert refused.status_code == 422
    assert refused.json()["code"] == "business_rule"
    assert refused.json()["errors"][0]["code"] == "service_not_accepting"
    again = client.post("/v1/referrals", json=world.referral("OLD-1"))
    assert (again.status_code, again.json()) == (200, receipt)


def test_who_serves_where_they_send_can_go_on_with_the_tag_of_the_receipt(world: World) -> None:
    both = world.add_principal("both", "charity", Role.REFERRER)
    world.grant(both, Role.CASEWORKER, service="refuge")
    client, key = world.as_role("both"), {"Idempotency-Key": "a-key-of-both-sides"}
    answers = [client.post("/v1/referrals", json=world.referral("BOTH/1"), headers=key) for _ in range(2)]
    answers.append(client.post("/v1/referrals", json=world.referral("BOTH/1")))
    assert [answer.status_code for answer in answers] == [201, 201, 200]
    (tag,) = {answer.headers["ETag"] for answer in answers}
    path = f"/v1/referrals/{answers[0].json()['id']}"
    assert client.get(path).headers["ETag"] == tag
    moved = client.post(f"{path}/transitions", json={"to": "received"}, headers={"If-Match": tag})
    assert moved.status_code == 201


def test_two_agencies_may_use_the_same_reference(world: World) -> None:
    world.add_principal("police_client", "police", Role.REFERRER_CLIENT)
    first = world.as_role(Role.REFERRER_CLIENT).post("/v1/referrals", json=world.referral("SAME/1"))
    second = world.as_role("police_client").post("/v1/referrals", json=world.referral("SAME/1"))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] != second.json()["id"]


def test_the_receipt_proves_the_content_by_its_digest(world: World) -> None:
    receipts = [
        world.push(f"DIGEST-{number}", narrative=text) for number, text in enumerate(("One.", "Two."))
    ]
    digests = {receipt["content_digest"] for receipt in receipts}
    assert len(digests) == 2
    assert all(digest.startswith("sha-256=:") and digest.endswith("=:") for digest in digests)
