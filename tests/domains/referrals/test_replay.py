"""Sending a referral again: by key, by reference, by both, with a new token, while the first still runs."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import httpx
import psycopg
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

pytestmark = pytest.mark.database
KEY = {"Idempotency-Key": "8e03978e-40d5-43e8-bc93-6894a57f9324"}
OTHER_KEY = {"Idempotency-Key": "another-key-of-the-sender"}


def push(
    client: httpx.Client, content: dict[str, Any], headers: dict[str, str] | None = None
) -> httpx.Response:
    return client.post("/v1/referrals", json=content, headers=headers or {})


def test_the_same_key_gives_the_same_answer_byte_for_byte_and_says_so(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    first, again = (push(client, world.referral(), KEY) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert [again.headers[name] for name in ("Location", "ETag")] == [
        first.headers[name] for name in ("Location", "ETag")
    ]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"


def test_a_quoted_and_a_bare_key_are_the_same_key(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    first = push(client, world.referral(), {"Idempotency-Key": "a-key-of-enough-length"})
    again = push(client, world.referral(), {"Idempotency-Key": '"a-key-of-enough-length"'})
    assert (again.status_code, again.content) == (201, first.content)


def test_the_order_and_spacing_of_the_json_do_not_matter(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    content = world.referral()
    first = push(client, content, KEY)
    spaced = json.dumps(dict(reversed(content.items())), indent=4)
    again = client.post("/v1/referrals", content=spaced, headers=KEY | {"Content-Type": "application/json"})
    assert (again.status_code, again.content) == (201, first.content)


def test_a_key_is_not_for_two_requests(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    push(client, world.referral("REF-1"), KEY)
    other = push(client, world.referral("REF-2"), KEY)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    world.superuser.execute("UPDATE services SET accepting = false WHERE partnership_id = %s", (world.id,))
    closed = push(client, world.referral("REF-3"), KEY)
    assert closed.status_code == 422


def test_the_reference_alone_holds_without_any_key(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    first, again = (push(client, world.referral()) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.content == first.content


def test_a_sender_that_lost_its_key_gets_the_first_receipt_under_a_new_one(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    first = push(client, world.referral(), KEY)
    again = push(client, world.referral(), OTHER_KEY)
    assert (again.status_code, again.content) == (200, first.content)
    replayed = push(client, world.referral(), OTHER_KEY)
    assert (replayed.status_code, replayed.content) == (200, first.content)
    assert replayed.headers["Idempotency-Replayed"] == "true"


def test_a_reference_is_not_for_two_contents(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    receipt = push(client, world.referral("REF-1")).json()
    for headers in ({}, KEY):
        other = push(client, world.referral("REF-1", narrative="Something else."), headers)
        assert (other.status_code, other.json()["code"]) == (409, "agency_reference_in_use")
        assert other.json()["existing"] == f"/v1/referrals/{receipt['id']}"


def test_a_refused_push_leaves_its_key_free_for_the_mended_one(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    assert push(client, world.referral(urgency="whenever"), KEY).status_code == 422
    assert push(client, world.referral(), KEY).status_code == 201


def test_a_key_outlives_the_token_it_was_first_used_with(world: World) -> None:
    first = push(world.as_role(Role.REFERRER_CLIENT), world.referral(), KEY)
    again = push(world.as_role(Role.REFERRER_CLIENT), world.referral(), KEY)
    assert (again.status_code, again.content) == (201, first.content)


def test_a_key_is_its_clients_own(world: World) -> None:
    world.add_principal("second_client", "council", Role.REFERRER_CLIENT)
    push(world.as_role(Role.REFERRER_CLIENT), world.referral("REF-1"), KEY)
    other = push(world.as_role("second_client"), world.referral("REF-2"), KEY)
    assert other.status_code == 201


def test_rights_withdrawn_since_are_not_replayed(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    push(client, world.referral(), KEY)
    world.superuser.execute(
        "UPDATE role_assignments SET ends_on = current_date WHERE principal_id = %s",
        (world.people["referrer_client"].id,),
    )
    assert push(client, world.referral(), KEY).status_code == 403


def test_a_replay_after_the_referral_moved_on_still_shows_the_first_receipt(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    first = push(client, world.referral(), KEY)
    moved = world.as_role(Role.CASEWORKER).post(
        f"/v1/referrals/{first.json()['id']}/transitions", json={"to": "received"}, headers={"If-Match": "*"}
    )
    assert moved.status_code == 201
    assert push(client, world.referral(), KEY).content == first.content
    assert push(client, world.referral()).content == first.content


@pytest.mark.parametrize("key", ["short", "x" * 256, "with a space in it!", "ümlaut-ümlaut-ümlaut"])
def test_a_malformed_key_is_refused_by_name(world: World, key: str) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    response = client.post("/v1/referrals", json=world.referral(), headers={b"Idempotency-Key": key.encode()})
    assert (response.status_code, response.json()["code"]) == (400, "invalid_header")
    assert response.json()["errors"][0]["header"] == "Idempotency-Key"


@pytest.mark.parametrize("length", [16, 255])
def test_keys_of_the_least_and_the_greatest_length_are_taken(world: World, length: int) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    assert push(client, world.referral(), {"Idempotency-Key": "k" * length}).status_code == 201


def hold_key(world: World, connection: psycopg.Connection, operation: str) -> None:
    """Stands for a first request that has claimed the key and not ended: its row is there, uncommitted."""
    digest = hashlib.sha256(f"{operation}\n{KEY['Idempotency-Key']}".encode()).digest()
    connection.execute(
        "INSERT INTO idempotency_records (partnership_id, principal_id, key_digest, fingerprint, created_at)"
        " VALUES (%s, %s, %s, %s, %s)",
        (world.id, world.people["referrer_client"].id, digest, b"held", datetime.now(UTC)),
    )


def test_a_key_whose_first_request_still_runs_is_told_to_come_again(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    with psycopg.connect(world.superuser.info.dsn, password=world.superuser.info.password) as held:
        hold_key(world, held, "create_referral")
        waiting = push(client, world.referral(), KEY)
        held.rollback()
    assert (waiting.status_code, waiting.json()["code"]) == (409, "idempotency_in_progress")
    assert waiting.headers["Retry-After"] == "1"
    assert push(client, world.referral(), KEY).status_code == 201


def test_a_batch_whose_first_request_still_runs_is_told_to_come_again(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    batch = {"items": [world.referral()]}
    with psycopg.connect(world.superuser.info.dsn, password=world.superuser.info.password) as held:
        hold_key(world, held, "create_referral_batch")
        waiting = client.post("/v1/referrals/batch", json=batch, headers=KEY)
        held.rollback()
    assert (waiting.status_code, waiting.json()["code"]) == (409, "idempotency_in_progress")
    assert client.post("/v1/referrals/batch", json=batch, headers=KEY).status_code == 207


def hold_reference(world: World, held: psycopg.Connection) -> None:
    """Another request is writing the council's referral REF-1."""
    held.execute(
        "INSERT INTO referrals (partnership_id, id, agency_id, agency_reference, service_id,"
        " submitted_by, status, status_since, referral_source, urgency, referred_on, received_at,"
        " first_answer_by, answer_deadline_at, awaiting_seconds, content_digest, version, updated_at)"
        " VALUES (%s, %s, %s, 'REF-1', %s, %s, 'submitted', now(), 'police', 'routine', '2026-11-02',"
        " now(), '2026-11-09', now(), 0, 'digest', 1, now())",
        (
            world.id,
            new_id(),
            world.agencies["council"],
            world.services["refuge"],
            world.people["referrer_client"].id,
        ),
    )


