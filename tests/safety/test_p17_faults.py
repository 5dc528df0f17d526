"""P17: with the database down or its connections used up the service says so soon, and recovers by itself."""

import time
from collections.abc import Iterator

import httpx
import psycopg
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.fixtures.crew import side_by_side
from tests.fixtures.database import TestDatabase
from tests.fixtures.waiting import wait_until
from tests.fixtures.world import SECRET, World
from tests.safety.faulty import POOL_SIZE, FaultyInstallation

pytestmark = [pytest.mark.p17, pytest.mark.database]
SOON, HANDLER_SECONDS = 2.0, 6.0


@pytest.fixture
def down(faulty: FaultyInstallation) -> Iterator[None]:
    """The database is down for the length of a test."""
    faulty.proxy.cut()
    yield
    faulty.proxy.restore()


def soon(response: httpx.Response) -> bool:
    assert response.elapsed.total_seconds() < SOON
    return response.status_code == 503 and int(response.headers["Retry-After"]) >= 1


@pytest.mark.usefixtures("down")
def test_every_operation_says_so_within_two_seconds(faulty_world: World) -> None:
    sender, service = faulty_world.as_role(Role.REFERRER_CLIENT), faulty_world.as_role(Role.CASEWORKER)
    assert soon(sender.post("/v1/referrals", json=faulty_world.referral()))
    assert soon(sender.get("/v1/referrals"))
    assert soon(service.get(f"/v1/referrals/{faulty_world.id}"))
    client_id = faulty_world.people["referrer_client"].client_id
    with faulty_world.service.client() as anonymous:
        form = {"grant_type": "client_credentials"}
        assert soon(anonymous.post("/oauth2/token", data=form, auth=(client_id, SECRET)))


@pytest.mark.usefixtures("down")
def test_the_process_lives_and_is_not_ready(faulty_world: World) -> None:
    with faulty_world.service.client() as anonymous:
        alive = anonymous.get("/livez")
        assert (alive.status_code, alive.json()) == (200, {"status": "ok"})
        assert soon(anonymous.get("/readyz"))


def test_it_is_normal_again_with_the_first_request_after(
    faulty: FaultyInstallation, faulty_world: World
) -> None:
    with side_by_side() as pool:  # every connection of the pool is open when it happens
        answers = pool.map(lambda n: faulty_world.push(f"BEFORE/{n}"), range(POOL_SIZE * 2))
        assert len(list(answers)) == POOL_SIZE * 2
    faulty.proxy.cut()
    client = faulty_world.as_role(Role.REFERRER_CLIENT)
    assert client.get("/v1/referrals").status_code == 503
    faulty.proxy.restore()
    assert client.post("/v1/referrals", json=faulty_world.referral("AFTER")).status_code == 201
    with faulty_world.service.client() as anonymous:
        assert anonymous.get("/readyz").status_code == 200


def test_when_every_connection_is_busy_the_next_caller_is_told_to_come_again(
    faulty: FaultyInstallation, faulty_world: World
) -> None:
    token = faulty_world.token(faulty_world.people["referrer_client"])

    def push(number: int) -> int:
        with faulty_world.service.client(token) as client:
            answer = client.post("/v1/referrals", json=faulty_world.referral(f"BUSY/{number}"))
            return answer.status_code

    waiting = faulty_world.as_role(Role.REFERRER_CLIENT)
    with faulty.when_committing("PERFORM pg_sleep(2.5);"), side_by_side() as pool:
        busy = [pool.submit(push, number) for number in range(POOL_SIZE)]
        wait_until(lambda: _committing(faulty) >= POOL_SIZE)
        assert soon(waiting.get("/v1/referrals"))
        with faulty_world.service.client() as anonymous:
            assert anonymous.get("/livez").status_code == 200
        assert [future.result() for future in busy] == [201] * POOL_SIZE
    assert waiting.get("/v1/referrals").status_code == 200


def _committing(faulty: FaultyInstallation) -> int:
    row = faulty.superuser.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"
    ).fetchone()
    assert row is not None
    return int(row[0])


def test_a_commit_that_takes_too_long_is_given_up_with_its_outcome_open(
    faulty: FaultyInstallation, faulty_world: World
) -> None:
    client = faulty_world.as_role(Role.REFERRER_CLIENT)
    with faulty.when_committing("PERFORM pg_sleep(30);"):
        stalled = client.post("/v1/referrals", json=faulty_world.referral())
    assert (stalled.status_code, stalled.json()["code"]) == (503, "outcome_unknown")
    assert stalled.elapsed.total_seconds() < HANDLER_SECONDS + 2
    assert client.post("/v1/referrals", json=faulty_world.referral()).status_code in (200, 201)
    assert len(client.get("/v1/referrals").json()["data"]) == 1


def test_no_statement_lock_or_idle_transaction_is_waited_for_longer_than_agreed(
    database: TestDatabase,
) -> None:
    with psycopg.connect(database.urls.app) as app:
        limits = app.execute(
            "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),"
            " current_setting('idle_in_transaction_session_timeout')"
        ).fetchone()
    assert limits == ("5s", "2s", "10s")


def test_a_body_that_never_ends_is_given_up(faulty_world: World) -> None:
    def slow() -> Iterator[bytes]:
        yield b'{"agency_reference": '
        for _ in range(16):
            time.sleep(0.2)
            yield b" "

    client = faulty_world.as_role(Role.REFERRER_CLIENT)
    begun = time.monotonic()
    response = client.post("/v1/referrals", content=slow(), headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["code"]) == (408, "request_timeout")
    assert time.monotonic() - begun < 9
