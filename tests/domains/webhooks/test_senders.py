"""A slow receiver delays nobody, and a sender that dies loses nothing."""

import threading
import time
from typing import Any

import pytest

from sosafe_api.core.db.session import listening
from sosafe_api.core.outgoing import Sender
from sosafe_api.domains.auth.rules import Role
from sosafe_api.worker.senders import Senders
from tests.domains.webhooks.receiver import Answer, Received, receiving
from tests.domains.webhooks.sending import only_this_machine, send_until, verified
from tests.fixtures.worker_program import TablesVersion
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def test_a_slow_receiver_delays_nobody_and_has_one_call_at_a_time(world: World):
    world.add_principal("slow-client", "council", Role.REFERRER_CLIENT)
    with receiving() as slow, receiving() as quick:
        lame = verified(world, slow, client="slow-client")
        hook = verified(world, quick)

        served = threading.Event()

        def drag(_: Received) -> Answer:
            served.wait(5)
            return 204, b"", {}

        slow.answer = drag
        service = world.service
        assert service.urls is not None
        senders = Senders(service.settings, service.urls, Sender(local=True, resolver=only_this_machine))
        for number in range(6):
            world.push(f"REF-{number}")
        stop = threading.Event()
        threads = senders.start(stop)
        try:
            for _ in range(400):
                lame.hurry()
                hook.hurry()
                time.sleep(0.05)
                if len(quick.requests) == 6:
                    break
            assert len(quick.requests) == 6
            assert len(slow.requests) < 6, "the slow one is not done yet"
        finally:
            served.set()
            stop.set()
            for thread in threads:
                thread.join(20)
        assert slow.most_at_once == 1
        assert quick.most_at_once == 1


def test_what_was_sent_and_not_recorded_is_sent_again_after_a_crash(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    with receiving() as receiver:
        hook = verified(world, receiver)
        world.push()
        service = world.service
        assert service.urls is not None

        class Killed(BaseException):
            """As a process ends in the middle of its work."""

        class Dying(Sender):
            def post(self, *message: Any) -> Any:
                super().post(*message)
                if message[0] == receiver.url:
                    raise Killed
                raise AssertionError("only the test's own receiver is called")

        senders = Senders(service.settings, service.urls, Dying(local=True, resolver=only_this_machine))
        world.superuser.execute("DELETE FROM work_items WHERE kind = 'webhook' AND item_id <> %s", (hook.id,))
        hook.hurry()
        with listening(service.urls.app, "sosafe_work") as connection, pytest.raises(Killed):
            senders.send_next(connection)
        assert hook.deliveries()[0]["status"] == "waiting"
        send_until(hook, lambda: len(receiver.requests) == 2)
        first, again = receiver.requests
        assert first.headers["webhook-id"] == again.headers["webhook-id"]
        assert first.content == again.content


def test_a_sender_leaves_all_receivers_alone_while_the_tables_are_of_another_version(
    world: World, tables_version: TablesVersion
) -> None:
    with receiving() as receiver:
        hook = verified(world, receiver)
        world.push()
        service = world.service
        assert service.urls is not None
        senders = Senders(service.settings, service.urls, Sender(local=True, resolver=only_this_machine))
        world.superuser.execute("DELETE FROM work_items WHERE kind = 'webhook' AND item_id <> %s", (hook.id,))
        hook.hurry()
        tables_version.change()
        with listening(service.urls.app, "sosafe_work") as connection:
            assert not senders.send_next(connection)
            tables_version.restore()
            assert senders.send_next(connection)