def test_a_reference_that_another_request_is_writing_is_told_to_come_again(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    with psycopg.connect(world.superuser.info.dsn, password=world.superuser.info.password) as held:
        hold_reference(world, held)
        waiting = push(client, world.referral("REF-1"))
        held.rollback()
    assert (waiting.status_code, waiting.json()["code"]) == (409, "idempotency_in_progress")
    assert push(client, world.referral("REF-1")).status_code == 201


@pytest.mark.parametrize("whole", [{}, {"atomic": True}], ids=["each alone", "all or none"])
def test_an_item_of_a_batch_whose_reference_is_being_written_keeps_the_whole_batch_to_come_again(
    world: World, whole: dict[str, bool]
) -> None:
    """Told as the item's answer and kept under the batch's key, it would keep the referral out for good."""
    client = world.as_role(Role.REFERRER_CLIENT)
    batch = {"items": [world.referral("REF-2"), world.referral("REF-1")], **whole}
    with psycopg.connect(world.superuser.info.dsn, password=world.superuser.info.password) as held:
        hold_reference(world, held)
        waiting = client.post("/v1/referrals/batch", json=batch, headers=KEY)
        held.rollback()
    assert (waiting.status_code, waiting.json()["code"]) == (409, "idempotency_in_progress")
    assert waiting.headers["Retry-After"] == "1"
    again = client.post("/v1/referrals/batch", json=batch, headers=KEY)
    assert [item["status"] for item in again.json()["results"]] == [201, 201]


def test_a_key_gives_no_receipt_for_what_was_entered_in_error(world: World) -> None:
    """Nobody acts on it: its receipt would be taken for that of a live referral."""
    client = world.as_role(Role.REFERRER_CLIENT)
    first = push(client, world.referral(), KEY).json()
    world.move(first["id"], "entered_in_error", reason_code="wrong_person")
    for headers in (KEY, OTHER_KEY, None):
        again = push(client, world.referral(), headers)
        assert (again.status_code, again.json()["code"]) == (409, "agency_reference_in_use")
        assert again.json()["existing"] == f"/v1/referrals/{first['id']}"
