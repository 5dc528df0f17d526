"""P15: twenty writers at once and a reader of the feed, as long as is asked: nothing skipped, nothing shown early.

`FEED_SECONDS` in the environment says how long; a few seconds where it is not set.
"""

import os
import random
import threading
import time
from collections import defaultdict
from concurrent.futures import wait
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

import httpx
import psycopg
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.crew import side_by_side
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

SECONDS = float(os.environ.get("FEED_SECONDS", "5"))
PUSHING, HOLDING = 5, 15
LONGEST_HELD = 0.4  # seconds between the writing of a change and its commit
WRITE = """
INSERT INTO changes (partnership_id, id, type, resource, resource_id, resource_version, occurred_at)
VALUES (%s, %s, 'agency.updated', 'agency', %s, %s, %s)"""
pytestmark = [
    pytest.mark.p15,
    pytest.mark.slow,
    pytest.mark.database,
    pytest.mark.timeout(240 + 4 * SECONDS),
]


class Told(NamedTuple):
    """What both sides know of a change."""

    resource_id: str
    version: int


class Writers:
    """Programs that push, and transactions that are held open, so that they commit in another order than they write."""

    def __init__(self, world: World, database: TestDatabase) -> None:
        self.world = world
        self.database = database
        self.written: list[Told] = []
        self.end = time.monotonic() + SECONDS
        self._turns: dict[UUID, threading.Lock] = defaultdict(threading.Lock)
        self._versions: dict[UUID, int] = defaultdict(int)
        self._shared = [new_id() for _ in range(HOLDING)]

    def push(self, number: int) -> None:
        count = 0
        with self.world.as_role(Role.REFERRER_CLIENT) as client:
            while time.monotonic() < self.end:
                body = self.world.referral(f"FEED/{number}/{count}")
                answer = client.post("/v1/referrals", json=body)
                assert answer.status_code == 201, answer.text
                self.written.append(Told(answer.json()["id"], 1))
                count += 1

    def hold(self) -> None:
        with psycopg.connect(self.database.superuser, autocommit=True) as connection:
            while time.monotonic() < self.end:
                resource = random.choice(self._shared)
                with self._turns[resource], connection.transaction():  # as a row's lock does in the service
                    version = self._versions[resource] = self._versions[resource] + 1
                    values = (self.world.id, new_id(), resource, version, datetime.now(UTC))
                    connection.execute(WRITE, values)
                    time.sleep(random.uniform(0, LONGEST_HELD))
                self.written.append(Told(str(resource), version))


def read(client: httpx.Client, query: dict[str, Any]) -> tuple[list[Told], bool]:
    """The next stretch; `query` goes on with it."""
    answer = client.get("/v1/changes", params=query)
    assert answer.status_code == 200, answer.text
    page = answer.json()
    query["after"] = page["page"]["next_cursor"]
    found = [Told(item["resource_id"], item["resource_version"]) for item in page["data"]]
    return found, page["page"]["has_more"]


def read_all(client: httpx.Client) -> list[Told]:
    query: dict[str, Any] = {"limit": 200}
    found, more = read(client, query)
    while more:
        page, more = read(client, query)
        found += page
    return found


def test_a_reader_beside_twenty_writers_misses_nothing_and_is_told_in_order(
    world: World, database: TestDatabase
) -> None:
    writers = Writers(world, database)
    seen: list[Told] = []
    pages = 0
    query: dict[str, Any] = {"limit": 50}
    with side_by_side() as crew, world.as_role(Role.REFERRER_CLIENT) as reader:
        pushing = [crew.submit(writers.push, number) for number in range(PUSHING)]
        holding = [crew.submit(writers.hold) for _ in range(HOLDING)]
        while True:
            ended = not wait([*pushing, *holding], timeout=0).not_done
            found, more = read(reader, query)
            seen += found
            pages += 1
            if ended and not more:
                break
        for future in (*pushing, *holding):
            future.result()
        again = read_all(reader)
    print(f"{len(seen)} changes in {pages} pages")  # noqa: T201  # what a long run is made for
    assert len(seen) == len(set(seen)) == len(writers.written), "each is told once"
    assert set(seen) == set(writers.written), "nothing is skipped"
    assert again == seen, "nothing was put before what had been shown"
    versions: dict[str, int] = defaultdict(int)
    for told in seen:
        assert told.version == versions[told.resource_id] + 1, (
            "of a record they come in the order of its versions"
        )
        versions[told.resource_id] = told.version
