"""The senders of webhooks: threads beside the other work, each with one receiver at a time."""

import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import psycopg
import structlog

from sosafe_api.core.clock import now
from sosafe_api.core.db.roles import DatabaseUrls
from sosafe_api.core.db.session import BlockingConnection, blocking_transaction, listening
from sosafe_api.core.observability.work import UNWATCHED, Outcome, WorkWatch
from sosafe_api.core.outgoing import Sender
from sosafe_api.core.secrets import load_secret
from sosafe_api.core.security.sealing import Sealer
from sosafe_api.core.settings import Settings
from sosafe_api.core.work_items import TAKE, WAKE_CHANNEL, wanted
from sosafe_api.domains.webhooks.tasks import Turn

POLL_SECONDS = 1.0
AFTER_A_FAULT = timedelta(seconds=30)
_BUSY = timedelta(seconds=1)
_log = structlog.get_logger("sosafe.webhooks")
# A webhook's standing row and a wish to send at once are two rows: the lock is the receiver's, not the row's.
_LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 7))"
# The claim waits while the receiver answers, longer than a request of ours may ever wait.
_PATIENCE = "SET LOCAL idle_in_transaction_session_timeout = '10min'"
_LATER = "UPDATE work_items SET available_at = %s WHERE id = %s"
_SOONER = "UPDATE work_items SET available_at = least(available_at, %s) WHERE id = %s"


class Senders:
    """So many threads. A receiver has one turn at a time, whichever process or machine gives it."""

    def __init__(
        self,
        settings: Settings,
        urls: DatabaseUrls,
        sender: Sender | None = None,
        watch: WorkWatch = UNWATCHED,
    ) -> None:
        self._urls = urls
        self._watch = watch
        self._sender = sender or Sender(local=settings.webhook_local_receivers)
        self._sealer = Sealer(load_secret(settings.secret_file), settings.sealing_key)
        self._count = settings.webhook_senders

    def start(self, stop: threading.Event) -> Sequence[threading.Thread]:
        threads = [
            threading.Thread(target=self._work, args=(stop,), name=f"sender-{place}", daemon=True)
            for place in range(self._count)
        ]
        for thread in threads:
            thread.start()
        return threads

    def _work(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                with listening(self._urls.app, WAKE_CHANNEL) as connection:
                    self._send(connection, stop)
            except psycopg.Error as error:
                _log.warning("database lost", error=type(error).__name__)
                stop.wait(POLL_SECONDS)

    def _send(self, connection: BlockingConnection, stop: threading.Event) -> None:
        while not stop.is_set():
            while not stop.is_set() and self.send_next(connection):
                pass
            for _ in connection.notifies(timeout=POLL_SECONDS, stop_after=1):
                pass

    def send_next(self, connection: BlockingConnection) -> bool:
        """Gives one receiver a turn; False when none is due. `connection` is in no transaction."""
        with blocking_transaction(self._urls.app) as claim:
            found = claim.execute(TAKE, wanted("webhook")).fetchone()
            if found is None:
                return False
            item_id, partnership_id, webhook_id, _ = found
            claim.execute(_PATIENCE)
            (mine,) = claim.execute(_LOCK, (str(webhook_id),)).fetchone() or (False,)
            if not mine:
                claim.execute(_LATER, (now() + _BUSY, item_id))
                return True
            due = self._turn(connection, partnership_id, webhook_id)
            if item_id == webhook_id:
                claim.execute(_LATER, (due, item_id))
            else:
                claim.execute("DELETE FROM work_items WHERE id = %s", (item_id,))
                claim.execute(_SOONER, (due, webhook_id))
            return True

    def _turn(self, connection: BlockingConnection, partnership_id: UUID, webhook_id: UUID) -> datetime:
        piece = self._watch.take_up("webhook")
        outcome: Outcome = "postponed"
        try:
            due = Turn(connection, self._sender, self._sealer, partnership_id, webhook_id).run()
            outcome = "done"
        # Whatever goes wrong with one receiver must not keep the sender from all others.
        except Exception as error:
            if connection.broken:
                raise psycopg.OperationalError("the database was lost amid a turn") from error
            _log.warning("turn failed", webhook_id=str(webhook_id), error=type(error).__name__)
            due = now() + AFTER_A_FAULT
        finally:
            piece.end(outcome)
        return due
