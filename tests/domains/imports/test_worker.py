"""One import that goes wrong stops no other; two workers never spoil each other's work; a kill leaves nothing."""

import subprocess
import time
from collections.abc import Callable

import httpx
import psycopg
import pytest

from sosafe_api import worker
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.imports.repository.progress import MOST_DEATHS
from tests.domains.imports.loading import asb, create, file_of, move, row, settle
from tests.fixtures.crew import side_by_side
from tests.fixtures.database import TestDatabase
from tests.fixtures.waiting import wait_until
from tests.fixtures.worker_program import TablesVersion
from tests.fixtures.world import World

pytestmark = pytest.mark.database
CSV = {"Content-Type": "text/csv"}


@pytest.fixture(autouse=True)
def nothing_waits(superuser: psycopg.Connection) -> None:
    superuser.execute("DELETE FROM work_items")


def send(client: httpx.Client, content: bytes) -> str:
    made = create(client)
    sent = client.put(made["upload"]["url"], content=content, headers=CSV)
    assert move(client, sent.json(), "validating").status_code == 202
    return str(made["id"])


def status(client: httpx.Client, import_id: str) -> str:
    return str(client.get(f"/v1/imports/{import_id}").json()["status"])


def test_an_import_that_cannot_be_worked_on_ends_and_the_next_goes_on(
    world: World, database: TestDatabase
) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    spoilt, sound = send(client, file_of(row())), send(client, file_of(asb()))
    world.superuser.execute(
        "ALTER TABLE incident_files ADD CONSTRAINT spoilt CHECK (import_id <> %s) NOT VALID".replace(
            "%s", f"'{spoilt}'"
        )
    )
    world.superuser.execute(
        "UPDATE import_parts SET content = %s, compressed = false WHERE import_id = %s",
        (file_of(row()), spoilt),
    )
    try:
        ended = settle(client, world.service, database, spoilt)
        assert settle(client, world.service, database, sound)["status"] == "committed"
    finally:
        world.superuser.execute("ALTER TABLE incident_files DROP CONSTRAINT spoilt")
    assert (ended["status"], ended["problem_code"]) == ("failed", "internal_error")
    waiting = world.superuser.execute("SELECT count(*) FROM work_items").fetchone()
    assert waiting == (0,)


def deaths(world: World, import_id: str) -> object:
    return world.superuser.execute(
        "SELECT starts_without_end FROM import_progress WHERE import_id = %s", (import_id,)
    ).fetchone()


def test_an_import_that_has_killed_one_worker_after_another_is_given_up(
    world: World, database: TestDatabase
) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    deadly, sound = send(client, file_of(row())), send(client, file_of(asb(month="2021-02")))
    for import_id, count in ((deadly, MOST_DEATHS), (sound, MOST_DEATHS - 1)):
        world.superuser.execute(
            "UPDATE import_progress SET starts_without_end = %s WHERE import_id = %s", (count, import_id)
        )
    ended = settle(client, world.service, database, deadly)
    assert (ended["status"], ended["problem_code"]) == ("failed", "internal_error")
    assert settle(client, world.service, database, sound)["status"] == "committed"


def test_only_a_step_that_did_not_end_counts_against_its_import(
    world: World, database: TestDatabase, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    import_id = send(client, file_of(row()))
    with world.superuser.transaction():
        world.superuser.execute("LOCK TABLE incidents IN SHARE ROW EXCLUSIVE MODE")
        process = start_worker()
        wait_until(lambda: waits_for(world.superuser, "incidents"))
        process.kill()
        process.wait()
    assert deaths(world, import_id) == (1,)
    assert settle(client, world.service, database, import_id)["status"] == "committed"
    assert deaths(world, import_id) == (1,)  # this one came to its end
    faulty = send(client, file_of(row("No such crime")))
    assert settle(client, world.service, database, faulty)["status"] == "validated"
    assert deaths(world, faulty) == (0,)


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param("DELETE FROM role_assignments WHERE principal_id = %s", id="the role"),
        pytest.param("UPDATE principals SET disabled_at = now() WHERE id = %s", id="the client"),
    ],
)
def test_a_file_of_whoever_may_import_no_more_is_kept_out(
    world: World, database: TestDatabase, ending: str
) -> None:
    """Of every kind: also of those that ask for no right beside importing."""
    waiting = send(world.as_role(Role.IMPORT_CLIENT), file_of(row()))
    world.superuser.execute(ending, (world.somebody(Role.IMPORT_CLIENT),))
    worker.do_next(world.service.settings, database.urls)
    told = world.superuser.execute("SELECT problem_code FROM imports WHERE id = %s", (waiting,)).fetchone()
    assert (told, loaded(world)) == (("role_not_permitted",), (0, None, "failed"))


