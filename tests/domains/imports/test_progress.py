"""How far an import is: by asking, by waiting for the answer, and as a stream of events."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from sosafe_api import worker
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.imports.repository import progress
from sosafe_api.domains.imports.rules import ImportStatus, percent_read
from sosafe_api.main import create_app
from tests.domains.imports.loading import asb, create, file_of, move
from tests.domains.imports.referral_files import ndjson, sender, sent
from tests.fixtures.crew import side_by_side
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import UNUSED_TLS, ServerThread, settings_for
from tests.fixtures.waiting import wait_until
from tests.fixtures.world import World

pytestmark = pytest.mark.database
CSV = {"Content-Type": "text/csv"}
EVENTS = {"Accept": "text/event-stream"}
Serving = Callable[..., httpx.Client]


@pytest.fixture(autouse=True)
def nothing_waits(world: World) -> None:
    world.superuser.execute("DELETE FROM work_items")


@pytest.fixture
def serving(world: World, database: TestDatabase) -> Iterator[Serving]:
    """Starts a service with other settings beside the first; the same tokens open it."""
    threads: list[ServerThread] = []
    clients: list[httpx.Client] = []

    def start(**changes: Any) -> httpx.Client:
        settings = settings_for(world.service.settings.data_directory, pool_wait_seconds=9.0, **changes)
        threads.append(ServerThread(create_app(settings, database.urls)))
        token = {"Authorization": world.as_role(Role.IMPORT_CLIENT).headers["Authorization"]}
        url = threads[-1].start()
        clients.append(httpx.Client(base_url=url, headers=token, timeout=30, verify=UNUSED_TLS))
        return clients[-1]

    yield start
    for client in clients:
        client.close()
    for thread in threads:
        thread.stop()


def uploaded(client: httpx.Client, rows: int = 3) -> dict[str, Any]:
    made = create(client)
    content = file_of(*[asb() for _ in range(rows)])
    found: dict[str, Any] = client.put(made["upload"]["url"], content=content, headers=CSV).json()
    return found


def ask(client: httpx.Client, found: dict[str, Any], wait: str) -> httpx.Response:
    """Asks for the check, and prefers to wait for its end."""
    headers = {"If-Match": found["etag"], "Prefer": wait}
    return client.post(f"/v1/imports/{found['id']}/transitions", json={"to": "validating"}, headers=headers)


@contextmanager
def working_soon(world: World, database: TestDatabase, seconds: float = 0.5) -> Iterator[None]:
    """A worker comes by after a while."""
    timer = threading.Timer(seconds, worker.do_next, (world.service.settings, database.urls))
    timer.start()
    yield
    timer.join()


def percent(client: httpx.Client, import_id: str) -> int | None:
    found: int | None = client.get(f"/v1/imports/{import_id}").json()["progress_percent"]
    return found


@pytest.mark.parametrize(
    ("status", "read", "received", "told"),
    [
        ("validating", 0, 200, 0),
        ("validating", 101, 200, 50),
        ("committing", 200, 200, 99),
        ("committing", 1, 0, None),
        ("committed", 200, 200, None),
        ("open", 0, 200, None),
    ],
)
def test_percent_is_of_the_bytes_that_the_step_under_way_has_read(
    status: str, read: int, received: int, told: int | None
) -> None:
    assert percent_read(ImportStatus(status), read, received) == told


def test_a_file_kept_step_by_step_tells_how_much_of_it_is_kept(world: World, database: TestDatabase) -> None:
    client = sender(world)
    rows = [world.referral(f"REF-{number:05}") for number in range(12_000)]
    found = sent(client, ndjson(*rows), mode="resumable", commit="automatic")
    assert found["progress_percent"] == 0
    told = []
    while percent(client, found["id"]) is not None:
        assert worker.do_next(world.service.settings, database.urls)
        told.append(percent(client, found["id"]))
    assert told == [0, 41, 83, None]
    listed = client.get("/v1/imports").json()["data"]
    assert [item["progress_percent"] for item in listed] == [None]


def test_what_a_step_has_read_is_told_while_its_transaction_is_open(
    world: World, database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "TELL_SECONDS", 0.0)
    client = world.as_role(Role.IMPORT_CLIENT)
    moved = move(client, uploaded(client), "validating").json()
    assert moved["progress_percent"] == 0
    with side_by_side() as pool:
        with world.superuser.transaction():
            world.superuser.execute("LOCK TABLE incidents IN SHARE ROW EXCLUSIVE MODE")
            done = pool.submit(worker.do_next, world.service.settings, database.urls)
            wait_until(lambda: percent(client, moved["id"]) == 99)
            assert [item["progress_percent"] for item in client.get("/v1/imports").json()["data"]] == [99]
        assert done.result()
    assert client.get(f"/v1/imports/{moved['id']}").json()["status"] == "committed"


def test_who_prefers_to_wait_is_answered_when_the_work_is_done(
    world: World, database: TestDatabase, serving: Serving
) -> None:
    client = serving(wait_seconds=20)
    with working_soon(world, database):
        asked = ask(client, uploaded(client), "respond-async, wait=15")
    assert (asked.status_code, asked.json()["status"]) == (200, "committed")
    assert asked.headers["Preference-Applied"] == "wait=15"
    assert asked.headers["ETag"] == asked.json()["etag"]
    assert "Retry-After" not in asked.headers
    moved = ask(client, uploaded(client, rows=4), "wait=0").json()
    with working_soon(world, database):
        read = client.get(f"/v1/imports/{moved['id']}", headers={"Prefer": "wait=999"})
    assert (read.status_code, read.json()["status"]) == (200, "committed")
    assert read.headers["Preference-Applied"] == "wait=20", "no longer than the service allows"


def test_what_takes_longer_is_answered_as_it_stands(world: World) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    begun = time.monotonic()
    asked = ask(client, uploaded(client), "wait=60")
    assert 1.0 <= time.monotonic() - begun < 8
    assert (asked.status_code, asked.json()["status"]) == (202, "validating")
    assert (asked.headers["Preference-Applied"], asked.headers["Retry-After"]) == ("wait=1", "1")
    read = client.get(f"/v1/imports/{asked.json()['id']}", headers={"Prefer": "wait=abc"})
    assert (read.status_code, "Preference-Applied" in read.headers) == (200, False)


def test_nobody_who_waits_holds_a_connection(world: World, database: TestDatabase, serving: Serving) -> None:
    client = serving(pool_size=1, wait_seconds=20)
    found = [uploaded(client) for _ in range(4)]
    with side_by_side() as pool:
        waiting = [pool.submit(ask, client, one, "wait=20") for one in found]
        streams = [pool.submit(streamed, client, one["id"]) for one in found]
        wait_until(
            lambda: all(
                client.get(f"/v1/imports/{one['id']}").json()["status"] == "validating" for one in found
            )
        )
        while worker.do_next(world.service.settings, database.urls):
            pass
        assert {future.result().status_code for future in waiting} == {200}
        assert [future.result()[-1]["event"] for future in streams] == ["end"] * 4


def streamed(client: httpx.Client, import_id: str, **headers: str) -> list[dict[str, Any]]:
    """The events of a stream that is read to its end, comments among them."""
    with client.stream("GET", f"/v1/imports/{import_id}/events", headers=EVENTS | headers) as answer:
        assert answer.status_code == 200, answer.read()
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        blocks = "".join(answer.iter_text()).split("\n\n")
    assert blocks.pop() == "", "the last event is whole"
    return [dict(line.split(": ", 1) for line in block.split("\n")) for block in blocks]


def test_a_stream_tells_what_changes_and_ends_with_the_work(
    world: World, database: TestDatabase, serving: Serving
) -> None:
    client = serving()
    found = uploaded(client)
    with side_by_side() as pool:
        future = pool.submit(streamed, client, found["id"])
        time.sleep(0.5)
        assert move(client, found, "validating").status_code == 202
        time.sleep(1.5)
        assert worker.do_next(world.service.settings, database.urls)
        first, *events = future.result()
    assert first == {"retry": "2000"}
    assert [event["event"] for event in events] == ["progress", "progress", "end"]
    told = [json.loads(event["data"]) for event in events]
    assert [item["status"] for item in told] == ["open", "validating", "committed"]
    assert told[-1] == client.get(f"/v1/imports/{found['id']}").json()
    ids = [event["id"] for event in events]
    assert len(set(ids)) == 3

    url = f"/v1/imports/{found['id']}/events"
    assert client.get(url, headers=EVENTS | {"Last-Event-ID": ids[-1]}).status_code == 204
    assert [event.get("event") for event in streamed(client, found["id"], **{"Last-Event-ID": ids[1]})] == [
        None,
        "end",
    ]


def test_a_silent_stream_beats_and_ends_after_its_time(world: World, serving: Serving) -> None:
    client = serving(stream_seconds=2.0, heartbeat_seconds=0.3)
    found = uploaded(client)
    begun = time.monotonic()
    first, event, *beats = streamed(client, found["id"])
    assert 2.0 <= time.monotonic() - begun < 8
    assert (first, event["event"]) == ({"retry": "2000"}, "progress")
    assert beats
    assert all(beat == {"": ""} for beat in beats)
    again = streamed(client, found["id"], **{"Last-Event-ID": event["id"]})
    assert [item for item in again if "event" in item] == [], "what is known is not told again"


def test_beyond_so_many_at_once_a_stream_is_refused_and_nobody_waits(world: World, serving: Serving) -> None:
    client = serving(watches_at_once=1, wait_seconds=20)
    found = uploaded(client)
    url = f"/v1/imports/{found['id']}/events"
    with client.stream("GET", url, headers=EVENTS) as one:
        pieces = one.iter_text()
        next(pieces)
        refused = client.get(url, headers=EVENTS)
        assert (refused.status_code, refused.json()["code"]) == (503, "service_unavailable")
        assert "RateLimit" in refused.headers
        begun = time.monotonic()
        asked = ask(client, found, "wait=15")
        assert (asked.status_code, "Preference-Applied" in asked.headers) == (202, False)
        assert time.monotonic() - begun < 8
    wait_until(lambda: client.head(url, headers=EVENTS).status_code == 200)


def test_who_may_no_longer_read_the_import_hears_no_more(world: World, serving: Serving) -> None:
    client = serving(heartbeat_seconds=0.2)
    found = uploaded(client)
    begun = time.monotonic()
    with client.stream("GET", f"/v1/imports/{found['id']}/events", headers=EVENTS) as answer:
        pieces = answer.iter_text()
        next(pieces)
        client_id = world.people[Role.IMPORT_CLIENT.value].id
        world.superuser.execute("UPDATE principals SET disabled_at = now() WHERE id = %s", (client_id,))
        rest = "".join(pieces)
    assert "end" not in rest
    assert time.monotonic() - begun < 10, "long before the five minutes of a stream"


def test_a_stream_asked_for_by_head_has_no_content_and_does_not_last(world: World, serving: Serving) -> None:
    client = serving()
    found = uploaded(client)
    begun = time.monotonic()
    answer = client.head(f"/v1/imports/{found['id']}/events", headers=EVENTS)
    assert (answer.status_code, answer.content) == (200, b"")
    assert time.monotonic() - begun < 8
