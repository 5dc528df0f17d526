"""Steps of tests about deliveries: a webhook registered and verified, the senders at work until something is so."""

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from sosafe_api.core.db.session import listening
from sosafe_api.core.outgoing import Sender
from sosafe_api.domains.auth.rules import Role
from sosafe_api.worker.senders import Senders
from tests.domains.webhooks.receiver import Receiver
from tests.fixtures.world import World


async def only_this_machine(host: str, port: int) -> list[str]:
    """No other name is found: what other tests registered leads nowhere."""
    if host != "127.0.0.1":
        raise socket.gaierror(socket.EAI_NONAME, "not in this test")
    return [host]


@dataclass
class Hook:
    """A registered webhook, as its program holds it."""

    world: World
    client: httpx.Client
    id: str
    secret: str

    def read(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"/v1/webhooks/{self.id}").json()
        return found

    def post(self, path: str, content: Any = None, **headers: str) -> dict[str, Any]:
        answer = self.client.post(f"/v1/webhooks/{self.id}/{path}", json=content, headers=headers)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def deliveries(self, **query: Any) -> list[dict[str, Any]]:
        """Earliest first."""
        answer = self.client.get(f"/v1/webhooks/{self.id}/deliveries", params={"limit": 200, **query})
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["data"]
        return found[::-1]

    def hurry(self) -> None:
        """What waits for its time is due now."""
        run = self.world.superuser.execute
        run("UPDATE webhooks SET held_until = NULL WHERE id = %s", (self.id,))
        run("UPDATE webhook_deliveries SET due_at = now() WHERE webhook_id = %s", (self.id,))
        run("UPDATE work_items SET available_at = now() WHERE item_id = %s", (self.id,))


def register(world: World, receiver: Receiver, *types: str, client: str = Role.REFERRER_CLIENT.value) -> Hook:
    program = world.as_role(client)
    made = program.post("/v1/webhooks", json={"url": receiver.url, "types": list(types)})
    assert made.status_code == 201, made.text
    return Hook(world, program, made.json()["id"], made.json()["signing_secret"])


def send_until(hook: Hook, condition: Callable[[], bool], seconds: float = 30) -> None:
    """Plays the worker's senders, one turn after the other, until the condition holds."""
    service = hook.world.service
    assert service.urls is not None
    sender = Sender(local=True, resolver=only_this_machine)
    senders = Senders(service.settings, service.urls, sender)
    end = time.monotonic() + seconds
    with listening(service.urls.app, "sosafe_work") as connection:
        while not condition():
            assert time.monotonic() < end, (hook.read(), hook.deliveries())
            if not senders.send_next(connection):
                time.sleep(0.02)


def verified(world: World, receiver: Receiver, *types: str, client: str = Role.REFERRER_CLIENT.value) -> Hook:
    hook = register(world, receiver, *types, client=client)
    send_until(hook, lambda: hook.read()["status"] == "active")
    return hook
