"""A worker that dies leaves an export that the next one begins again; one that is overtaken spoils nothing."""

import asyncio
import json
import multiprocessing
import os
import signal
import threading

import psycopg
import pytest

from sosafe_api.core.errors import ServiceUnavailable
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.exports.rules import MOST_ATTEMPTS
from sosafe_api.worker import export_process, exporting
from tests.core.http.test_exports import add_groups, pages
from tests.domains.exports.writing import PATH, asked, fetch, read, work
from tests.fixtures.database import TestDatabase
from tests.fixtures.waiting import wait_until
from tests.fixtures.world import World

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def nothing_waits(superuser: psycopg.Connection) -> None:
    superuser.execute("DELETE FROM work_items")


DUE = "UPDATE work_items SET available_at = now() WHERE item_id = %s"
WAITS = (
    "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND (relation = %s::regclass OR %s = locktype))"
)


def written_by_anybody(superuser: psycopg.Connection) -> bool:
    """Whether a process still waits for what is locked: one that writes exports ends with its worker."""
    return superuser.execute(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND backend_type = 'client backend'"
        " AND datname = current_database())"
    ).fetchone() == (True,)


def test_a_killed_worker_leaves_an_export_that_the_next_one_writes(world, start_worker) -> None:
    """Killed with half of it written, before it is ready, and then before the work is ended."""
    add_groups(world, 4_000)
    reader = world.as_role(Role.PARTNERSHIP_ADMIN)
    export_id = asked(reader, "/v1/groups")
    second_part = (
        "INSERT INTO export_parts SELECT partnership_id, id, id, principal_id, 1, 1, ''"
        f" FROM exports WHERE id = '{export_id}'"
    )
    lock = "LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE".format
    for held, table, kind, status in (
        (second_part, "export_parts", "transactionid", "running"),
        (lock("changes"), "changes", "", "running"),
        (lock("work_items"), "work_items", "", "ready"),
    ):
        with world.superuser.transaction(force_rollback=True):
            world.superuser.execute(held)
            process = start_worker()
            wait_until(lambda: world.superuser.execute(WAITS, (table, kind)).fetchone() == (True,), 60)  # noqa: B023
            process.kill()
            process.wait()
            wait_until(lambda: not written_by_anybody(world.superuser), 60)
            assert read(reader, export_id)["status"] == status
            if status != "ready":
                assert fetch(reader, export_id).status_code == 409
    start_worker()
    wait_until(
        lambda: [job["kind"] for job in reader.get("/v1/jobs").json()["data"]].count("export_expiry") == 1, 60
    )
    *rows, end = [json.loads(line) for line in fetch(reader, export_id).text.splitlines()]
    assert (len(rows), end["_end"]["rows"]) == (4_001, 4_001)
    assert rows == pages(reader, "/v1/groups?limit=200")
    numbers = world.superuser.execute(
        "SELECT number FROM export_parts WHERE export_id = %s ORDER BY number", (export_id,)
    ).fetchall()
    assert numbers == [(number,) for number in range(len(numbers))], (
        "nothing is left of what was begun before"
    )


