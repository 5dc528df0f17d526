"""A file is rehearsed, kept, mended and kept while service and worker are killed: the same result, row by row."""

import random
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import psycopg
import pytest

from tests.domains.imports.faulty_referrals import FAULTY, line, spoilt_places
from tests.domains.imports.loading import move
from tests.domains.imports.referral_files import COUNTS, NDJSON, REJECTED, faults, sender
from tests.fixtures.crew import side_by_side
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World
from tests.safety.service_process import ServiceProcess

pytestmark = [pytest.mark.p13, pytest.mark.database, pytest.mark.timeout(1200)]
PART, GIVE_UP_SECONDS = 1 << 20, 900  # twenty starts on a crowded machine take minutes


class Sender:
    """A partner's script, which repeats every request until it is answered, and goes on where the service stands."""

    def __init__(self, world: World) -> None:
        self.client = sender(world)
        self.broken = 0
        self._until = time.monotonic() + GIVE_UP_SECONDS

    def insist(self, request: Callable[[], httpx.Response]) -> httpx.Response:
        while True:
            assert time.monotonic() < self._until
            try:
                response = request()
            except httpx.TransportError:
                self.broken += 1
            else:
                if response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                    return response
            time.sleep(0.05)

    def import_whole(self, content: bytes) -> dict[str, Any]:
        """Creates, uploads, checks and commits; the import as it ended."""
        url = f"/v1/imports/{self._uploaded(content)}"
        self._moved(url, "validating")
        self._moved(url, "committing")
        found: dict[str, Any] = self._read(url)
        return found

    def _uploaded(self, content: bytes) -> str:
        wanted = {"resource": "referrals", "format": "ndjson", "mode": "resumable"}
        made = self.insist(lambda: self.client.post("/v1/imports", json=wanted)).json()
        while (offset := self._arrived(made)) < len(content):
            headers = NDJSON | {"Upload-Offset": str(offset)}
            part = content[offset : offset + PART]
            sent = self.insist(
                lambda headers=headers, part=part: self.client.patch(  # type: ignore[misc]
                    made["upload"]["url"], content=part, headers=headers
                )
            )
            assert sent.status_code in (200, 409), sent.text
        return str(made["id"])

    def _arrived(self, made: dict[str, Any]) -> int:
        return int(self.insist(lambda: self.client.head(made["upload"]["url"])).headers["Upload-Offset"])

    def _moved(self, url: str, to: str) -> None:
        """Asks until the import has left the state in which it may be asked, and waits until it stands."""
        before = {"validating": "open", "committing": "validated"}[to]
        while (found := self._read(url))["status"] == before:
            answer = self.insist(lambda found=found: move(self.client, found, to))  # type: ignore[misc]
            assert answer.status_code in (202, 409, 412), answer.text
        while (found := self._read(url))["status"] in ("validating", "committing"):
            time.sleep(0.1)

    def _read(self, url: str) -> dict[str, Any]:
        answer = self.insist(lambda: self.client.get(url))
        assert answer.status_code == httpx.codes.OK, answer.text
        found: dict[str, Any] = answer.json()
        return found


@contextmanager
def killing(process: ServiceProcess, start_one: Callable[[], Any], kills: int) -> Iterator[Event]:
    """Kills the one or the other at moments that nobody chose; the event tells that all kills are done."""
    chance, over, stop = random.Random(kills), Event(), Event()

    def kill() -> dict[str, int]:
        done, running = {"service": 0, "worker": 0}, start_one()
        while sum(done.values()) < kills and not stop.is_set():
            time.sleep(chance.uniform(0.2, 3.0))
            if chance.random() < 1 / 3:
                process.kill()
                process.start()
                done["service"] += 1
            else:
                assert running.poll() is None, "the worker ended by itself"
                running.kill()
                running.wait()
                running = start_one()
                done["worker"] += 1
        over.set()
        return done

    with side_by_side() as pool:
        future = pool.submit(kill)
        try:
            yield over
        finally:
            stop.set()
        done = future.result()
    assert sum(done.values()) == kills, done
    assert all(done.values()), done


