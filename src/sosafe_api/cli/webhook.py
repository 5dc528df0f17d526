"""`sosafe webhook listen`: for development, each delivery on the screen, and no registration left behind."""

import json
import queue
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Annotated, Any, NoReturn

import httpx
import typer
from rich.console import Console

from sosafe_api.cli.api_client import ApiClient
from sosafe_api.cli.receiver import CHALLENGE, Received, Receiver, receiving
from sosafe_api.cli.refusals import StepRefused
from sosafe_api.cli.signed_in import ClientId, ClientSecret, Json, Token, Url, calling

app = typer.Typer(help="Webhooks.", no_args_is_help=True)
WEBHOOKS = "/v1/webhooks"
DESCRIPTION = "sosafe webhook listen"
LOOK_SECONDS = 0.2
CALLED = ("unverified", "active", "parked")  # a disabled one is called no more


@app.command()
def listen(
    types: Annotated[
        list[str] | None,
        typer.Option("--type", help="Only these: referral.accepted, or referral.* for all of a resource."),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; by default a free one.")] = 0,
    reached_at: Annotated[
        str,
        typer.Option(
            help="Where the service reaches this port, for one elsewhere: the https address of a tunnel."
        ),
    ] = "",
    count: Annotated[int, typer.Option(min=0, help="End after so many deliveries.")] = 0,
    url: Url = "",
    client_id: ClientId = "",
    client_secret: ClientSecret = "",
    token: Token = "",
    as_json: Json = False,
) -> None:
    """Be called of changes on this machine, print each delivery, and remove the registration at Ctrl-C.

    The challenge is answered, and a message without the webhook's signature is refused with 401. Without
    --reached-at the service must be one for trials, with SOSAFE_WEBHOOK_LOCAL_RECEIVERS.
    """
    with (
        calling(url, client_id, client_secret, token) as api,
        receiving(port) as receiver,
        _ended_by_signals(),
    ):
        _remove_what_nobody_listens_for(api)
        address = f"{reached_at.rstrip('/')}{receiver.path}" if reached_at else receiver.address
        with _registered(api, receiver, address, types or []):
            _print_each(receiver, count, as_json=as_json)


@contextmanager
def _registered(api: ApiClient, receiver: Receiver, address: str, types: list[str]) -> Iterator[None]:
    """Whatever ends the block, Ctrl-C above all, the registration is removed; Ctrl-C is how listening ends."""
    webhook_id = ""
    try:
        wanted = {"url": address, "types": types, "description": DESCRIPTION}
        made = api.call("POST", WEBHOOKS, json=wanted)
        webhook_id = made["id"]
        receiver.believe(made["signing_secret"])
        yield
    except KeyboardInterrupt:
        pass
    finally:
        if webhook_id:
            _remove(api, webhook_id)
            _say(f"Webhook {webhook_id} is removed.")


def _print_each(receiver: Receiver, count: int, *, as_json: bool) -> None:
    """A message that comes once more bears the same identifier, and is printed as such."""
    seen: set[str] = set()
    _say(f"Registered for {receiver.address}: waiting for the challenge. Ctrl-C ends it.")
    while not count or len(seen) < count:
        try:
            received = receiver.messages.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            continue
        if received.message is None:
            _say("Refused with 401: a message that is not signed by this webhook's secret.")
        elif received.message["type"] == CHALLENGE:
            _say("The challenge is answered: listening.")
        else:
            typer.echo(_told(received, received.message, again=received.id in seen, as_json=as_json))
            seen.add(received.id)


def _told(received: Received, message: dict[str, Any], *, again: bool, as_json: bool) -> str:
    if as_json:
        return json.dumps({"webhook_id": received.id, "again": again, **message})
    data = message["data"]
    once_more = "  (once more)" if again else ""
    version = f"version {data['resource_version']}"
    return f"{message['timestamp']}  {message['type']}  {data['id']}  {version}{once_more}"


def _remove_what_nobody_listens_for(api: ApiClient) -> None:
    """What a listener that was killed left behind: at its address nobody is, or nobody who knows it."""
    for status in CALLED:
        found = api.call("GET", WEBHOOKS, params={"status": status, "limit": 200})
        for each in found["data"]:
            if each["description"] == DESCRIPTION and not _is_listened_for(each["url"]):
                _remove(api, each["id"])


def _is_listened_for(address: str) -> bool:
    """False only where it is certain, since a colleague's would be called no more.

    It may be behind a tunnel, which is slow at times and shows pages of its own.
    """
    try:
        return httpx.get(address, timeout=1, trust_env=False).status_code != httpx.codes.NOT_FOUND
    except httpx.ConnectError:
        return False
    except httpx.RequestError:
        return True


def _remove(api: ApiClient, webhook_id: str) -> None:
    """Nothing is sent to it any more; one that is disabled already, or gone, is as it should be."""
    path = f"{WEBHOOKS}/{webhook_id}/transitions"
    try:
        api.call("POST", path, json={"to": "disabled"}, headers={"If-Match": "*"})
    except StepRefused as refused:
        if refused.code not in {"not_found", "transition_not_allowed"}:
            raise


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Asked to end by SIGTERM, or by SIGINT where a shell had it ignored, it ends as by Ctrl-C."""

    def stop(_: int, __: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(sentence: str) -> None:
    Console(stderr=True).print(sentence, markup=False, highlight=False, soft_wrap=True)


COMMANDS = {"webhook": app}
