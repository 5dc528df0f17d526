"""P15: a receiver that is down, then slow, then failing, is told everything, in order of each record."""

import random
import time
from pathlib import Path

import pytest

from tests.domains.webhooks.receiver import Answer, Received, Receiver, receiving
from tests.domains.webhooks.sending import Hook, register
from tests.fixtures.waiting import wait_until
from tests.fixtures.world import World
from tests.safety.test_p15_deliveries import PATIENCE, RECORDS, STARTED, all_delivered, assert_agree, hurried
from tests.safety.worker_process import workers

pytestmark = [pytest.mark.p15, pytest.mark.slow, pytest.mark.database, pytest.mark.timeout(900)]
FAILURES = 6


class Failing:
    """A receiver that is down, then slow, then answers 500 to half of what comes, and then is well."""

    def __init__(self, receiver: Receiver) -> None:
        self.receiver = receiver
        self.random = random.Random(15)
        receiver.answer = self.answer
        self.how = "well"
        self.failed = 0

    def answer(self, _: Received) -> Answer:
        if self.how == "slow":
            time.sleep(0.3)
        failed = self.how == "failing" and self.random.random() < 0.5
        self.failed += failed
        return (500 if failed else 204), b"", {}


def hours_pass(hook: Hook) -> None:
    """Everything that the receiver is held by is older: after an hour of failures it is called again within three."""
    run = hook.world.superuser.execute
    hours = "interval '3 hours'"
    run(
        f"UPDATE webhooks SET held_until = held_until - {hours}, failing_since = failing_since - {hours} WHERE id = %s",
        (hook.id,),
    )
    run(
        f"UPDATE webhook_deliveries SET due_at = due_at - {hours}, first_due_at = first_due_at - {hours}"
        " WHERE webhook_id = %s AND status = 'waiting'",
        (hook.id,),
    )
    run(f"UPDATE work_items SET available_at = available_at - {hours} WHERE item_id = %s", (hook.id,))


def test_a_receiver_down_for_an_hour_then_slow_then_failing_is_told_everything_in_order(
    world: World, tmp_path: Path
) -> None:
    with receiving() as receiver, workers(world.service, tmp_path):
        failing = Failing(receiver)
        hook = register(world, receiver)
        wait_until(lambda: hook.read()["status"] == "active", STARTED)
        receiver.down = True
        for number in range(RECORDS):
            world.accept(f"DOWN-{number}")
        wait_until(lambda: hook.read()["failing_since"] is not None, PATIENCE)
        for _ in range(3):  # tried again within the hour, it is still down
            before = hook.read()["failing_since"]
            count = failures(hook)
            hook.hurry()
            wait_until(lambda count=count: failures(hook) > count, PATIENCE)
            assert hook.read()["failing_since"] == before
        assert receiver.requests == []
        hours_pass(hook)
        receiver.down = False
        failing.how = "slow"
        for number in range(RECORDS):
            world.push(f"SLOW-{number}")
        wait_until(lambda: len(receiver.requests) >= RECORDS, PATIENCE)
        failing.how = "failing"
        for number in range(RECORDS):
            world.push(f"FAILING-{number}")
        wait_until(lambda: hurried(hook) and failing.failed >= FAILURES, PATIENCE)
        failing.how = "well"
        wait_until(lambda: all_delivered(world, hook), PATIENCE)
        assert_agree(world, hook, receiver)
        assert hook.read()["status"] == "active"
        assert hook.read()["failing_since"] is None


def failures(hook: Hook) -> int:
    row = hook.world.superuser.execute("SELECT failures FROM webhooks WHERE id = %s", (hook.id,)).fetchone()
    assert row is not None
    return int(row[0])