def rows_of(world: World) -> list[tuple[Any, ...]]:
    """Every referral, without its ids and instants, with how often it was written down elsewhere."""
    return world.superuser.execute(
        "SELECT r.agency_reference, r.status, r.version, r.urgency, r.referral_source, r.referred_on,"
        " to_jsonb(d) - ARRAY['id', 'partnership_id', 'agency_id', 'service_id'],"
        " (SELECT count(*) FROM referral_transitions t WHERE t.partnership_id = r.partnership_id"
        "  AND t.referral_id = r.id),"
        " (SELECT count(*) FROM changes c WHERE c.partnership_id = r.partnership_id AND c.resource_id = r.id),"
        " (SELECT count(*) FROM audit_entries a WHERE a.partnership_id = r.partnership_id AND a.object_id = r.id)"
        " FROM referrals r JOIN referral_details d USING (partnership_id, id)"
        " WHERE r.partnership_id = %s ORDER BY r.agency_reference",
        (world.id,),
    ).fetchall()


def files_of(world: World, rows: int) -> tuple[bytes, bytes]:
    """The file as it is sent, and the faulty rows of it as they are mended."""
    good = [world.referral(f"REF-{number}") for number in range(1, rows + 1)]
    places = spoilt_places(rows)
    sent = b"".join(line(places[index][0](row) if index in places else row) for index, row in enumerate(good))
    return sent, b"".join(line(good[index]) for index in places)


def told(client: httpx.Client, found: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(fault["row"], fault["column"], fault["code"]) for fault in faults(client, found)]


@pytest.fixture
def process(database: TestDatabase, tmp_path: Path) -> Iterator[ServiceProcess]:
    with ServiceProcess(database.urls, tmp_path / "home", SOSAFE_LOG_LEVEL="ERROR") as started:
        yield started


@pytest.fixture
def killed_world(process: ServiceProcess, superuser: psycopg.Connection) -> Iterator[World]:
    superuser.execute("DELETE FROM work_items")
    world = World(process.running, superuser).build()
    yield world
    world.close()


@pytest.mark.parametrize("size", [(4_000, 4), pytest.param((10_000, 20), marks=pytest.mark.slow)], ids=str)
def test_kills_change_nothing_of_what_comes_out(
    other_world: World,
    killed_world: World,
    process: ServiceProcess,
    start_worker: Callable[[], subprocess.Popen[bytes]],
    size: tuple[int, int],
) -> None:
    rows, kills = size
    content, mended = files_of(killed_world, rows)
    partner = Sender(killed_world)
    with killing(process, start_worker, kills) as over:
        kept = partner.import_whole(content)
        assert given_back(partner, kept) == content_at(content)
        again = partner.import_whole(mended)
        while not over.is_set():
            assert partner.import_whole(content)["rows_unchanged"] == rows - FAULTY
    found = told(partner.client, kept)

    assert partner.broken, "nothing was under way when the service died"
    assert [kept[name] for name in COUNTS] == [rows, rows - FAULTY, 0, 0, FAULTY, FAULTY]
    assert [again[name] for name in COUNTS] == [FAULTY, FAULTY, 0, 0, 0, 0]
    assert len(found) == FAULTY
    assert found == undisturbed(other_world, rows)
    assert rows_of(killed_world) == rows_of(other_world)
    assert len(rows_of(killed_world)) == rows


def undisturbed(world: World, rows: int) -> list[tuple[Any, ...]]:
    """The same files on a service and with a worker that nobody kills; the faults that were told."""
    content, mended = files_of(world, rows)
    partner = Sender(world)
    kept = partner.import_whole(content)
    partner.import_whole(mended)
    return told(partner.client, kept)


def given_back(partner: Sender, found: dict[str, Any]) -> bytes:
    url = f"/v1/imports/{found['id']}/rejected"
    return partner.insist(lambda: partner.client.get(url, headers=REJECTED)).content


def content_at(content: bytes) -> bytes:
    """The faulty rows as they were sent."""
    lines = content.splitlines(keepends=True)
    return b"".join(lines[index] for index in spoilt_places(len(lines)))
