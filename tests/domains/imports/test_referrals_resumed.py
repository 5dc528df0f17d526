"""Ten thousand referrals with 37 faulty ones, a worker that is killed, and the same result row by row."""

import random
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.domains.imports.faulty_referrals import FAULTY, line, spoilt_places
from tests.domains.imports.loading import move, settle
from tests.domains.imports.referral_files import (
    WRITTEN,
    counts,
    faults,
    held,
    imported,
    rejected,
    sender,
    sent,
)
from tests.fixtures.database import TestDatabase
from tests.fixtures.waiting import wait_until
from tests.fixtures.world import World

pytestmark = pytest.mark.database
ROWS = 10_000


@pytest.fixture(autouse=True)
def nothing_waits(world: World) -> None:
    world.superuser.execute("DELETE FROM work_items")


def test_37_faulty_rows_of_15_kinds_are_named_given_back_mended_and_kept(
    world: World, database: TestDatabase
) -> None:
    client = sender(world)
    good = [world.referral(f"REF-{number}") for number in range(1, ROWS + 1)]
    spoilt = spoilt_places(ROWS)
    lines = [line(spoilt[index][0](row) if index in spoilt else row) for index, row in enumerate(good)]
    content = b"".join(lines)

    rehearsed = imported(world, database, content, mode="resumable")
    assert counts(rehearsed) == ("validated", ROWS, ROWS - FAULTY, 0, 0, FAULTY, FAULTY)
    told = [(item["row"], item["column"], item["code"]) for item in faults(client, rehearsed)]
    assert told == [(index + 1, place, code) for index, (_, place, code) in spoilt.items()]
    assert rejected(client, rehearsed) == b"".join(lines[index] for index in spoilt)
    assert held(world) == dict.fromkeys(WRITTEN, 0)

    assert move(client, rehearsed, "committing").status_code == 202
    kept = settle(client, world.service, database, rehearsed["id"])
    assert (*counts(kept), kept["rows_done"]) == (
        "committed",
        ROWS,
        ROWS - FAULTY,
        0,
        0,
        FAULTY,
        FAULTY,
        ROWS,
    )
    assert [(item["row"], item["column"], item["code"]) for item in faults(client, kept)] == told
    assert rejected(client, kept) == b"".join(lines[index] for index in spoilt)

    mended = imported(world, database, b"".join(map(line, good)), mode="resumable", commit="automatic")
    assert counts(mended) == ("committed", ROWS, FAULTY, 0, ROWS - FAULTY, 0, 0)
    assert held(world) == dict.fromkeys(WRITTEN, ROWS)


def test_a_worker_killed_between_and_within_steps_makes_each_referral_once(
    world: World,
    start_worker: Callable[[], Any],
) -> None:
    client = sender(world)
    rows = [world.referral(f"REF-{number}") for number in range(1, 16_001)]
    import_id = sent(client, b"".join(map(line, rows)), mode="resumable", commit="automatic")["id"]
    chance = random.Random(6)
    for steps in (1, 2):
        process = start_worker()
        wait_until(lambda steps=steps: done(world) >= steps * 5_000, seconds=60)
        time.sleep(chance.random() * 0.3)
        process.kill()
        process.wait()
        assert held(world)["referrals"] == done(world), "a step is there whole or not at all"
    last = start_worker()
    wait_until(lambda: client.get(f"/v1/imports/{import_id}").json()["status"] == "committed", seconds=60)
    last.terminate()
    assert last.wait(10) == 0
    found = client.get(f"/v1/imports/{import_id}").json()
    assert counts(found) == ("committed", 16_000, 16_000, 0, 0, 0, 0)
    assert held(world) == dict.fromkeys(WRITTEN, 16_000)


def done(world: World) -> int:
    row = world.superuser.execute(
        "SELECT max(rows_done) FROM imports WHERE partnership_id = %s", (world.id,)
    ).fetchone()
    assert row is not None
    return int(row[0])
