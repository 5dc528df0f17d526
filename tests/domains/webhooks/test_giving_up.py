"""What is given up, and whose fault a failure is: a message's, its receiver's, or of rights that ended."""

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.webhooks.receiver import receiving
from tests.domains.webhooks.sending import Hook, send_until, verified
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def age(hook: Hook) -> None:
    """All of this began three days ago, and a little more."""
    run = hook.world.superuser.execute
    run(
        "UPDATE webhooks SET failing_since = failing_since - interval '3 days 1 hour' WHERE id = %s",
        (hook.id,),
    )
    run(
        "UPDATE webhook_deliveries SET first_due_at = first_due_at - interval '3 days 1 hour' WHERE webhook_id = %s",
        (hook.id,),
    )


def test_what_a_receiver_missed_while_it_was_down_is_not_dead_when_it_is_parked(world: World):
    with receiving() as receiver:
        hook = verified(world, receiver)
        receiver.answer = lambda _: (500, b"", {})
        missed = [world.push(f"REF-{number}")["id"] for number in range(2)]
        send_until(hook, lambda: hook.read()["failing_since"] is not None)
        age(hook)
        hook.hurry()
        send_until(hook, lambda: hook.read()["status"] == "parked")
        assert {item["status"] for item in hook.deliveries()} == {"waiting"}
        receiver.requests.clear()
        receiver.answer = lambda _: (204, b"", {})
        hook.post("transitions", {"to": "unverified"}, **{"If-Match": "*"})
        send_until(hook, lambda: len(receiver.requests) == 2)
        assert [message["data"]["id"] for message in receiver.messages] == missed


def test_a_receiver_that_comes_back_after_more_than_thirty_days_is_told_that_it_missed_something(
    world: World,
):
    with receiving() as receiver:
        hook = verified(world, receiver)
        assert hook.read()["changes_missed_at"] is None
        hook.post("transitions", {"to": "disabled"}, **{"If-Match": "*"})
        world.push("REF-OLD")
        world.as_role(Role.REFERRER_CLIENT).get("/v1/changes")  # numbers what was committed
        run = world.superuser.execute
        run("DELETE FROM changes WHERE partnership_id = %s", (world.id,))
        run("UPDATE change_feeds SET forgotten = numbered WHERE partnership_id = %s", (world.id,))
        before = hook.post("transitions", {"to": "unverified"}, **{"If-Match": "*"})
        young = world.push("REF-YOUNG")["id"]
        receiver.requests.clear()
        send_until(hook, lambda: len(hook.deliveries(status="delivered")) == 1)
        assert receiver.messages[-1]["data"]["id"] == young
        found = hook.read()
        assert found["changes_missed_at"] is not None
        assert found["etag"] != before["etag"]
        again = world.push("REF-LATER")["id"]
        send_until(hook, lambda: len(hook.deliveries(status="delivered")) == 2)
        assert receiver.messages[-1]["data"]["id"] == again
        assert hook.read()["changes_missed_at"] == found["changes_missed_at"]


def test_a_message_that_breaks_its_receiver_keeps_no_other_waiting_and_is_dead_in_the_end(world: World):
    with receiving() as receiver:
        hook = verified(world, receiver)
        bad = world.push("BAD-1")["id"]
        receiver.answer = lambda item: (500 if item.message["data"]["id"] == bad else 204, b"", {})
        send_until(hook, lambda: hook.read()["failing_since"] is not None)
        good = [world.push(f"GOOD-{number}")["id"] for number in range(3)]
        hook.hurry()
        send_until(hook, lambda: len(hook.deliveries(status="delivered")) == 3)
        assert [item["resource_id"] for item in hook.deliveries(status="delivered")] == good
        age(hook)
        hook.hurry()
        send_until(hook, lambda: len(receiver.requests) >= 1 and hook.read()["failing_since"] is not None)
        world.push("GOOD-9")
        hook.hurry()
        send_until(hook, lambda: len(hook.deliveries(status="dead")) == 1)
        assert hook.deliveries(status="dead")[0]["resource_id"] == bad
        assert hook.read()["status"] == "active"


def test_what_the_program_may_not_read_any_more_is_not_told_though_it_waited(world: World):
    with receiving() as receiver:
        hook = verified(world, receiver)
        receiver.answer = lambda _: (503, b"", {})
        hidden = world.push()["id"]
        send_until(hook, lambda: hook.read()["failing_since"] is not None)
        receiver.requests.clear()
        receiver.answer = lambda _: (204, b"", {})
        world.superuser.execute(
            "UPDATE principals SET scopes = array_remove(scopes, 'referral:list') WHERE id = %s",
            (world.somebody(Role.REFERRER_CLIENT.value),),
        )
        hook.hurry()
        send_until(hook, lambda: len(hook.deliveries(status="dead")) == 1)
        (withheld,) = hook.deliveries(status="dead")
        assert (withheld["resource_id"], withheld["last_failure"]) == (hidden, "no_longer_permitted")
        hook.post("test-deliveries")
        send_until(hook, lambda: len(receiver.requests) == 1)
        assert receiver.messages[0]["type"] == "webhook.test"
