"""What happens to a file of referrals that is kept while it is read, when others write, or all of it breaks off."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest

from sosafe_api import worker
from sosafe_api.domains.imports.kinds import referrals as referral_kind
from tests.domains.imports.loading import settle
from tests.domains.imports.referral_files import (
    WRITTEN,
    counts,
    faults,
    held,
    imported,
    ndjson,
    rows_of,
    sender,
    sent,
)
from tests.fixtures.crew import side_by_side
from tests.fixtures.database import TestDatabase
from tests.fixtures.waiting import wait_until
from tests.fixtures.world import World

pytestmark = pytest.mark.database
WAITS = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid')"


@pytest.fixture(autouse=True)
def small_chunks(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.superuser.execute("DELETE FROM work_items")
    monkeypatch.setattr(referral_kind, "CHUNK_ROWS", 3)


@contextmanager
def taken_meanwhile(world: World, reference: str) -> Iterator[None]:
    """Another transaction gives a referral of the council this reference, and is not seen before it ends."""
    with world.superuser.transaction():
        changed = world.superuser.execute(
            "UPDATE referrals SET agency_reference = %s WHERE partnership_id = %s AND agency_reference = 'OTHER'",
            (reference, world.id),
        )
        assert changed.rowcount == 1
        yield


@pytest.mark.parametrize("narrative", ["A fictional account.", "Another."], ids=["same", "other"])
def test_a_reference_that_is_used_meanwhile_is_judged_anew(
    world: World, database: TestDatabase, narrative: str
) -> None:
    pushed = world.referral("REF-8", narrative=narrative)
    assert sender(world).post("/v1/referrals", json=pushed).status_code == 201
    world.superuser.execute(
        "UPDATE referrals SET agency_reference = 'OTHER' WHERE partnership_id = %s", (world.id,)
    )
    found = sent(sender(world), ndjson(*rows_of(world, 10)), commit="automatic")
    with side_by_side() as crew:
        with taken_meanwhile(world, "REF-8"):
            done = crew.submit(worker.do_next, world.service.settings, database.urls)
            wait_until(lambda: world.superuser.execute(WAITS).fetchone() == (True,))
        assert done.result()
    ended = settle(sender(world), world.service, database, found["id"])
    if narrative == "Another.":
        assert counts(ended) == ("validated", 10, 9, 0, 0, 1, 1)
        assert [(item["row"], item["code"]) for item in faults(sender(world), ended)] == [
            (8, "agency_reference_in_use")
        ]
        assert held(world) == dict.fromkeys(WRITTEN, 1)
    else:
        assert counts(ended) == ("committed", 10, 9, 0, 1, 0, 0)
        assert held(world) == dict.fromkeys(WRITTEN, 10)


def test_a_database_that_is_lost_amid_it_is_gone_on_without_a_trace(
    world: World, database: TestDatabase
) -> None:
    found = sent(sender(world), ndjson(*rows_of(world, 10)), commit="automatic")
    lost = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'"
    assert sender(world).post("/v1/referrals", json=world.referral("OTHER")).status_code == 201
    with side_by_side() as crew, taken_meanwhile(world, "REF-8"):
        done = crew.submit(worker.do_next, world.service.settings, database.urls)
        wait_until(lambda: world.superuser.execute(WAITS).fetchone() == (True,))
        world.superuser.execute(lost)
        with pytest.raises(psycopg.OperationalError):
            done.result()
        world.superuser.execute(
            "UPDATE referrals SET agency_reference = 'OTHER' WHERE partnership_id = %s", (world.id,)
        )
    assert held(world) == dict.fromkeys(WRITTEN, 1)
    ended = settle(sender(world), world.service, database, found["id"])
    assert counts(ended) == ("committed", 10, 10, 0, 0, 0, 0)
    assert held(world) == dict.fromkeys(WRITTEN, 11)


def test_a_worker_killed_amid_it_leaves_nothing_and_the_next_one_loads_it(
    world: World, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    """Killed before the first row, before the last table, and with all written but the commit."""
    client = sender(world)
    found = sent(client, ndjson(*rows_of(world, 6_000)), commit="automatic")
    waiting = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = %s::regclass)"
    for table in ("referrals", "audit_entries", "import_faults", "work_items"):
        with world.superuser.transaction(force_rollback=True):
            world.superuser.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
            process = start_worker()
            wait_until(lambda: world.superuser.execute(waiting, (table,)).fetchone() == (True,), 60)  # noqa: B023
            process.kill()
            process.wait()
        assert held(world) == dict.fromkeys(WRITTEN, 0)
        assert client.get(f"/v1/imports/{found['id']}").json()["status"] == "validating"
    last = start_worker()
    wait_until(lambda: client.get(f"/v1/imports/{found['id']}").json()["status"] == "committed", 60)
    last.terminate()
    assert last.wait(10) == 0
    assert held(world) == dict.fromkeys(WRITTEN, 6_000)


def test_a_database_that_is_lost_when_all_is_read_is_found_out(
    world: World, database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault showed, and nothing has been asked of the database since it went."""
    found = sent(sender(world), ndjson(*rows_of(world, 2)), commit="automatic")

    def lose(*_: object) -> None:
        world.superuser.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'sosafe_app'"
            " AND state = 'idle in transaction' AND query LIKE 'SAVEPOINT%'"
        )

    with monkeypatch.context() as broken:
        broken.setattr(referral_kind.ReferralLoad, "load", lose)
        with pytest.raises(psycopg.OperationalError):
            worker.do_next(world.service.settings, database.urls)
    ended = settle(sender(world), world.service, database, found["id"])
    assert counts(ended) == ("committed", 2, 2, 0, 0, 0, 0)


def test_a_fault_of_the_service_ends_the_import_and_leaves_nothing(
    world: World, database: TestDatabase
) -> None:
    """What the database refuses while the next rows are read is what the import ends with, not what followed it."""
    rule = f"CHECK (partnership_id <> '{world.id}') NOT VALID"
    world.superuser.execute(f"ALTER TABLE referral_details ADD CONSTRAINT spoilt {rule}")
    try:
        ended = imported(world, database, ndjson(*rows_of(world, 10)), commit="automatic")
    finally:
        world.superuser.execute("ALTER TABLE referral_details DROP CONSTRAINT spoilt")
    assert (ended["status"], ended["problem_code"]) == ("failed", "internal_error")
    assert held(world) == dict.fromkeys(WRITTEN, 0)
