"""A receiver is told of each change once it may be, signed, in order, however it fails meanwhile."""

from typing import Any

import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from sosafe_api.domains.auth.rules import Role
from tests.domains.webhooks.receiver import Answer, Received, receiving
from tests.domains.webhooks.sending import register, send_until, verified
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def feed(world: World, name: str = Role.REFERRER_CLIENT.value) -> list[dict[str, Any]]:
    answer = world.as_role(name).get("/v1/changes", params={"limit": 200})
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


def test_a_receiver_is_challenged_and_then_told_what_happened_signed_and_thin(world: World):
    with receiving() as receiver:
        hook = register(world, receiver)
        assert hook.read()["status"] == "unverified"
        send_until(hook, lambda: hook.read()["status"] == "active")
        assert receiver.challenges[0].verified_by(hook.secret)
        made = world.push()
        send_until(hook, lambda: len(receiver.requests) == 1)
        (received,) = receiver.requests
        assert received.verified_by(hook.secret)
        told = received.message
        assert set(told) == {"type", "timestamp", "data"}
        assert told["type"] == "referral.submitted"
        assert told["data"] == {"id": made["id"], "resource": "referral", "resource_version": 1}
        change = feed(world)[-1]
        assert received.headers["webhook-id"] == change["id"], "feed and delivery name the change alike"
        assert told["timestamp"] == change["occurred_at"]


def test_a_message_that_was_altered_or_is_signed_by_another_is_told_apart(world: World):
    with receiving() as receiver:
        hook = verified(world, receiver)
        hook.post("test-deliveries")
        send_until(hook, lambda: len(receiver.requests) == 1)
        (received,) = receiver.requests
        with pytest.raises(WebhookVerificationError):
            Received(received.headers, received.content + b" ").verified_by(hook.secret)


def test_a_receiver_that_does_not_echo_is_told_nothing(world: World):
    with receiving() as receiver:
        receiver.echo = False
        hook = register(world, receiver)
        world.push()
        send_until(hook, lambda: hook.read()["last_failure"] == "challenge_not_echoed")
        assert hook.read()["status"] == "unverified"
        assert receiver.requests == []
        receiver.echo = True
        hook.hurry()
        send_until(hook, lambda: len(receiver.requests) == 1)
        assert hook.read()["status"] == "active"
        assert receiver.messages[0]["type"] == "referral.submitted", "what happened since it was registered"


def test_only_the_types_that_were_asked_for_and_only_what_the_program_may_read_is_sent(world: World):
    world.add_principal("police-client", "police", Role.REFERRER_CLIENT)
    with receiving() as receiver, receiving() as other:
        hook = verified(world, receiver, "referral.accepted")
        stranger = verified(world, other, client="police-client")
        world.accept()
        send_until(hook, lambda: len(receiver.requests) == 1)
        stranger.hurry()
        send_until(stranger, lambda: stranger.post("test-deliveries") is not None)
        send_until(stranger, lambda: len(other.requests) >= 1)
        assert [message["type"] for message in receiver.messages] == ["referral.accepted"]
        assert {message["type"] for message in other.messages} == {"webhook.test"}


def test_a_receiver_down_then_refusing_gets_everything_in_order_per_record_and_nothing_twice(world: World):
    failing = iter([503, 500, 429, 404])

    def answer(_: Received) -> Answer:
        return next(failing, 204), b"", {}

    with receiving() as receiver:
        hook = verified(world, receiver)
        receiver.answer = answer
        ids = [world.accept(f"REF-{number}") for number in range(3)]
        for count in range(1, 5):
            hook.hurry()
            send_until(hook, lambda wanted=count: len(receiver.requests) >= wanted)
        hook.hurry()
        expected = [item for item in feed(world) if item["resource_id"] in ids]

        def all_arrived() -> bool:
            hook.hurry()
            return len(hook.deliveries(status="delivered")) >= len(expected)

        send_until(hook, all_arrived)
        arrived = receiver.requests[4:]
        assert {item.headers["webhook-id"] for item in arrived} == {item["id"] for item in expected}
        assert len(arrived) == len(expected)
        for referral_id in ids:
            versions = [
                item.message["data"]["resource_version"]
                for item in arrived
                if item.message["data"]["id"] == referral_id
            ]
            assert versions == sorted(versions)
            assert len(versions) == 3
        assert hook.read()["failing_since"] is None


def test_a_receiver_that_failed_is_held_back_longer_each_time_and_as_long_as_it_asks(world: World):
    with receiving() as receiver:
        hook = verified(world, receiver)
        receiver.answer = lambda _: (503, b"", {"Retry-After": "3600"})
        world.push()
        send_until(hook, lambda: len(receiver.requests) == 1)
        send_until(hook, lambda: hook.deliveries()[0]["attempts"] == 1)
        (waits,) = world.superuser.execute(
            "SELECT extract(epoch FROM held_until - now()) FROM webhooks WHERE id = %s", (hook.id,)
        ).fetchone() or (0,)
        assert 3500 < waits <= 3600
        assert hook.read()["last_failure"] == "refused"
        assert hook.deliveries()[0]["answered_status"] == 503


