"""No fault keeps a worker from its work: what may pass is waited for, what stays is ended, and the rest goes on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from subprocess import Popen

import psycopg
import pytest
import sqlalchemy.exc
from psycopg import errors

from sosafe_api import worker
from sosafe_api.core.errors import (
    OutcomeUnknown,
    ServiceError,
    ServiceUnavailable,
    TransientFault,
    ValidationFailed,
)
from sosafe_api.worker.passing import may_pass
from tests.domains.changes.test_feed import put_change
from tests.domains.imports.record_files import sent
from tests.domains.imports.referral_files import counts, ndjson
from tests.domains.imports.test_event_files import holder, row
from tests.fixtures.database import TestDatabase
from tests.fixtures.waiting import wait_until
from tests.fixtures.world import World

EVENTS = {"resource": "events", "format": "ndjson", "commit": "automatic"}


def of_session(met: Exception) -> Exception:
    """As SQLAlchemy hands on what the driver met."""
    return sqlalchemy.exc.DBAPIError("statement", {}, met)


def translated(told: ServiceError, met: Exception) -> ServiceError:
    told.__cause__ = met
    return told


@pytest.mark.parametrize("layer", [lambda met: met, of_session], ids=["driver", "session"])
@pytest.mark.parametrize(
    "met",
    [errors.LockNotAvailable(), errors.QueryCanceled(), errors.DiskFull(), errors.AdminShutdown()],
    ids=lambda met: type(met).__name__,
)
def test_what_the_database_cannot_do_just_now_may_pass(
    met: Exception, layer: Callable[[Exception], Exception]
) -> None:
    assert may_pass(layer(met))
    assert may_pass(translated(ServiceUnavailable(), layer(met)))


@pytest.mark.parametrize("met", [errors.DeadlockDetected(), errors.SerializationFailure()])
def test_what_two_transactions_did_to_each_other_may_pass(met: Exception) -> None:
    once = translated(TransientFault(), of_session(met))
    assert may_pass(once)
    assert may_pass(translated(ServiceUnavailable(), once))


@pytest.mark.parametrize("error", [ServiceUnavailable(), TransientFault(), OutcomeUnknown()])
def test_what_asks_to_be_done_again_may_pass(error: Exception) -> None:
    assert may_pass(error)


@pytest.mark.parametrize(
    "met",
    [
        errors.ProgramLimitExceeded(),
        errors.CheckViolation(),
        errors.UndefinedColumn(),
        KeyError(),
        ValidationFailed(),
        sqlalchemy.exc.InvalidRequestError(),
    ],
    ids=lambda met: type(met).__name__,
)
def test_what_would_come_again_stays(met: Exception) -> None:
    assert not may_pass(met)
    assert not may_pass(translated(ServiceUnavailable(), met))
    assert not may_pass(translated(ServiceUnavailable(), of_session(met)))


@pytest.fixture
def nothing_waits(superuser: psycopg.Connection) -> None:
    superuser.execute("DELETE FROM work_items")


@contextmanager
def locked(database: TestDatabase, table: str) -> Iterator[None]:
    """Somebody writes to the table, and takes their time."""
    with database.connect() as other, other.transaction():
        other.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        yield


@contextmanager
def refusing(superuser: psycopg.Connection, table: str, condition: str) -> Iterator[None]:
    """The database takes no such row, as by a fault of ours."""
    superuser.execute(f"ALTER TABLE {table} ADD CONSTRAINT refusing CHECK ({condition}) NOT VALID")
    try:
        yield
    finally:
        superuser.execute(f"ALTER TABLE {table} DROP CONSTRAINT refusing")


def due(world: World) -> None:
    world.superuser.execute("UPDATE work_items SET available_at = now() WHERE kind = 'import'")


@pytest.mark.database
@pytest.mark.usefixtures("nothing_waits")
def test_a_file_that_another_writer_holds_up_waits_and_is_kept(world: World, database: TestDatabase) -> None:
    client = holder(world)
    waiting = sent(client, ndjson(row(world, "EX/1")), **EVENTS)
    with locked(database, "community_events"):
        assert worker.do_next(world.service.settings, database.urls)
        assert client.get(f"/v1/imports/{waiting['id']}").json()["status"] == "validating"
    due(world)
    while worker.do_next(world.service.settings, database.urls):
        pass
    found = client.get(f"/v1/imports/{waiting['id']}").json()
    assert counts(found) == ("committed", 1, 1, 0, 0, 0, 0)


def blocked(superuser: psycopg.Connection, table: str) -> bool:
    found = superuser.execute(
        "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = %s::regclass AND NOT granted)", (table,)
    ).fetchone()
    return found == (True,)


@pytest.mark.database
@pytest.mark.usefixtures("nothing_waits")
def test_a_worker_outlives_the_loss_of_its_database_amid_what_another_connection_writes(
    world: World, database: TestDatabase, start_worker: Callable[[], Popen[bytes]]
) -> None:
    client = holder(world)
    waiting = sent(client, ndjson(row(world, "EX/1")), **EVENTS)
    with locked(database, "community_events"):
        process = start_worker()
        wait_until(lambda: blocked(world.superuser, "community_events"))
        world.superuser.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'sosafe_app'"
        )
    due(world)
    wait_until(lambda: client.get(f"/v1/imports/{waiting['id']}").json()["status"] == "committed")
    assert process.poll() is None


@pytest.mark.database
@pytest.mark.usefixtures("nothing_waits")
def test_what_cannot_even_be_ended_keeps_nobody_else_waiting(world: World, database: TestDatabase) -> None:
    client = holder(world)
    spoilt = sent(client, ndjson(row(world, "EX/1")), **EVENTS)["id"]
    sound = sent(client, ndjson(row(world, "EX/2")), **EVENTS)["id"]
    with refusing(world.superuser, "imports", f"id <> '{spoilt}'"):
        for _ in range(3):
            worker.do_next(world.service.settings, database.urls)
        assert client.get(f"/v1/imports/{sound}").json()["status"] == "committed"
    due(world)
    while worker.do_next(world.service.settings, database.urls):
        pass
    assert client.get(f"/v1/imports/{spoilt}").json()["status"] == "committed"


@pytest.mark.database
@pytest.mark.usefixtures("nothing_waits")
def test_old_changes_are_forgotten_though_the_evenings_counting_fails(
    world: World, database: TestDatabase
) -> None:
    put_change(world.superuser, world, occurred_at=datetime.now(UTC) - timedelta(days=31))
    assert world.as_role("referrer_client").get("/v1/changes").status_code == 200, (
        "numbered by its first reader"
    )
    world.superuser.execute("DELETE FROM work_items")
    with world.superuser.transaction():
        worker.schedule(world.superuser)
    world.superuser.execute(
        "UPDATE work_items SET available_at = now() WHERE partnership_id = %s", (world.id,)
    )
    with refusing(world.superuser, "kpi_recordings", f"partnership_id <> '{world.id}'"):
        worker.do_next(world.service.settings, database.urls)
    kept = world.superuser.execute("SELECT count(*) FROM changes WHERE partnership_id = %s", (world.id,))
    assert kept.fetchone() == (0,)
