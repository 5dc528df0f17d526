"""The kinds of work that wait in the background, and how each is done, given up and finished."""

import asyncio
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

import sosafe_api.tables  # noqa: F401  # each row is written knowing the tables it refers to
from sosafe_api.core import idempotency
from sosafe_api.core.clock import now
from sosafe_api.core.db.roles import DatabaseUrls
from sosafe_api.core.db.session import BlockingConnection, RowScope, blocking_transaction
from sosafe_api.core.http.catalogue import CATALOGUE
from sosafe_api.core.settings import Settings
from sosafe_api.domains.changes import tasks as changes
from sosafe_api.domains.exports import tasks as exports
from sosafe_api.domains.imports import tasks as imports
from sosafe_api.domains.imports.kinds import Surroundings
from sosafe_api.domains.kpis import tasks as kpis
from sosafe_api.domains.kpis.rules.schedule import next_due
from sosafe_api.domains.reports import tasks as reports
from sosafe_api.domains.webhooks import tasks as webhooks
from sosafe_api.worker import export_process

_EXPIRES = """
UPDATE work_items w SET kind = 'export_expiry',
 available_at = e.expires_at - make_interval(secs => p.clock_ahead_seconds)
FROM exports e JOIN partnerships p ON p.id = e.partnership_id
WHERE w.id = %(id)s AND e.partnership_id = w.partnership_id AND e.id = %(export_id)s AND e.status = 'ready'
RETURNING w.id"""
_STILL_KEPT = """
UPDATE work_items w SET available_at = now() + interval '1 hour' FROM exports e
WHERE w.id = %(id)s AND e.partnership_id = w.partnership_id AND e.id = %(export_id)s AND e.status = 'ready'
RETURNING w.id"""


_TIMEOUT = "10min"


class Item(NamedTuple):
    """A row of the table of work."""

    id: UUID
    partnership_id: UUID
    item_id: UUID
    kind: str


def enter(connection: BlockingConnection, partnership_id: UUID) -> None:
    """Until its transaction ends the connection sees this partnership, whole, and has time for what takes long."""
    connection.execute(RowScope(partnership_id, reach="partnership").statements.encode())
    connection.execute(f"SET LOCAL statement_timeout = '{_TIMEOUT}'".encode())
    connection.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{_TIMEOUT}'".encode())


@dataclass(frozen=True, slots=True)
class Work(ABC):
    """One kind of work, in the worker's two transactions or in one of its own. Done once, it is over."""

    connection: BlockingConnection
    reader: BlockingConnection
    settings: Settings
    urls: DatabaseUrls

    @abstractmethod
    def do(self, item: Item) -> None:
        """Safe to be killed in: it is done again from the start."""

    @abstractmethod
    def give_up(self, item: Item) -> None:
        """Ends what cannot be done, so that the work behind it goes on."""

    def finish(self, item: Item) -> None:
        self.connection.execute("DELETE FROM work_items WHERE id = %s", (item.id,))


class ImportStep(Work):
    """Validates or commits an import."""

    def do(self, item: Item) -> None:
        around = Surroundings(self.settings, self.urls.app, lambda code: CATALOGUE[code].remedy)
        imports.run_import(self.connection, self.reader, item.partnership_id, item.item_id, around)

    def give_up(self, item: Item) -> None:
        imports.give_up(self.connection, self.reader, item.partnership_id, item.item_id)

    def finish(self, item: Item) -> None:
        """An import that is kept step by step waits for its next one, behind what waits already."""
        if imports.still_waits(self.connection, self.reader, item.partnership_id, item.item_id):
            self.connection.execute(
                "UPDATE work_items SET available_at = clock_timestamp() WHERE id = %s", (item.id,)
            )
        else:
            super().finish(item)


class ImportExpiry(Work):
    """Deletes what still lies here of a file about people."""

    def do(self, item: Item) -> None:
        imports.expire(self.connection, self.reader, item.partnership_id, item.item_id)

    def give_up(self, item: Item) -> None:
        """It is tried again the next day, as long as anything lies here."""

    def finish(self, item: Item) -> None:
        if imports.holds_content(self.connection, self.reader, item.partnership_id, item.item_id):
            self.connection.execute(
                "UPDATE work_items SET available_at = now() + interval '1 day' WHERE id = %s", (item.id,)
            )
        else:
            super().finish(item)


class ListFile(Work):
    """Writes a list to a file, in a process of its own; once it is written, the row waits until it expires."""

    def do(self, item: Item) -> None:
        export_process.write(self.settings, self.urls.app, item.partnership_id, item.item_id)

    def give_up(self, item: Item) -> None:
        asyncio.run(exports.give_up(self.urls.app, item.partnership_id, item.item_id))

    def finish(self, item: Item) -> None:
        waits = self.connection.execute(_EXPIRES, {"id": item.id, "export_id": item.item_id}).fetchone()
        if waits is None:
            super().finish(item)


class ListFileExpiry(Work):
    """Deletes the content of an export whose time is over."""

    def do(self, item: Item) -> None:
        asyncio.run(exports.expire(self.urls.app, item.partnership_id, item.item_id))

    def give_up(self, item: Item) -> None:
        """Nobody may read it any more; tried again within the hour, for it must not lie there."""

    def finish(self, item: Item) -> None:
        kept = self.connection.execute(_STILL_KEPT, {"id": item.id, "export_id": item.item_id}).fetchone()
        if kept is None:
            super().finish(item)


class DailyRecording(Work):
    """What indicators count, once a day, and forgetting what is old: its row stays and waits for the next evening."""

    def do(self, item: Item) -> None:
        # Over at once: from the changes on, nobody can read the feed any further until it is. What is counted takes
        # longer, and may fail.
        with blocking_transaction(self.urls.app) as connection:
            enter(connection, item.partnership_id)
            idempotency.forget(connection, item.partnership_id)
            changes.forget(connection, item.partnership_id, now())
            webhooks.forget(connection, item.partnership_id, now())
        asyncio.run(kpis.record_counts(self.urls.app, item.partnership_id, now()))

    def give_up(self, item: Item) -> None:
        """The next evening it is tried again; what was missed is one day's history."""

    def finish(self, item: Item) -> None:
        self.connection.execute(
            "UPDATE work_items SET available_at = %s WHERE id = %s", (next_due(now()), item.id)
        )


class ReleaseCheck(Work):
    """Checks a release in a transaction beside the worker's, which holds its row meanwhile."""

    def do(self, item: Item) -> None:
        kpis.run_release(self.urls.app, self.settings, item.partnership_id, item.item_id)

    def give_up(self, item: Item) -> None:
        kpis.give_up_release(self.urls.app, self.settings, item.partnership_id, item.item_id)


class ReportDocuments(Work):
    """Draws the page and the PDF of a report."""

    def do(self, item: Item) -> None:
        reports.run_report(self.connection, item.partnership_id, item.item_id)

    def give_up(self, item: Item) -> None:
        reports.give_up_report(self.connection, item.partnership_id, item.item_id)


KINDS: dict[str, type[Work]] = {
    "export": ListFile,
    "export_expiry": ListFileExpiry,
    "import": ImportStep,
    "import_expiry": ImportExpiry,
    "kpi_recording": DailyRecording,
    "kpi_release": ReleaseCheck,
    "report": ReportDocuments,
}
