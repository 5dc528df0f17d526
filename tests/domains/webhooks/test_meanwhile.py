"""What somebody does while a receiver answers holds for the next message of the same turn."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from sosafe_api.core.clock import today
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.agencies.directory import admin, patch
from tests.domains.webhooks.receiver import Answer, Received, Receiver, receiving
from tests.domains.webhooks.sending import Hook, send_until, verified
from tests.fixtures.world import World

pytestmark = pytest.mark.database
PROGRAM = Role.REFERRER_CLIENT.value
Act = Callable[[Hook], httpx.Response]
STANDS = "SELECT status, failures, failing_since, held_until, last_failure FROM webhooks WHERE id = %s"


def meanwhile(hook: Hook, receiver: Receiver, act: Act, status: int = 204) -> list[int]:
    """While the next message is being answered with the status somebody does this; what follows is taken.

    Answers where the statuses are put that they were answered with.
    """
    answered: list[int] = []

    def answer(_: Received) -> Answer:
        if answered:
            return 204, b"", {}
        answered.append(act(hook).status_code)
        return status, b"", {}

    receiver.answer = answer
    return answered


def move(client: httpx.Client, hook: Hook, to: str) -> httpx.Response:
    return client.post(f"/v1/webhooks/{hook.id}/transitions", json={"to": to}, headers={"If-Match": "*"})


def disable_the_webhook(hook: Hook) -> httpx.Response:
    return move(admin(hook.world), hook, "disabled")


def set_it_going(hook: Hook) -> httpx.Response:
    return move(hook.client, hook, "unverified")


def disable_the_program(hook: Hook) -> httpx.Response:
    return patch(admin(hook.world), f"/principals/{hook.world.somebody(PROGRAM)}", active=False)


def enable_the_program(hook: Hook) -> httpx.Response:
    return patch(admin(hook.world), f"/principals/{hook.world.somebody(PROGRAM)}", active=True)


def end_the_role(hook: Hook) -> httpx.Response:
    shown = admin(hook.world).get(f"/v1/principals/{hook.world.somebody(PROGRAM)}").json()
    (held,) = shown["roles"]
    return patch(admin(hook.world), f"/role-assignments/{held['id']}", ends_on=today().isoformat())


def give_the_role_back(hook: Hook) -> httpx.Response:
    shown = hook.world.superuser.execute(
        "SELECT id FROM role_assignments WHERE principal_id = %s", (hook.world.somebody(PROGRAM),)
    ).fetchone()
    assert shown is not None
    tomorrow = (today() + timedelta(days=1)).isoformat()
    return patch(admin(hook.world), f"/role-assignments/{shown[0]}", ends_on=tomorrow)


def pushed(world: World, count: int = 3) -> list[str]:
    """Referrals about as many people, none of whom an exclusion of another hides."""
    return [
        world.push(
            f"REF-{name}", person={"full_name": f"Example {name}", "date_of_birth": f"19{born}-01-31"}
        )["id"]
        for name, born in (("Ash", 70), ("Birch", 80), ("Cedar", 90))[:count]
    ]


def told(receiver: Receiver) -> list[str]:
    return [message["data"]["id"] for message in receiver.messages]


def one_turn(hook: Hook, receiver: Receiver) -> None:
    """Up to the end of the turn in which something arrives."""
    receiver.requests.clear()
    send_until(hook, lambda: receiver.requests != [])


def stands(hook: Hook) -> tuple[Any, ...]:
    row = hook.world.superuser.execute(STANDS, (hook.id,)).fetchone()
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("end", "begin_again"),
    [
        (disable_the_webhook, set_it_going),
        (disable_the_program, enable_the_program),
        (end_the_role, give_the_role_back),
    ],
)
def test_a_turn_ends_with_the_message_during_which_the_right_to_be_told_ended(
    world: World, end: Act, begin_again: Act
) -> None:
    with receiving() as receiver:
        hook = verified(world, receiver, "referral.*")
        ids = pushed(world)
        answered = meanwhile(hook, receiver, end)
        one_turn(hook, receiver)
        assert answered[0] in {200, 201}
        assert told(receiver) == ids[:1]
        waiting = admin(world).get(f"/v1/webhooks/{hook.id}/deliveries", params={"status": "waiting"}).json()
        assert {item["resource_id"] for item in waiting["data"]} == set(ids[1:])
        assert begin_again(hook).status_code in {200, 201}

        def all_arrived() -> bool:
            hook.hurry()
            return len(receiver.requests) >= len(ids)

        send_until(hook, all_arrived)
        assert told(receiver) == ids, "nothing that waited is lost"


def test_a_record_that_is_closed_to_the_program_during_a_turn_is_not_told_of_in_it(world: World) -> None:
    with receiving() as receiver:
        hook = verified(world, receiver, "referral.*")
        first, hidden, third = pushed(world)

        def exclude(_: Hook) -> httpx.Response:
            content = {
                "principal_id": str(world.somebody(PROGRAM)),
                "subject_type": "referral",
                "subject_id": hidden,
                "reason_code": "relative",
            }
            return admin(world).post(
                "/v1/exclusions", json=content, headers={"Idempotency-Key": str(new_id())}
            )

        answered = meanwhile(hook, receiver, exclude)
        one_turn(hook, receiver)
        assert answered == [201]
        assert told(receiver) == [first, third]
        (withheld,) = hook.deliveries(status="dead")
        assert (withheld["resource_id"], withheld["last_failure"]) == (hidden, "no_longer_permitted")


@pytest.mark.parametrize("status", [500, 410])
def test_a_webhook_that_is_disabled_while_its_receiver_fails_stays_as_it_was_left(
    world: World, status: int
) -> None:
    with receiving() as receiver:
        hook = verified(world, receiver, "referral.*")
        pushed(world, 2)
        answered = meanwhile(hook, receiver, disable_the_webhook, status)
        one_turn(hook, receiver)
        assert (answered, len(receiver.requests)) == ([201], 1)
        assert stands(hook) == ("disabled", 0, None, None, None)


@pytest.mark.parametrize("status", [500, 410])
def test_a_webhook_that_is_set_going_while_its_receiver_fails_is_neither_held_nor_parked(
    world: World, status: int
) -> None:
    with receiving() as receiver:
        hook = verified(world, receiver, "referral.*")
        ids = pushed(world, 2)
        answered = meanwhile(hook, receiver, set_it_going, status)
        one_turn(hook, receiver)
        assert (answered, len(receiver.requests)) == ([201], 1)
        assert stands(hook) == ("unverified", 0, None, None, None)
        challenged = len(receiver.challenges)
        send_until(hook, lambda: len(receiver.requests) == 3)
        assert told(receiver) == [ids[0], *ids]
        assert len(receiver.challenges) == challenged + 1


def test_a_receiver_whose_owner_says_that_it_is_well_while_it_fails_is_tried_at_once(world: World) -> None:
    with receiving() as receiver:
        hook = verified(world, receiver, "referral.*")
        receiver.answer = lambda _: (500, b"", {})
        pushed(world, 1)
        one_turn(hook, receiver)
        hook.hurry()
        world.superuser.execute(
            "UPDATE webhooks SET held_until = now() - interval '1 second' WHERE id = %s", (hook.id,)
        )

        def sample(_: Hook) -> httpx.Response:
            return hook.client.post(f"/v1/webhooks/{hook.id}/test-deliveries")

        answered = meanwhile(hook, receiver, sample, 500)
        one_turn(hook, receiver)
        assert answered == [201]
        assert hook.read()["failing_since"] is not None
        assert stands(hook)[3] is None, "not held again"
        send_until(hook, lambda: len(receiver.requests) == 2)
        assert receiver.messages[1]["type"] == "webhook.test"


def test_a_message_that_its_owner_sends_again_while_it_is_refused_is_not_given_up(world: World) -> None:
    with receiving() as receiver:
        hook = verified(world, receiver, "referral.*")
        receiver.answer = lambda _: (422, b"", {})
        pushed(world, 1)
        one_turn(hook, receiver)
        (delivery,) = hook.deliveries(status="waiting")
        world.superuser.execute(
            "UPDATE webhook_deliveries SET first_due_at = now() - interval '3 days 1 hour' WHERE id = %s",
            (delivery["id"],),
        )

        def send_again(_: Hook) -> httpx.Response:
            return hook.client.post(f"/v1/webhooks/{hook.id}/deliveries/{delivery['id']}/attempts")

        answered = meanwhile(hook, receiver, send_again, 422)
        hook.hurry()
        one_turn(hook, receiver)
        assert answered == [201]
        assert [item["status"] for item in hook.deliveries()] == ["delivered"]
        assert len(receiver.requests) == 2
