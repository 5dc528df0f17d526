"""A test partnership has a clock of its own and answers with the problems asked for; nothing of it crosses to live."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import psycopg
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import by_name
from tests.domains.exports.writing import asked, read, work
from tests.fixtures.contract import conform
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService
from tests.fixtures.world import World

pytestmark = pytest.mark.database
YEAR = timedelta(days=365)
NOT_AT_ALL = timedelta(0)


@pytest.fixture
def live(service: RunningService, superuser: psycopg.Connection) -> Iterator[World]:
    built = World(service, superuser, mode="live").build()
    yield built
    built.close()


def move(world: World, ahead: timedelta) -> httpx.Response:
    client = world.as_role(Role.PARTNERSHIP_ADMIN)
    return client.patch(
        "/v1/partnership",
        json={"clock_ahead_seconds": int(ahead.total_seconds())},
        headers={"If-Match": "*", "Content-Type": "application/merge-patch+json"},
    )


def ahead_of(world: World) -> timedelta:
    answer = world.as_role(Role.CASEWORKER).get("/v1/partnership")
    conform(answer)
    return timedelta(seconds=answer.json()["clock_ahead_seconds"])


def is_about(found: datetime, expected: datetime) -> bool:
    return abs(found - expected) < timedelta(minutes=1)


def test_the_clock_moves_ahead_for_the_whole_partnership_and_back_to_the_true_one(world: World) -> None:
    assert ahead_of(world) == NOT_AT_ALL
    moved = move(world, YEAR)
    assert moved.status_code == 200, moved.text
    assert moved.json()["clock_ahead_seconds"] == YEAR.total_seconds()
    assert ahead_of(world) == YEAR
    assert move(world, NOT_AT_ALL).status_code == 200
    assert ahead_of(world) == NOT_AT_ALL


def test_the_tag_of_the_partnership_stands_for_the_same_bytes_as_time_passes(world: World) -> None:
    move(world, YEAR)
    client = world.as_role(Role.CASEWORKER)
    first = client.get("/v1/partnership")
    time.sleep(0.01)
    second = client.get("/v1/partnership")
    assert (first.headers["ETag"], first.content) == (second.headers["ETag"], second.content)


def test_what_is_recorded_and_due_goes_by_the_moved_clock(world: World) -> None:
    before = world.push()
    move(world, YEAR)
    after = world.push("REF-2")
    assert is_about(datetime.fromisoformat(after["received_at"]), datetime.now(UTC) + YEAR)
    days = [datetime.fromisoformat(item["answer_by"]).date() for item in (before, after)]
    assert abs((days[1] - days[0]) - YEAR) <= timedelta(days=1)


def test_the_clock_goes_forward_only(world: World) -> None:
    move(world, YEAR)
    back = move(world, timedelta(days=1))
    assert back.status_code == 422
    assert [fault["code"] for fault in back.json()["errors"]] == ["clock_goes_forward"]


def test_only_an_administrator_moves_it(world: World) -> None:
    refused = world.as_role(Role.CASEWORKER).patch("/v1/partnership", json={"clock_ahead_seconds": 0})
    assert refused.status_code == 403


def test_tokens_and_rights_go_by_the_true_clock(world: World) -> None:
    token = world.as_role(Role.CASEWORKER)
    move(world, 10 * YEAR)
    assert token.get("/v1/referrals").status_code == 200, "a token of fifteen minutes still opens what it did"
    admin = world.as_role(Role.PARTNERSHIP_ADMIN)
    path = f"/v1/principals/{world.somebody('caseworker')}"
    headers = {"If-Match": "*", "Content-Type": "application/merge-patch+json"}
    assert admin.patch(path, json={"active": False}, headers=headers).status_code == 200
    assert token.get("/v1/referrals").status_code == 401
    assert admin.patch(path, json={"active": True}, headers=headers).status_code == 200
    (valid_after,) = world.superuser.execute(
        "SELECT tokens_valid_after FROM principals WHERE id = %s", (world.somebody("caseworker"),)
    ).fetchone() or (None,)
    assert valid_after <= datetime.now(UTC) + timedelta(minutes=1), (
        "else no token would be good for ten years"
    )


def test_the_clock_of_another_partnership_stays(world: World, other_world: World, live: World) -> None:
    move(world, YEAR)
    world.push()
    for other in (other_world, live):
        assert ahead_of(other) == NOT_AT_ALL
        assert is_about(datetime.fromisoformat(other.push()["received_at"]), datetime.now(UTC))


def test_a_live_partnerships_clock_is_moved_by_nobody(live: World) -> None:
    for wanted in (YEAR, NOT_AT_ALL):
        refused = move(live, wanted)
        assert refused.status_code == 422
        assert [fault["code"] for fault in refused.json()["errors"]] == ["clock_of_live_partnership"]
    with pytest.raises(psycopg.errors.CheckViolation):
        live.superuser.execute("UPDATE partnerships SET clock_ahead_seconds = 1 WHERE id = %s", (live.id,))


def test_work_in_the_background_is_done_at_once_and_ends_by_the_true_clock(
    world: World, database: TestDatabase
) -> None:
    """Workers go by the true clock: by the moved one an import would wait for a year, an export lie for one."""
    world.superuser.execute("DELETE FROM work_items")
    move(world, YEAR)
    reader = world.as_role(Role.PARTNERSHIP_ADMIN)
    export_id = asked(reader, "/v1/groups")
    (waiting,) = reader.get("/v1/jobs").json()["data"]
    assert waiting["status"] == "queued"
    assert is_about(datetime.fromisoformat(waiting["due_at"]), datetime.now(UTC))
    work(world.service, database)
    told = read(reader, export_id)
    assert told["status"] == "ready"
    assert is_about(datetime.fromisoformat(told["expires_at"]), datetime.now(UTC) + YEAR + timedelta(days=1))
    (ends,) = reader.get("/v1/jobs").json()["data"]
    assert ends["kind"] == "export_expiry"
    assert is_about(datetime.fromisoformat(ends["due_at"]), datetime.now(UTC) + timedelta(days=1))


def test_a_receiver_is_called_by_the_true_clock(world: World) -> None:
    world.superuser.execute("DELETE FROM work_items")
    move(world, YEAR)
    client = world.as_role(Role.REFERRER_CLIENT)
    made = client.post("/v1/webhooks", json={"url": "https://partner.example.org/hooks", "types": []})
    assert made.status_code == 201, made.text
    key = {"Idempotency-Key": "a-key-of-this-test-1"}
    tried = client.post(f"/v1/webhooks/{made.json()['id']}/test-deliveries", headers=key)
    assert tried.status_code in (201, 202), tried.text
    due = world.superuser.execute(
        "SELECT available_at FROM work_items UNION ALL SELECT due_at FROM webhook_deliveries"
        " WHERE partnership_id = %s",
        (world.id,),
    ).fetchall()
    assert len(due) == 3
    assert all(is_about(instant, datetime.now(UTC)) for (instant,) in due)


def test_every_declared_error_of_an_operation_can_be_asked_for(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    declared = by_name("create_referral").content["responses"]
    statuses = sorted(int(status) for status in declared if status.isdecimal() and status >= "4")
    assert {401, 409, 422, 429, 503} <= set(statuses)
    for status in statuses:
        forced = client.post("/v1/referrals", json={}, headers={"Prefer": f"code={status}"})
        assert forced.status_code == status
        assert forced.headers["Preference-Applied"] == f"code={status}"
        assert forced.json()["status"] == status
        conform(forced)
        if status in (429, 503):
            assert int(forced.headers["Retry-After"]) >= 1
        if status == 401:
            assert forced.headers["WWW-Authenticate"].startswith("Bearer ")
    (count,) = world.superuser.execute(
        "SELECT count(*) FROM referrals WHERE partnership_id = %s", (world.id,)
    ).fetchone() or (None,)
    assert count == 0


def test_one_of_several_kinds_is_chosen_by_its_name(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    for example in ("agency_reference_in_use", "transition-not-allowed"):
        answer = client.post(
            "/v1/referrals", json={}, headers={"Prefer": f'return=minimal, code=409; example="{example}"'}
        )
        assert answer.json()["code"] == example.replace("-", "_")


def test_what_an_operation_does_not_declare_is_ignored(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    for preference in ("code=418", "code=200", "code=428", "code=4290", "code", "example=conflict"):
        answer = client.get("/v1/referrals", headers={"Prefer": preference})
        assert answer.status_code == 200
        assert "Preference-Applied" not in answer.headers


def test_a_forced_answer_is_not_on_record_as_a_refusal(world: World) -> None:
    referral = world.push()["id"]
    counting = "SELECT count(*) FROM audit_entries WHERE partnership_id = %s"
    before = world.superuser.execute(counting, (world.id,)).fetchone()
    reader = world.as_role(Role.CASEWORKER)
    for status in (403, 404, 429):
        assert (
            reader.get(f"/v1/referrals/{referral}", headers={"Prefer": f"code={status}"}).status_code
            == status
        )
    assert world.superuser.execute(counting, (world.id,)).fetchone() == before


def test_rights_are_checked_before_what_is_asked_for(world: World) -> None:
    answer = world.as_role(Role.ANALYST, "kpi:read").get("/v1/referrals", headers={"Prefer": "code=503"})
    assert answer.status_code == 403


def test_a_live_partnership_ignores_it(live: World) -> None:
    client = live.as_role(Role.REFERRER_CLIENT)
    for path in ("/v1/referrals", "/v1/agencies", "/v1/partnership"):
        answer = client.get(path, headers={"Prefer": "code=503"})
        assert answer.status_code == 200
        assert "Preference-Applied" not in answer.headers
    made = client.post("/v1/referrals", json=live.referral("REF-1"), headers={"Prefer": "code=503"})
    assert made.status_code == 201
