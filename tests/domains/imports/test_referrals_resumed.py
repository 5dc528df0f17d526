"""Ten thousand referrals with 37 faulty ones, a worker that is killed, and the same result row by row."""

import random
import time
from collections.abc import Callable
from itertools import accumulate
from typing import Any

import httpx
import pytest

from sosafe_api import provisioning, worker
from sosafe_api.core import csv_lines
from sosafe_api.domains.imports.kinds import referrals as referral_kind
from tests.domains.imports.faulty_referrals import (
    FAULTY,
    csv_record,
    line,
    spoilt_csv_places,
    spoilt_places,
)
from tests.domains.imports.loading import move, settle
from tests.domains.imports.referral_files import (
    WRITTEN,
    committed,
    counts,
    faults,
    flat,
    held,
    imported,
    ndjson,
    rejected,
    sender,
    sent,
)
from tests.fixtures.database import TestDatabase
from tests.fixtures.migrations import revision
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
    told = told_of(client, rehearsed)
    assert told == [(index + 1, index + 1, place, code) for index, (_, place, code) in spoilt.items()]
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
    assert told_of(client, kept) == told
    assert rejected(client, kept) == b"".join(lines[index] for index in spoilt)

    mended = imported(world, database, b"".join(map(line, good)), mode="resumable", commit="automatic")
    assert counts(mended) == ("committed", ROWS, FAULTY, 0, ROWS - FAULTY, 0, 0)
    assert held(world) == dict.fromkeys(WRITTEN, ROWS)


def told_of(client: httpx.Client, found: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(item["row"], item["line"], item["column"], item["code"]) for item in faults(client, found)]


def test_37_faulty_rows_of_15_kinds_of_a_csv_file_are_named_given_back_mended_and_kept(
    world: World, database: TestDatabase
) -> None:
    """Some values span two lines, so that rows and lines differ; what is mended is the fix file itself."""
    client = sender(world)
    good = [world.referral(f"REF-{number}") for number in range(1, ROWS + 1)]
    for row in good[::7]:
        row["narrative"] = 'Says "example",\nand goes on.'
    names = list(flat(good[0] | {"household": {"children": 0, "children_ages": ""}}))
    spoilt = spoilt_csv_places(ROWS)
    header = csv_lines.line(names)
    records = [csv_record(names, row, spoilt.get(index)) for index, row in enumerate(good)]
    lines = list(accumulate((record.count(b"\n") for record in records), initial=2))

    rehearsed = imported(world, database, b"".join([header, *records]), mode="resumable", format="csv")
    assert counts(rehearsed) == ("validated", ROWS, ROWS - FAULTY, 0, 0, FAULTY, FAULTY)
    told = told_of(client, rehearsed)
    assert told == [(index + 1, lines[index], kind.column, kind.code) for index, kind in spoilt.items()]
    fix_file = rejected(client, rehearsed)
    assert fix_file == b"".join([header, *(records[index] for index in spoilt)])

    assert move(client, rehearsed, "committing").status_code == 202
    kept = settle(client, world.service, database, rehearsed["id"])
    assert counts(kept) == ("committed", ROWS, ROWS - FAULTY, 0, 0, FAULTY, FAULTY)
    assert (told_of(client, kept), rejected(client, kept)) == (told, fix_file)

    mended = b"".join([header, *(csv_record(names, good[index]) for index in spoilt)])
    rest = imported(world, database, mended, mode="resumable", commit="automatic", format="csv")
    assert counts(rest) == ("committed", FAULTY, FAULTY, 0, 0, 0, 0)
    whole = b"".join([header, *(csv_record(names, row) for row in good)])
    again = imported(world, database, whole, mode="resumable", commit="automatic", format="csv")
    assert counts(again) == ("committed", ROWS, 0, 0, ROWS, 0, 0)
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


ENDS = (
    "UPDATE principals SET disabled_at = now() WHERE id = %s",
    "UPDATE principals SET tokens_valid_after = now() + interval '1 minute' WHERE id = %s",
    "DELETE FROM role_assignments WHERE principal_id = %s AND role = 'referrer_client'",
)


