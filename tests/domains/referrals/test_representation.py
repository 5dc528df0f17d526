"""A person who pushes may ask for the referral instead of its receipt: a read like any other."""

from typing import Any

import httpx
import pytest

from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

pytestmark = [pytest.mark.database]
PREFER = {"Prefer": "return=representation"}


def push(client: httpx.Client, world: World, reference: str = "REF-1", **headers: str) -> httpx.Response:
    return client.post("/v1/referrals", json=world.referral(reference), headers=PREFER | headers)


def audited(world: World) -> list[tuple[Any, ...]]:
    return world.superuser.execute(
        "SELECT operation, field_set, purpose, decision FROM audit_entries WHERE partnership_id = %s"
        " ORDER BY id",
        (world.id,),
    ).fetchall()


def test_a_person_is_answered_with_what_they_may_read_and_the_read_is_recorded(world: World) -> None:
    client = world.as_role(Role.REFERRER)
    answer = push(client, world)
    assert answer.status_code == 201
    assert answer.headers["Preference-Applied"] == "return=representation"
    assert answer.json()["content"]["person"]["full_name"] == "Example Person"
    assert answer.json()["content"]["narrative"] is None
    assert audited(world) == [
        ("referral:create", None, "safeguarding", "allowed"),
        ("referral:read", "F0 F2", "safeguarding", "allowed"),
    ]
    read = client.get(answer.headers["Location"])
    assert (read.json(), read.headers["ETag"]) == (answer.json(), answer.headers["ETag"])


def test_without_a_purpose_nothing_is_read_and_nothing_written(world: World) -> None:
    someone = world.people["referrer"]
    with world.service.client(world.token(someone)) as client:
        answer = push(client, world)
        assert (answer.status_code, answer.json()["code"]) == (403, "purpose_required")
        answer = push(client, world, Purpose="curiosity")
        assert (answer.status_code, answer.json()["code"]) == (403, "sharing_agreement_missing")
        assert client.get("/v1/referrals").json()["data"] == []
        assert client.post("/v1/referrals", json=world.referral()).json().keys() >= {"content_digest"}


@pytest.mark.parametrize("prefer", ["return=minimal", "return=representations", "respond-async", ""])
def test_another_preference_changes_nothing(world: World, prefer: str) -> None:
    answer = push(world.as_role(Role.REFERRER), world, Prefer=prefer)
    assert answer.json().keys() >= {"content_digest"}
    assert "Preference-Applied" not in answer.headers


@pytest.mark.parametrize("prefer", ["respond-async, return=representation", "Return=Representation; x=1"])
def test_a_preference_may_stand_among_others(world: World, prefer: str) -> None:
    answer = push(world.as_role(Role.REFERRER), world, Prefer=prefer)
    assert answer.json()["status"] == "submitted"
    assert answer.headers["Preference-Applied"] == "return=representation"


def test_a_program_and_a_token_that_may_not_read_get_the_receipt(world: World) -> None:
    narrow = world.as_role(Role.REFERRER, Permission.REFERRAL_CREATE.value)
    for number, client in enumerate((world.as_role(Role.REFERRER_CLIENT), narrow)):
        answer = push(client, world, f"REF-{number}")
        assert answer.status_code == 201
        assert answer.json().keys() >= {"content_digest"}
        assert "Example Person" not in answer.text


def test_a_repeat_is_a_read_of_today_and_keeps_no_person_with_the_key(world: World) -> None:
    sender, key = world.as_role(Role.REFERRER), {"Idempotency-Key": "a-key-that-is-repeated"}
    first, again = (push(sender, world, **key) for _ in range(2))
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert again.json() == first.json()
    world.add_principal("colleague", "council", Role.REFERRER)
    colleague = push(world.as_role("colleague"), world)
    assert (colleague.status_code, colleague.json()["content"]) == (200, None)
    (kept,) = world.superuser.execute(
        "SELECT body, headers FROM idempotency_records WHERE partnership_id = %s", (world.id,)
    ).fetchall()
    assert kept == (None, None)
