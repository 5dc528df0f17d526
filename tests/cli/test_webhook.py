"""`sosafe webhook listen` is called as a partner's system would be, prints what comes, and leaves nothing behind."""

import json
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from sosafe_api.cli.statuses import Status
from sosafe_api.domains.auth.rules import Role
from tests.cli.developing import client_of, own_directories, run, running, stopped
from tests.cli.scripted import Answer, scripted
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World
from tests.journeys.demonstration import at_work

pytestmark = pytest.mark.database
LISTEN = ("webhook", "listen", "--type", "referral.*")


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return own_directories(tmp_path, monkeypatch)


@pytest.fixture
def working(world: World, database: TestDatabase) -> Iterator[None]:
    """The senders beside the service."""
    world.superuser.execute("DELETE FROM work_items")
    with at_work(world.service, database):
        yield


def webhooks(world: World) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.as_role(Role.REFERRER_CLIENT).get("/v1/webhooks").json()["data"]
    return found


def wait_for(process: subprocess.Popen[str], sentence: str) -> None:
    said = []
    while not said or sentence not in said[-1]:
        said.append(process.stderr.readline())
        assert said[-1], said


def address_of(process: subprocess.Popen[str]) -> str:
    """Where it says that it is registered, once it listens."""
    said = process.stderr.readline()
    wait_for(process, "listening")
    return said.removeprefix("Registered for ").partition(": waiting")[0]


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_delivery_is_printed_and_the_registration_removed(
    world: World, working: None, by: signal.Signals
) -> None:
    with running(client_of(world), *LISTEN, "--json") as process:
        wait_for(process, "listening")
        referral = world.push("A")
        delivery = json.loads(process.stdout.readline())
        assert (delivery["type"], delivery["again"]) == ("referral.submitted", False)
        assert delivery["data"]["id"] == referral["id"]
        assert [each["status"] for each in webhooks(world)] == ["active"]
        status, said = stopped(process, by)
    assert (status, "is removed" in said) == (Status.DONE, True)
    assert [each["status"] for each in webhooks(world)] == ["disabled"]


def test_it_ends_after_as_many_as_are_wanted(world: World, working: None) -> None:
    with running(client_of(world), *LISTEN, "--count", "2") as process:
        wait_for(process, "listening")
        first, second = (world.push(reference)["id"] for reference in ("A", "B"))
        printed, _ = process.communicate(timeout=60)
        assert process.returncode == Status.DONE
    lines = printed.splitlines()
    assert [first in lines[0], second in lines[1], len(lines)] == [True, True, 2]


def test_what_the_webhook_did_not_sign_is_refused(world: World, working: None) -> None:
    with running(client_of(world), *LISTEN, "--json") as process:
        wait_for(process, "listening")
        (webhook,) = webhooks(world)
        forged = {"webhook-id": "x", "webhook-timestamp": "1", "webhook-signature": "v1,AAAA"}
        body = {"type": "referral.submitted", "data": {}}
        assert httpx.post(webhook["url"], json=body, headers=forged).status_code == 401
        assert httpx.post(webhook["url"] + "x", json=body).status_code == 404
        assert httpx.post(webhook["url"], content=b"x" * 70_000).status_code == 413
        wait_for(process, "not signed")
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=60)
    assert printed == ""


def test_what_a_killed_one_left_is_removed_by_the_next_and_no_other(world: World, working: None) -> None:
    with running(client_of(world), *LISTEN) as beside, running(client_of(world), *LISTEN) as killed:
        wait_for(beside, "listening")
        by_killed = address_of(killed)
        killed.kill()
        killed.wait()
        assert [each["status"] == "disabled" for each in webhooks(world)] == [False, False]
        with running(client_of(world), *LISTEN) as following:
            wait_for(following, "listening")
            removed = {each["url"] for each in webhooks(world) if each["status"] == "disabled"}
            assert removed == {by_killed}
            stopped(following, signal.SIGINT)
        stopped(beside, signal.SIGINT)
    assert {each["status"] for each in webhooks(world)} == {"disabled"}


def left_after_another_began(world: World, url: str) -> str:
    """What becomes of a colleague's registration; the other one ends once it has looked, by what it is refused."""
    colleagues = {"url": url, "types": [], "description": "sosafe webhook listen"}
    made = world.as_role(Role.REFERRER_CLIENT).post("/v1/webhooks", json=colleagues)
    assert made.status_code == 201, made.text
    result = run(client_of(world), *LISTEN, "--reached-at", "http://partner.example.org")
    assert "#/url: not_https" in result.stderr
    (webhook,) = webhooks(world)
    return str(webhook["status"])


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (Answer(200, b"<html>You are about to visit a tunnel</html>"), "unverified"),
        (Answer(403), "unverified"),
        (Answer(502), "unverified"),
        (Answer(0), "unverified"),
        (Answer(404), "disabled"),
    ],
)
def test_a_colleague_behind_a_tunnel_is_removed_only_where_certainly_gone(
    world: World, told: Answer, status: str
) -> None:
    with scripted(told) as tunnel:
        assert left_after_another_began(world, f"{tunnel.url}/hooks") == status
    assert tunnel.asked == ["GET /hooks"]


def test_a_colleague_whose_tunnel_is_slow_is_left_alone(world: World) -> None:
    """Connected to, and never answered."""
    with socket.create_server(("127.0.0.1", 0)) as slow:
        url = f"http://127.0.0.1:{slow.getsockname()[1]}/hooks"
        assert left_after_another_began(world, url) == "unverified"


def test_an_address_that_is_not_called_is_told(world: World) -> None:
    result = run(client_of(world), *LISTEN, "--reached-at", "http://partner.example.org")
    assert result.exit_code == Status.REFUSED
    assert "#/url: not_https" in result.stderr
    assert webhooks(world) == []


def test_a_port_in_use_is_told(world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run(client_of(world), *LISTEN, "--port", str(taken.getsockname()[1]))
    assert (result.exit_code, "cannot be listened on" in result.stderr) == (Status.USAGE, True)
    assert webhooks(world) == []
