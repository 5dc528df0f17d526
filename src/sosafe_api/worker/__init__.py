"""The background process: takes work that waits, one transaction each, until it is told to stop."""

import signal
import threading
import time
from datetime import timedelta
from uuid import UUID

import psycopg
import structlog

from sosafe_api.core.clock import move, now
from sosafe_api.core.db.roles import DatabaseUrls
from sosafe_api.core.db.safety import head_revision
from sosafe_api.core.db.session import BlockingConnection, blocking_transaction, listening
from sosafe_api.core.observability.process import Observed
from sosafe_api.core.observability.work import UNWATCHED, WorkWatch
from sosafe_api.core.settings import Settings
from sosafe_api.core.work_items import TAKE, WAITING, wanted
from sosafe_api.domains.changes import tasks as changes
from sosafe_api.domains.kpis.rules.schedule import next_due
from sosafe_api.domains.webhooks import tasks as webhooks
from sosafe_api.worker.kinds import KINDS, Item, Work, enter
from sosafe_api.worker.passing import may_pass
from sosafe_api.worker.senders import Senders

POLL_SECONDS = 1.0
RETRY_SECONDS = 30
SCHEDULE_SECONDS = 3600.0
STOPPING_SECONDS = 15.0  # a turn of a sender that has begun comes to its end
_log = structlog.get_logger("sosafe.worker")
_SCHEDULE = """
INSERT INTO work_items (id, partnership_id, kind, item_id, available_at)
SELECT id, id, 'kpi_recording', id, %s FROM partnerships ON CONFLICT (id) DO NOTHING"""


def run(settings: Settings, urls: DatabaseUrls) -> None:
    """Works until SIGTERM or SIGINT; a lost database is waited for."""
    stop = threading.Event()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
    observed = observed_worker(settings, urls)
    observed.start()
    senders = Senders(settings, urls, watch=observed.work).start(stop)
    while not stop.is_set():
        try:
            with listening(urls.app, "sosafe_work") as listener:
                _work(listener, settings, urls, stop, observed.work)
        except psycopg.OperationalError as error:
            _log.warning("database lost", error=type(error).__name__)
            stop.wait(POLL_SECONDS)
    for thread in senders:
        thread.join(STOPPING_SECONDS)
    observed.stop()


def observed_worker(settings: Settings, urls: DatabaseUrls) -> Observed:
    """What watches a worker; it also tells what waits in the partnerships to be read and sent."""
    return Observed.worker(settings, urls, [*changes.figures(), *webhooks.figures()])


def _work(
    listener: BlockingConnection,
    settings: Settings,
    urls: DatabaseUrls,
    stop: threading.Event,
    watch: WorkWatch,
) -> None:
    look_again = 0.0
    queue = _Queue(listener)
    while not stop.is_set():
        while not stop.is_set() and queue.waits() and do_next(settings, urls, watch):
            pass
        if time.monotonic() >= look_again:
            schedule(listener)
            look_again = time.monotonic() + SCHEDULE_SECONDS
        # A message ends the wait early; without one the table is looked at anyway.
        for _ in listener.notifies(timeout=POLL_SECONDS, stop_after=1):
            pass


def schedule(connection: BlockingConnection) -> None:
    """Gives each new partnership its daily work. Its id is the partnership's, so several workers give it once."""
    connection.execute(_SCHEDULE, (next_due(now()),))


class _Queue:
    """What waits, as long as the tables are those of this version; says once when they are not."""

    def __init__(self, listener: BlockingConnection) -> None:
        self._listener = listener
        self._own = True

    def waits(self) -> bool:
        own, waits = self._listener.execute(WAITING, wanted(*KINDS)).fetchone() or (False, False)
        if self._own and not own:
            _log.warning("tables of another version", needs=head_revision())
        self._own = own
        return bool(own and waits)


def do_next(settings: Settings, urls: DatabaseUrls, watch: WorkWatch = UNWATCHED) -> bool:
    """Does one piece of work; False when none waits for this version. Killed at any point, it is done anew."""
    with blocking_transaction(urls.app) as connection, blocking_transaction(urls.app) as reader:
        found = connection.execute(TAKE, wanted(*KINDS)).fetchone()
        if found is None:
            return False
        item = Item(*found)
        for used in (connection, reader):
            enter(used, item.partnership_id)
        move(_ahead(connection, item.partnership_id))
        kind = KINDS[item.kind](connection, reader, settings, urls)
        piece = watch.take_up(item.kind)
        try:
            with connection.transaction():
                kind.do(item)
        # Whatever goes wrong with one piece of work must not keep the worker from all others.
        except Exception as error:
            lasting = not may_pass(error) and not (connection.broken or reader.broken)
            _log.warning("work failed", kind=item.kind, item_id=str(item.item_id), error=type(error).__name__)
            ended = lasting and _given_up(connection, kind, item)
            piece.end("failed" if ended else "postponed")
            if connection.broken or reader.broken:
                raise psycopg.OperationalError("the database was lost amid a piece of work") from error
            if not ended:
                _postpone(connection, item.id)
                return True
        else:
            piece.end("done")
        finally:
            move(timedelta(0))
        kind.finish(item)
        return True


def _given_up(connection: BlockingConnection, kind: Work, item: Item) -> bool:
    """Whether it could be ended; what cannot is tried again, and the worker goes on with all other work meanwhile."""
    try:
        with connection.transaction():
            kind.give_up(item)
    except Exception as error:  # noqa: BLE001 - nor must this keep the worker from all others
        _log.warning("not given up", kind=item.kind, item_id=str(item.item_id), error=type(error).__name__)
        return False
    return True


def _postpone(connection: BlockingConnection, item_id: UUID) -> None:
    connection.execute(
        "UPDATE work_items SET available_at = now() + make_interval(secs => %s) WHERE id = %s",
        (RETRY_SECONDS, item_id),
    )


def _ahead(connection: BlockingConnection, partnership_id: UUID) -> timedelta:
    """How far a test partnership's clock is ahead; what is due next goes by the true one all the same."""
    row = connection.execute(
        "SELECT clock_ahead_seconds FROM partnerships WHERE id = %s", (partnership_id,)
    ).fetchone()
    return timedelta(seconds=row[0] if row else 0)