def test_workers_that_load_one_month_at_once_leave_one_of_its_files(
    world: World, database: TestDatabase
) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    sent = {send(client, file_of(*[row()] * number)): number for number in (1, 2, 3, 4)}
    with side_by_side() as pool:
        done = [pool.submit(worker.do_next, world.service.settings, database.urls) for _ in sent]
        assert all(future.result() for future in done)
    world.superuser.execute("UPDATE work_items SET available_at = now()")
    assert [settle(client, world.service, database, import_id)["status"] for import_id in sent] == [
        "committed"
    ] * 4
    kept = world.superuser.execute(
        "SELECT (SELECT rows FROM incident_files WHERE partnership_id = %(id)s),"
        " (SELECT count(*) FROM incidents WHERE partnership_id = %(id)s),"
        " (SELECT sum(count)::int FROM incident_counts WHERE partnership_id = %(id)s)",
        {"id": world.id},
    ).fetchone()
    assert kept is not None
    assert len(set(kept)) == 1
    assert kept[0] in sent.values()


def test_an_import_that_is_worked_on_is_not_waited_for(world: World) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    import_id = send(client, file_of(row()))
    with world.superuser.transaction():
        world.superuser.execute("SELECT FROM imports WHERE id = %s FOR UPDATE", (import_id,))
        begun = time.monotonic()
        refused = client.post(
            f"/v1/imports/{import_id}/transitions", json={"to": "cancelled"}, headers={"If-Match": "*"}
        )
        assert (refused.status_code, refused.json()["code"]) == (409, "import_not_ready")
        assert time.monotonic() - begun < 1.5
        assert status(client, import_id) == "validating"


def test_a_killed_worker_leaves_nothing_half_done_and_the_next_one_goes_on(world, start_worker) -> None:
    """Killed before the first row, after the last one, and in its last statement before the commit."""
    client = world.as_role(Role.IMPORT_CLIENT)
    import_id = send(client, file_of(*[asb() if number % 3 else row() for number in range(3_000)]))
    for table in ("incidents", "changes", "work_items"):
        with world.superuser.transaction():
            world.superuser.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
            process = start_worker()
            wait_until(lambda table=table: waits_for(world.superuser, table))
            process.kill()
            process.wait()
        assert loaded(world) == (0, None, "validating")
    last = start_worker()
    wait_until(lambda: status(client, import_id) != "validating")
    last.terminate()
    assert last.wait(10) == 0
    assert loaded(world) == (3_000, 3_000, "committed")


def test_a_worker_leaves_all_work_alone_while_the_tables_are_of_another_version(
    world: World, start_worker: Callable[[], object], tables_version: TablesVersion
) -> None:
    """It was started before a migration, or runs ahead of one; a step half understood would be worse than none."""
    client = world.as_role(Role.IMPORT_CLIENT)
    import_id = send(client, file_of(row(), asb()))
    tables_version.change()
    start_worker()
    wait_until(lambda: asked_for_work(world.superuser))
    assert loaded(world) == (0, None, "validating")
    tables_version.restore()
    wait_until(lambda: status(client, import_id) != "validating")
    assert loaded(world) == (2, 2, "committed")


def test_nor_does_it_take_what_came_after_it_had_looked(
    world: World, database: TestDatabase, tables_version: TablesVersion
) -> None:
    send(world.as_role(Role.IMPORT_CLIENT), file_of(row()))
    tables_version.change()
    assert not worker.do_next(world.service.settings, database.urls)
    tables_version.restore()
    assert worker.do_next(world.service.settings, database.urls)
    assert loaded(world) == (1, 1, "committed")


def asked_for_work(superuser: psycopg.Connection) -> bool:
    """Whether some worker has come so far as to look at what waits."""
    found = superuser.execute(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query LIKE '%alembic_version%FROM work_items%kind = ANY%'"
        " AND pid <> pg_backend_pid() AND state = 'idle')"
    ).fetchone()
    return found == (True,)


def waits_for(superuser: psycopg.Connection, table: str) -> bool:
    """Whether some session stands still before it can write to the table."""
    found = superuser.execute(
        "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = %s::regclass AND NOT granted)", (table,)
    ).fetchone()
    return found == (True,)


def loaded(world: World) -> object:
    """The partnership's rows, what they are counted as, and the state of its one import."""
    return world.superuser.execute(
        "SELECT (SELECT count(*) FROM incidents WHERE partnership_id = %(id)s),"
        " (SELECT sum(count)::int FROM incident_counts WHERE partnership_id = %(id)s),"
        " (SELECT status FROM imports WHERE partnership_id = %(id)s)",
        {"id": world.id},
    ).fetchone()