@pytest.mark.parametrize("end", ENDS, ids=["disabled", "tokens-ended", "role-taken"])
def test_a_right_that_ends_while_a_file_waits_ends_for_the_file(
    world: World, database: TestDatabase, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    """What was kept before it ended stays, counted; nothing is kept after."""
    monkeypatch.setattr(referral_kind, "STEP_ROWS", 2)
    client = sender(world)
    rows = ndjson(*(world.referral(f"REF-{number}") for number in range(5)))
    made = sent(client, rows, mode="resumable", commit="automatic")
    assert worker.do_next(world.service.settings, database.urls)
    assert worker.do_next(world.service.settings, database.urls)
    assert referral_count(world) == 2
    world.superuser.execute(end, (world.people["council_files"].id,))
    while worker.do_next(world.service.settings, database.urls):
        pass
    assert referral_count(world) == 2
    assert ended(world, made) == ("failed", "role_not_permitted", 2, 2)


def ended(world: World, made: dict[str, Any]) -> object:
    return world.superuser.execute(
        "SELECT status, problem_code, rows_created, rows_done FROM imports WHERE id = %s", (made["id"],)
    ).fetchone()


def revoke_before_the_end_of_what_was_done(
    world: World, database: TestDatabase, made: dict[str, Any]
) -> None:
    """Asked for an hour ago, revoked a minute ago, moved on by the worker just now."""
    someone = world.people["council_files"]
    with provisioning.as_owner(database.urls) as connection:
        assert provisioning.revoke(connection, someone.client_id, disable=False)
    world.superuser.execute(
        "UPDATE principals SET tokens_valid_after = tokens_valid_after - interval '1 minute' WHERE id = %s",
        (someone.id,),
    )
    world.superuser.execute(
        "UPDATE imports SET created_at = created_at - interval '1 hour', asked_at = asked_at - interval '1 hour'"
        " WHERE id = %s",
        (made["id"],),
    )


@pytest.mark.parametrize(
    ("steps", "kept"),
    [
        pytest.param(1, (None, 0), id="while-it-is-rehearsed"),
        pytest.param(2, (2, 2), id="while-the-first-rows-are-kept"),
    ],
)
def test_tokens_that_end_while_a_step_is_done_end_for_the_next_one(
    world: World,
    database: TestDatabase,
    monkeypatch: pytest.MonkeyPatch,
    steps: int,
    kept: tuple[int | None, int],
) -> None:
    """However late that step came to its end: it was the worker that moved the import on, nobody has asked again."""
    monkeypatch.setattr(referral_kind, "STEP_ROWS", 2)
    rows = ndjson(*(world.referral(f"REF-{number}") for number in range(5)))
    made = sent(sender(world), rows, mode="resumable", commit="automatic")
    for _ in range(steps):
        assert worker.do_next(world.service.settings, database.urls)
    revoke_before_the_end_of_what_was_done(world, database, made)
    while worker.do_next(world.service.settings, database.urls):
        pass
    assert referral_count(world) == kept[1]
    assert ended(world, made) == ("failed", "role_not_permitted", *kept)


def test_who_asks_again_with_a_token_of_after_a_revocation_is_served(
    world: World, database: TestDatabase
) -> None:
    rows = ndjson(*(world.referral(f"REF-{number}") for number in range(2)))
    rehearsed = imported(world, database, rows, mode="resumable")
    revoke_before_the_end_of_what_was_done(world, database, rehearsed)
    assert counts(committed(world, database, rehearsed)) == ("committed", 2, 2, 0, 0, 0, 0)


FORGET_WHEN = "UPDATE imports SET asked_at = NULL WHERE id = %s"


def test_imports_of_before_were_asked_for_when_they_last_moved(world: World, database: TestDatabase) -> None:
    earlier, later = (sent(sender(world), ndjson(world.referral(name))) for name in ("REF-1", "REF-2"))
    world.superuser.execute(FORGET_WHEN, (earlier["id"],))
    world.superuser.execute("UPDATE imports SET updated_at = now() WHERE partnership_id = %s", (world.id,))
    with provisioning.as_owner(database.urls) as connection:
        connection.execute(revision("say_when_earlier_imports_were_asked_for").FILL.encode())
    told = world.superuser.execute(
        "SELECT asked_at = updated_at FROM imports WHERE id IN (%s, %s) ORDER BY id",
        (earlier["id"], later["id"]),
    ).fetchall()
    assert told == [(True,), (False,)]


def test_one_made_by_the_version_before_was_asked_for_when_it_was_made(
    world: World, database: TestDatabase
) -> None:
    """It says nothing of it, and tables are brought up to date while it serves."""
    kept, refused = (
        sent(sender(world), ndjson(world.referral(name)), commit="automatic") for name in ("REF-1", "REF-2")
    )
    for made in (kept, refused):
        world.superuser.execute(FORGET_WHEN, (made["id"],))
    assert worker.do_next(world.service.settings, database.urls)
    revoke_before_the_end_of_what_was_done(world, database, refused)
    assert worker.do_next(world.service.settings, database.urls)
    assert [ended(world, made) for made in (kept, refused)] == [
        ("committed", None, 1, 0),
        ("failed", "role_not_permitted", None, 0),
    ]


def referral_count(world: World) -> int:
    row = world.superuser.execute(
        "SELECT count(*) FROM referrals WHERE partnership_id = %s", (world.id,)
    ).fetchone()
    return int(row[0]) if row else 0


def test_a_moved_clock_keeps_no_file_ahead_of_a_revocation(world: World, database: TestDatabase) -> None:
    world.superuser.execute(
        "UPDATE partnerships SET clock_ahead_seconds = 31536000 WHERE id = %s", (world.id,)
    )
    made = sent(sender(world), ndjson(world.referral("REF-1")), commit="automatic")
    with provisioning.as_owner(database.urls) as connection:
        assert provisioning.revoke(connection, world.people["council_files"].client_id, disable=False)
    assert worker.do_next(world.service.settings, database.urls)
    assert ended(world, made) == ("failed", "role_not_permitted", None, 0)