@pytest.fixture
def written_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exports are written in this very process, where what happens amid them can be arranged."""

    def write(*asked: object) -> None:
        asyncio.run(exporting.run_export(*asked))

    monkeypatch.setattr(export_process, "write", write)


def test_an_export_whose_process_dies_is_written_by_the_next_one(
    world: World, database: TestDatabase, superuser: psycopg.Connection
) -> None:
    add_groups(world, 10)
    reader = world.as_role(Role.PARTNERSHIP_ADMIN)
    first = asked(reader, "/v1/groups")
    work(world.service, database)
    assert read(reader, first)["status"] == "ready"
    (process,) = [child for child in multiprocessing.active_children() if child.name == "exports"]
    second = asked(reader, "/v1/groups")
    with world.superuser.transaction(force_rollback=True):
        world.superuser.execute("LOCK TABLE changes IN SHARE ROW EXCLUSIVE MODE")
        worker = threading.Thread(target=work, args=(world.service, database))
        worker.start()
        wait_until(lambda: superuser.execute(WAITS, ("changes", "")).fetchone() == (True,), 60)
        os.kill(process.pid, signal.SIGKILL)
        worker.join(60)
    assert not worker.is_alive()
    assert read(reader, second)["status"] == "running", "it waits to be begun again"
    superuser.execute("UPDATE work_items SET available_at = now()")
    work(world.service, database)
    assert fetch(reader, second).text.count("\n") == 12


@pytest.mark.usefixtures("written_here")
def test_an_export_that_takes_its_worker_down_each_time_is_given_up(
    world: World, database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the work behind it waits for ever."""
    reader = world.as_role(Role.PARTNERSHIP_ADMIN)
    export_id = asked(reader, "/v1/groups")
    plain = exporting.Parts.write

    async def die(parts: exporting.Parts, content: bytes, rows: int) -> None:
        """As the worker hears of it where the process beside it is killed with some of it written."""
        await plain(parts, content, rows)
        raise ServiceUnavailable

    monkeypatch.setattr(exporting.Parts, "write", die)
    for _ in range(MOST_ATTEMPTS):
        world.superuser.execute(DUE, (export_id,))
        work(world.service, database)
        assert read(reader, export_id)["status"] == "running"
    world.superuser.execute(DUE, (export_id,))
    work(world.service, database)
    told = read(reader, export_id)
    assert (told["status"], told["problem_code"]) == ("failed", "export_given_up")
    assert str(MOST_ATTEMPTS) in told["problem_detail"]
    left = world.superuser.execute(
        "SELECT (SELECT count(*) FROM export_parts WHERE export_id = %(id)s),"
        " (SELECT count(*) FROM work_items WHERE item_id = %(id)s)",
        {"id": export_id},
    ).fetchone()
    assert left == (0, 0)
    monkeypatch.setattr(exporting.Parts, "write", plain)
    again = asked(reader, "/v1/groups")
    work(world.service, database)
    assert read(reader, again)["status"] == "ready"


@pytest.mark.usefixtures("written_here")
@pytest.mark.parametrize(
    "overtaking",
    ["DELETE FROM exports WHERE id = %s", "UPDATE exports SET attempt = attempt + 1 WHERE id = %s"],
    ids=["deleted", "begun-again"],
)
def test_a_worker_whose_export_is_deleted_or_begun_again_adds_nothing(
    world: World, database: TestDatabase, monkeypatch: pytest.MonkeyPatch, overtaking: str
) -> None:
    reader = world.as_role(Role.PARTNERSHIP_ADMIN)
    export_id = asked(reader, "/v1/groups")
    plain = exporting.Parts.write

    async def write(parts: exporting.Parts, content: bytes, rows: int) -> None:
        world.superuser.execute(overtaking, (export_id,))
        await plain(parts, content, rows)

    monkeypatch.setattr(exporting.Parts, "write", write)
    work(world.service, database)
    kept = world.superuser.execute(
        "SELECT (SELECT count(*) FROM export_parts WHERE export_id = %(id)s),"
        " (SELECT count(*) FROM exports WHERE id = %(id)s AND status = 'ready')",
        {"id": export_id},
    ).fetchone()
    assert kept == (0, 0)
    assert reader.get(f"{PATH}/{export_id}").status_code in (200, 404)


@pytest.mark.usefixtures("written_here")
def test_all_pages_are_of_one_instant(
    world: World, database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_groups(world, 250)
    reader = world.as_role(Role.PARTNERSHIP_ADMIN)
    export_id = asked(reader, "/v1/groups")
    plain, late = exporting.Parts.write, []

    async def write(parts: exporting.Parts, content: bytes, rows: int) -> None:
        """After the first bytes a group is added that would stand on the second page."""
        if not late:
            late.append(world.add_group("zz-late"))
        await plain(parts, content, rows)

    monkeypatch.setattr(exporting.Parts, "write", write)
    work(world.service, database)
    content = fetch(reader, export_id).text
    assert late, "it was added while the export was being written"
    assert "zz-late" not in content
    assert json.loads(content.splitlines()[-1])["_end"]["rows"] == 251


@pytest.mark.usefixtures("written_here")
def test_an_attempt_that_was_overtaken_ends_nothing(
    world: World, database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its worker lost the work to another one and did not know; then it took too long."""
    reader = world.as_role(Role.PARTNERSHIP_ADMIN)
    export_id = asked(reader, "/v1/groups")

    async def overtaken(*_: object) -> None:
        world.superuser.execute("UPDATE exports SET attempt = attempt + 1 WHERE id = %s", (export_id,))
        raise TimeoutError

    monkeypatch.setattr(exporting.Parts, "write", overtaken)
    work(world.service, database)
    assert read(reader, export_id)["status"] == "running"
