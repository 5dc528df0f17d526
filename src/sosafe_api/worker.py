"""The background process: takes work that waits, one transaction each, until it is told to stop."""

import signal
import threading
from dataclasses import dataclass
from uuid import UUID

import psycopg
import structlog

from sosafe_api.core.db.roles import DatabaseUrls
from sosafe_api.core.db.session import BlockingConnection, RowScope, blocking_transaction, listening
from sosafe_api.core.errors import OutcomeUnknown, ServiceUnavailable
from sosafe_api.core.settings import Settings
from sosafe_api.domains.imports import tasks as imports
from sosafe_api.domains.kpis import tasks as kpis

POLL_SECONDS = 1.0
RETRY_SECONDS = 30
JOB_TIMEOUT = "10min"
_log = structlog.get_logger("sosafe.worker")
_WAITING = "SELECT EXISTS (SELECT FROM work_items WHERE available_at <= now())"
_TAKE = """
SELECT id, partnership_id, kind, item_id FROM work_items WHERE kind = ANY(%s) AND available_at <= now()
ORDER BY available_at LIMIT 1 FOR UPDATE SKIP LOCKED"""


def run(settings: Settings, urls: DatabaseUrls) -> None:
    """Works until SIGTERM or SIGINT; a lost database is waited for."""
    stop = threading.Event()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        try:
            with listening(urls.app, "sosafe_work") as listener:
                _work(listener, settings, urls, stop)
        except psycopg.OperationalError as error:
            _log.warning("database lost", error=type(error).__name__)
            stop.wait(POLL_SECONDS)


def _work(
    listener: BlockingConnection, settings: Settings, urls: DatabaseUrls, stop: threading.Event
) -> None:
    while not stop.is_set():
        while not stop.is_set() and _waiting(listener) and do_next(settings, urls):
            pass
        # A message ends the wait early; without one the table is looked at anyway.
        for _ in listener.notifies(timeout=POLL_SECONDS, stop_after=1):
            pass


def _waiting(listener: BlockingConnection) -> bool:
    row = listener.execute(_WAITING).fetchone()
    return row is not None and bool(row[0])


def do_next(settings: Settings, urls: DatabaseUrls) -> bool:
    """Does one piece of work; False when none waits. Killed at any point, it is done again from the start."""
    with blocking_transaction(urls.app) as connection, blocking_transaction(urls.app) as reader:
        item = connection.execute(_TAKE, (list(_WORK),)).fetchone()
        if item is None:
            return False
        item_id, partnership_id, kind, object_id = item
        work = _WORK[kind](settings, urls, connection, reader)
        for used in (connection, reader):
            _enter(used, partnership_id)
        try:
            with connection.transaction():
                work.run(partnership_id, object_id)
        # Whatever goes wrong with one piece of work must not keep the worker from all others.
        except Exception as error:
            if connection.broken or reader.broken:
                raise
            _log.warning("work failed", kind=kind, id=str(object_id), error=type(error).__name__)
            if _may_pass(error):
                _postpone(connection, item_id)
                return True
            work.give_up(partnership_id, object_id)
        connection.execute("DELETE FROM work_items WHERE id = %s", (item_id,))
        return True


def _may_pass(error: Exception) -> bool:
    """A lock, a full disk or a shutdown may pass; a file beyond a limit of the database stays so."""
    if isinstance(error, ServiceUnavailable | OutcomeUnknown):
        return True
    return isinstance(error, psycopg.OperationalError) and not isinstance(
        error, psycopg.errors.ProgramLimitExceeded
    )


def _postpone(connection: BlockingConnection, item_id: UUID) -> None:
    connection.execute(
        "UPDATE work_items SET available_at = now() + make_interval(secs => %s) WHERE id = %s",
        (RETRY_SECONDS, item_id),
    )


def _enter(connection: BlockingConnection, partnership_id: UUID) -> None:
    connection.execute(RowScope(partnership_id, reach="partnership").statements.encode())
    connection.execute(f"SET LOCAL statement_timeout = '{JOB_TIMEOUT}'".encode())
    connection.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{JOB_TIMEOUT}'".encode())


@dataclass(frozen=True, slots=True)
class _Work:
    """What a piece of work may use: the worker's two connections, or the database's address for its own."""

    settings: Settings
    urls: DatabaseUrls
    connection: BlockingConnection
    reader: BlockingConnection


class _Import(_Work):
    """Validates or commits an import in the worker's own transaction."""

    def run(self, partnership_id: UUID, import_id: UUID) -> None:
        rows = self.settings.import_rows
        imports.run_import(self.connection, self.reader, partnership_id, import_id, rows)

    def give_up(self, partnership_id: UUID, import_id: UUID) -> None:
        imports.give_up(self.connection, self.reader, partnership_id, import_id)


class _Release(_Work):
    """Checks a release in a transaction beside the worker's, which holds its row meanwhile."""

    def run(self, partnership_id: UUID, release_id: UUID) -> None:
        kpis.run_release(self.urls.app, self.settings, partnership_id, release_id)

    def give_up(self, partnership_id: UUID, release_id: UUID) -> None:
        kpis.give_up(self.urls.app, self.settings, partnership_id, release_id)


_WORK: dict[str, type[_Import | _Release]] = {"import": _Import, "kpi_release": _Release}