def test_a_message_that_alone_is_refused_keeps_no_other_waiting_and_dies_after_three_days(world: World):
    with receiving() as receiver:
        hook = verified(world, receiver)
        bad = world.push("BAD-1")["id"]
        receiver.answer = lambda item: (422 if item.message["data"]["id"] == bad else 204, b"", {})
        good = world.push("GOOD-1")["id"]
        send_until(hook, lambda: len(hook.deliveries(status="delivered")) == 1)
        assert hook.deliveries(status="delivered")[0]["resource_id"] == good
        world.superuser.execute(
            "UPDATE webhook_deliveries SET first_due_at = now() - interval '3 days 1 hour' WHERE webhook_id = %s",
            (hook.id,),
        )
        hook.hurry()
        send_until(hook, lambda: len(hook.deliveries(status="dead")) == 1)
        assert hook.read()["status"] == "active"


def test_a_receiver_that_fails_for_three_days_is_parked_and_told_what_it_missed_when_it_is_back(world: World):
    with receiving() as receiver:
        hook = verified(world, receiver)
        receiver.answer = lambda _: (500, b"", {})
        first = world.push("REF-1")["id"]
        send_until(hook, lambda: hook.read()["failing_since"] is not None)
        world.superuser.execute(
            "UPDATE webhooks SET failing_since = now() - interval '3 days 1 hour' WHERE id = %s", (hook.id,)
        )
        hook.hurry()
        send_until(hook, lambda: hook.read()["status"] == "parked")
        second = world.push("REF-2")["id"]
        receiver.requests.clear()
        receiver.answer = lambda _: (204, b"", {})
        hook.post("transitions", {"to": "unverified"}, **{"If-Match": "*"})
        hook.hurry()
        send_until(hook, lambda: len(receiver.requests) == 2)
        assert [message["data"]["id"] for message in receiver.messages] == [first, second]


def test_a_receiver_that_says_it_is_gone_is_parked_at_once(world: World):
    with receiving() as receiver:
        hook = verified(world, receiver)
        receiver.answer = lambda _: (410, b"", {})
        world.push()
        send_until(hook, lambda: hook.read()["status"] == "parked")
        assert len(receiver.requests) == 1


def test_one_a_range_and_all_dead_are_sent_again_under_the_same_identifier(world: World):
    with receiving() as receiver:
        hook = verified(world, receiver)
        world.push("REF-1")
        world.push("REF-2")
        send_until(hook, lambda: len(hook.deliveries(status="delivered")) == 2)
        first, second = (item.headers["webhook-id"] for item in receiver.requests)
        one = hook.deliveries()[0]
        assert hook.post(f"deliveries/{one['id']}/attempts")["status"] == "waiting"
        send_until(hook, lambda: len(receiver.requests) == 3)
        assert receiver.requests[2].headers["webhook-id"] == first
        send_until(hook, lambda: len(hook.deliveries(status="delivered")) == 2)
        since = hook.deliveries()[0]["occurred_at"]
        assert hook.post("replays", {"occurred_at_from": since}) == {"deliveries": 2}
        send_until(hook, lambda: len(receiver.requests) == 5)
        assert [item.headers["webhook-id"] for item in receiver.requests[3:]] == [first, second]
        send_until(hook, lambda: len(hook.deliveries(status="delivered")) == 2)
        world.superuser.execute(
            "UPDATE webhook_deliveries SET status = 'dead' WHERE webhook_id = %s AND change_id = %s",
            (hook.id, second),
        )
        assert hook.post("replays", {"status": "dead"}) == {"deliveries": 1}
        send_until(hook, lambda: len(receiver.requests) == 6)
        assert receiver.requests[5].headers["webhook-id"] == second
        assert hook.post("replays", {"status": "dead"}) == {"deliveries": 0}


def test_two_secrets_sign_while_one_takes_the_others_place(world: World):
    with receiving() as receiver:
        hook = verified(world, receiver)
        rotated = hook.post("secret-rotations", **{"If-Match": hook.read()["etag"]})
        assert rotated["signing_secret"] != hook.secret
        hook.post("test-deliveries")
        send_until(hook, lambda: len(receiver.requests) == 1)
        assert receiver.requests[0].verified_by(hook.secret)
        assert receiver.requests[0].verified_by(rotated["signing_secret"])
        world.superuser.execute(
            "UPDATE webhooks SET previous_secret_ends_at = now() - interval '1 second' WHERE id = %s",
            (hook.id,),
        )
        send_until(hook, lambda: hook.deliveries(status="waiting") == [])
        hook.post("test-deliveries")
        send_until(hook, lambda: len(receiver.requests) == 2)
        assert receiver.requests[1].verified_by(rotated["signing_secret"])
        with pytest.raises(WebhookVerificationError):
            receiver.requests[1].verified_by(hook.secret)


def test_a_program_that_was_disabled_is_told_nothing_more(world: World):
    with receiving() as receiver:
        hook = verified(world, receiver)
        world.superuser.execute(
            "UPDATE principals SET disabled_at = now() WHERE id = %s",
            (world.somebody(Role.REFERRER_CLIENT.value),),
        )
        world.add_principal("second-client", "council", Role.REFERRER_CLIENT)
        with receiving() as other:
            witness = verified(world, other, client="second-client")
            pushed = world.as_role("second-client").post("/v1/referrals", json=world.referral("REF-9"))
            assert pushed.status_code == 201
            hook.hurry()
            send_until(witness, lambda: len(other.requests) == 1)
            hook.hurry()
            send_until(witness, lambda: witness.post("test-deliveries") is not None)
        assert receiver.requests == []
