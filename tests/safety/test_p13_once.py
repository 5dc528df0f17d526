"""P13: the same referral is kept once, however many send it, through whichever process, with whatever token."""

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from sosafe_api.main import create_app
from tests.fixtures.crew import side_by_side
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService, ServerThread
from tests.fixtures.steps import ABOUT_ANOTHER
from tests.fixtures.world import World

pytestmark = [pytest.mark.p13, pytest.mark.database]
KEY = {"Idempotency-Key": "8e03978e-40d5-43e8-bc93-6894a57f9324"}
WRITTEN = ("referrals", "referral_details", "referral_transitions", "changes", "audit_entries")


@pytest.fixture
def second(service: RunningService, database: TestDatabase) -> Iterator[RunningService]:
    """Another web process's worth of the same installation: connections and memory of its own."""
    thread = ServerThread(create_app(service.settings, database.urls))
    yield replace(service, url=thread.start())
    thread.stop()


def counts(world: World) -> dict[str, int]:
    """How many rows the partnership has in each table that a push writes."""
    return {
        table: world.superuser.execute(
            f"SELECT count(*) FROM {table} WHERE partnership_id = %s", (world.id,)
        ).fetchone()[0]
        for table in WRITTEN
    }


def push(world: World, through: RunningService, headers: dict[str, str]) -> httpx.Response:
    token = world.token(world.people[Role.REFERRER_CLIENT.value])
    with through.client(token) as client:
        return client.post("/v1/referrals", json=world.referral(), headers=headers)


@pytest.mark.parametrize("same", ["key", "reference"])
def test_fifty_parallel_pushes_of_one_referral_make_one_record_and_one_body(
    world: World, second: RunningService, same: str
) -> None:
    token = world.token(world.people["referrer_client"])

    def one_of_many(number: int) -> tuple[int, str, bool]:
        key = "the-same-key-each-time" if same == "key" else f"a-key-of-its-own-{number}"
        through = world.service if number % 2 else second
        with through.client(token, **{"Idempotency-Key": key}) as client:
            response = client.post("/v1/referrals", json=world.referral("RACE/1"))
            return response.status_code, response.text, "Idempotency-Replayed" in response.headers

    with side_by_side() as pool:
        answers = list(pool.map(one_of_many, range(50)))
    assert len({body for _, body, _ in answers}) == 1
    made = [status for status, _, replayed in answers if status == 201 and not replayed]
    assert len(made) == 1
    assert {status for status, _, _ in answers} == ({201} if same == "key" else {200, 201})
    assert counts(world) == dict.fromkeys(WRITTEN, 1)


@pytest.mark.parametrize("headers", [KEY, {}], ids=["by its key", "by its reference"])
def test_a_push_repeated_through_a_process_that_never_saw_it_with_a_new_token_gets_the_first_receipt(
    world: World, second: RunningService, headers: dict[str, str]
) -> None:
    first = push(world, world.service, headers)
    assert first.status_code == 201
    again = push(world, second, headers)
    assert (again.status_code, again.content) == (201 if headers else 200, first.content)
    assert counts(world) == dict.fromkeys(WRITTEN, 1)


def test_who_is_excluded_from_somebody_else_still_gets_the_first_answer_and_nothing_is_done_twice(
    world: World,
) -> None:
    other = world.open_case(referral=ABOUT_ANOTHER)
    worker = world.as_role(Role.CASEWORKER)
    content = {"kind": "advocacy", "referral_ids": [world.accept()]}
    first = worker.post("/v1/cases", json=content, headers=KEY)
    assert first.status_code == 201
    written = counts(world)
    world.exclude("caseworker", "person", other["people"][0]["person_id"])
    again = worker.post("/v1/cases", json=content, headers=KEY)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (again.headers["ETag"], again.headers["Location"]) == (
        first.headers["ETag"],
        first.headers["Location"],
    )
    assert counts(world) == written


def test_who_has_been_excluded_since_gets_neither_the_stored_answer_nor_a_second_case(world: World) -> None:
    worker = world.as_role(Role.CASEWORKER)
    content = {"kind": "advocacy", "referral_ids": [world.accept()]}
    made = worker.post("/v1/cases", json=content, headers=KEY)
    world.exclude("caseworker", "person", made.json()["people"][0]["person_id"])
    again = worker.post("/v1/cases", json=content, headers=KEY)
    absent = worker.get(f"/v1/cases/{new_id()}")
    assert again.status_code == absent.status_code == 404
    assert {**again.json(), "request_id": ""} == {**absent.json(), "request_id": ""}
    world.superuser.execute("UPDATE exclusions SET lifted_at = now() WHERE partnership_id = %s", (world.id,))
    assert worker.post("/v1/cases", json=content, headers=KEY).content == made.content


@pytest.mark.parametrize("headers", [KEY, {}], ids=["by its key", "by its reference"])
def test_a_sender_who_has_been_excluded_since_gets_no_receipt(world: World, headers: dict[str, str]) -> None:
    sender = world.as_role(Role.REFERRER)
    pushed = sender.post("/v1/referrals", json=world.referral(), headers=headers)
    assert pushed.status_code == 201, pushed.text
    world.exclude("referrer", "referral", pushed.json()["id"])
    again = sender.post("/v1/referrals", json=world.referral(), headers=headers)
    assert (again.status_code, again.json()["code"]) == (404, "not_found")
