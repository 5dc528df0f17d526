"""Metrics of the worker: what waits and for how long, what was done, and the rows of imports."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import psycopg
import pytest

from sosafe_api import worker
from sosafe_api.core.db.roles import DatabaseUrls
from sosafe_api.core.errors import ServiceUnavailable, UnsafeInstallation
from sosafe_api.core.ids import new_id
from sosafe_api.core.observability.process import Observed
from sosafe_api.core.settings import Settings
from sosafe_api.domains.auth.rules import Role
from sosafe_api.worker.kinds import DailyRecording
from tests.domains.imports.loading import asb, create, file_of, move, row
from tests.fixtures.database import TestDatabase
from tests.fixtures.observed import scrape, value
from tests.fixtures.waiting import wait_until
from tests.fixtures.worker_program import started_worker
from tests.fixtures.world import World
from tests.safety.service_process import free_port

pytestmark = [pytest.mark.database]
ENDED = "sosafe_work_items_ended_total"


@dataclass
class Watched:
    """A worker whose figures are read, and that works when it is told to."""

    observed: Observed
    settings: Settings
    urls: DatabaseUrls

    def work(self) -> None:
        while worker.do_next(self.settings, self.urls, self.observed.work):
            pass

    def value(self, name: str, **labels: str) -> float:
        assert self.observed.listener is not None
        return value(scrape(self.observed.listener.port), name, **labels)


@pytest.fixture
def watched(world: World, database: TestDatabase, superuser: psycopg.Connection) -> Iterator[Watched]:
    superuser.execute("DELETE FROM work_items")
    settings = world.service.settings.model_copy(update={"metrics_port": free_port()})
    observed = Observed.worker(settings, database.urls)
    observed.start()
    yield Watched(observed, settings, database.urls)
    observed.stop()
    superuser.execute("DELETE FROM work_items")


@pytest.fixture
def wait(world: World) -> Callable[..., None]:
    """Puts a piece of work into the table, due so many seconds ago."""

    def put(kind: str, seconds: float) -> None:
        world.superuser.execute(
            "INSERT INTO work_items (id, partnership_id, kind, item_id, available_at)"
            " VALUES (%s, %s, %s, %s, now() - make_interval(secs => %s))",
            (new_id(), world.id, kind, world.id, seconds),
        )

    return put


def test_what_waits_is_told_by_kind_with_the_age_of_the_oldest(
    watched: Watched, wait: Callable[..., None]
) -> None:
    for kind, seconds in (("import", 600), ("import", 30), ("report", 5), ("kpi_recording", -3600)):
        wait(kind, seconds)
    assert watched.value("sosafe_ready") == 1
    assert watched.value("sosafe_work_items_due", kind="import") == 2
    assert 600 <= watched.value("sosafe_work_items_oldest_seconds", kind="import") < 660
    assert 5 <= watched.value("sosafe_work_items_oldest_seconds", kind="report") < 65
    assert watched.value("sosafe_work_items_due", kind="kpi_recording") == 0
    assert watched.value("sosafe_work_items_later", kind="kpi_recording") == 1
    assert watched.value("sosafe_work_items_oldest_seconds", kind="kpi_recording") == 0


def test_work_that_is_done_is_counted_and_an_imports_rows_with_it(watched: Watched, world: World) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    made = create(client)
    content = file_of(row(), asb(), asb())
    sent = client.put(made["upload"]["url"], content=content, headers={"Content-Type": "text/csv"})
    assert move(client, sent.json(), "validating").status_code == 202
    watched.work()
    assert client.get(f"/v1/imports/{made['id']}").json()["status"] == "committed"
    assert watched.value(ENDED, kind="import", outcome="done") == 1
    assert watched.value("sosafe_import_rows_total", resource="incidents", verdict="read") == 3
    assert watched.value("sosafe_work_item_duration_seconds_count", kind="import") == 1
    assert watched.value("sosafe_work_item_duration_seconds_sum", kind="import") > 0
    assert watched.value("sosafe_work_items_in_flight", kind="import") == 0
    assert watched.value("sosafe_work_item_last_done_timestamp_seconds", kind="import") > 1_700_000_000


@pytest.mark.parametrize(
    ("error", "outcome"), [(ServiceUnavailable(), "postponed"), (ValueError("Canaryname"), "failed")]
)
def test_work_that_is_put_off_or_given_up_is_counted_as_such(
    watched: Watched,
    wait: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    outcome: str,
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(DailyRecording, "do", fail)
    wait("kpi_recording", 1)
    watched.work()
    found = {
        one: watched.value(ENDED, kind="kpi_recording", outcome=one)
        for one in ("done", "failed", "postponed")
    }
    assert found == {"done": 0, "failed": 0, "postponed": 0, outcome: 1}
    assert watched.value("sosafe_work_items_in_flight", kind="kpi_recording") == 0


def test_a_worker_that_runs_tells_its_figures_until_it_is_stopped(
    world: World, database: TestDatabase, superuser: psycopg.Connection
) -> None:
    superuser.execute("DELETE FROM work_items")
    port = free_port()
    program = started_worker(world.service, database, SOSAFE_METRICS_PORT=str(port))

    def scheduled() -> bool:
        try:
            return value(scrape(port), "sosafe_work_items_later", kind="kpi_recording") >= 1
        except httpx.TransportError:
            assert program.poll() is None
            return False

    try:
        wait_until(scheduled, 90)
    finally:
        program.terminate()
    assert program.wait(30) == 0


def test_without_a_database_the_figures_say_so_and_still_come(world: World) -> None:
    nowhere = DatabaseUrls(app=f"postgresql://sosafe@127.0.0.1:{free_port()}/sosafe", reader="", migrator="")
    settings = world.service.settings.model_copy(update={"metrics_port": free_port()})
    observed = Observed.worker(settings, nowhere)
    observed.start()
    try:
        assert observed.listener is not None
        found = scrape(observed.listener.port)
    finally:
        observed.stop()
    assert found["sosafe_ready", ()] == 0
    assert not [name for name, _ in found if name.startswith("sosafe_work_items_due")]


def test_an_address_that_is_not_this_machines_is_refused_at_start(
    world: World, database: TestDatabase
) -> None:
    changes = {"metrics_port": free_port(), "metrics_host": "203.0.113.7"}
    settings = world.service.settings.model_copy(update=changes)
    with pytest.raises(UnsafeInstallation, match="SOSAFE_METRICS_HOST"):
        Observed.worker(settings, database.urls)


def test_unless_a_port_is_named_nothing_listens(world: World, database: TestDatabase) -> None:
    observed = Observed.web(world.service.settings, database.urls)
    assert (observed.registry, observed.listener, observed.requests, observed.tracing) == (None,) * 4
