"""P15: workers that are killed amid sending: each change is told at least once, and in order."""

import random
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.webhooks.receiver import Answer, Received, Receiver, receiving
from tests.domains.webhooks.sending import Hook, register
from tests.fixtures.waiting import wait_until
from tests.fixtures.world import World
from tests.safety.worker_process import workers

pytestmark = [pytest.mark.p15, pytest.mark.slow, pytest.mark.database, pytest.mark.timeout(900)]
RECORDS, WORKERS, KILLS = 12, 3, 3
STARTED, PATIENCE = 300, 240  # seconds; on a quiet machine all of it takes a few


def changes_of(world: World) -> list[dict[str, Any]]:
    """The feed from its beginning, as the receiver's program is told it."""
    with world.as_role(Role.REFERRER_CLIENT) as client:
        answer = client.get("/v1/changes", params={"limit": 200})
        assert answer.status_code == 200, answer.text
        page = answer.json()
    assert not page["page"]["has_more"]
    found: list[dict[str, Any]] = page["data"]
    return found


def first_of_each(receiver: Receiver) -> list[Received]:
    """Without what came again under the same identifier."""
    found: dict[str, Received] = {}
    for received in list(receiver.requests):
        found.setdefault(received.headers["webhook-id"], received)
    return list(found.values())


def assert_agree(world: World, hook: Hook, receiver: Receiver) -> None:
    """Feed and deliveries name the same changes; of a record they came in order; each is signed; none is altered."""
    told, came = changes_of(world), first_of_each(receiver)
    assert {item.headers["webhook-id"] for item in came} == {item["id"] for item in told}
    order: dict[str, list[int]] = defaultdict(list)
    for item in came:
        data = item.message["data"]
        order[data["id"]].append(data["resource_version"])
    expected: dict[str, list[int]] = defaultdict(list)
    for change in told:
        expected[change["resource_id"]].append(change["resource_version"])
    assert order == expected
    contents: dict[str, bytes] = {}
    for item in receiver.requests:
        assert item.verified_by(hook.secret)
        assert contents.setdefault(item.headers["webhook-id"], item.content) == item.content
    assert {item["status"] for item in hook.deliveries()} == {"delivered"}


def hurried(hook: Hook) -> bool:
    time.sleep(0.2)
    hook.hurry()
    return True


def all_delivered(world: World, hook: Hook) -> bool:
    hurried(hook)
    return len(hook.deliveries(status="delivered")) == len(changes_of(world))


def test_three_workers_of_which_two_are_killed_amid_sending_lose_nothing(
    world: World, tmp_path: Path
) -> None:
    with receiving() as receiver, workers(world.service, tmp_path, WORKERS) as crew:

        def answer(_: Received) -> Answer:
            time.sleep(0.1)  # so that a kill finds a message under way
            return 204, b"", {}

        receiver.answer = answer
        hook = register(world, receiver)
        wait_until(lambda: hook.read()["status"] == "active", STARTED)
        for number in range(RECORDS):
            world.accept(f"KILL-{number}")
        for kill in range(KILLS):
            some = RECORDS * 3 * (kill + 1) // (KILLS + 2)
            wait_until(lambda some=some: len(first_of_each(receiver)) >= some, PATIENCE)
            for worker in random.sample(crew, 2):
                worker.kill()
                worker.start()
        wait_until(lambda: all_delivered(world, hook), PATIENCE)
        assert_agree(world, hook, receiver)
