"""How far the step under way has read its file, and how often its worker died, told while its transaction is open."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

import psycopg

from sosafe_api.core.context import Context
from sosafe_api.core.db.session import RowScope, blocking_transaction

TELL_SECONDS = 1.0
# More than any series of restarts; fewer than would keep workers from all other work for long.
MOST_DEATHS = 50
_START_ANEW = b"""
INSERT INTO import_progress (partnership_id, import_id, bytes_read, starts_without_end)
VALUES (%(partnership_id)s, %(import_id)s, 0, 0)
ON CONFLICT (partnership_id, import_id) DO UPDATE SET bytes_read = 0, starts_without_end = 0"""
_READ = b"""
SELECT import_id, bytes_read FROM import_progress
WHERE partnership_id = %(partnership_id)s AND import_id = ANY (%(import_ids)s)"""
_TELL = b"""
UPDATE import_progress SET bytes_read = %s WHERE partnership_id = %s AND import_id = %s RETURNING 0"""

_BEGIN = b"""
UPDATE import_progress SET starts_without_end = starts_without_end + 1
WHERE partnership_id = %s AND import_id = %s RETURNING starts_without_end"""
_END = b"""
UPDATE import_progress SET starts_without_end = starts_without_end - 1
WHERE partnership_id = %s AND import_id = %s RETURNING starts_without_end"""


class WorkersDied(Exception):
    """Every worker that was at the import has died of it, or so it seems."""


class ProgressRepository:
    """Started in the transaction that asks for the step, so that the worker inserts nothing.

    To insert it would have to wait for the import's row, which it holds itself.
    """

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._execute = context.transaction.execute

    async def start_anew(self, import_id: UUID) -> None:
        await self._execute(_START_ANEW, {"partnership_id": self._partnership_id, "import_id": import_id})

    async def bytes_read(self, import_ids: Sequence[UUID]) -> dict[UUID, int]:
        """By import, as far as it was told."""
        if not import_ids:
            return {}
        values = {"partnership_id": self._partnership_id, "import_ids": list(import_ids)}
        return dict(await self._execute(_READ, values))


class ProgressTeller:
    """The worker's side: at most one line a second, in a short transaction of its own."""

    def __init__(self, url: str, partnership_id: UUID, import_id: UUID) -> None:
        self._url = url
        self._key = (partnership_id, import_id)
        self._told, self._told_at = 0, time.monotonic()

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Counts a step as begun until it ends, well or not. Raises `WorkersDied` where too many did not end."""
        begun = self._told_in_its_own(_BEGIN, self._key)
        try:
            if begun > MOST_DEATHS:
                raise WorkersDied
            yield
        finally:
            # Where the database is gone, the step counts as one that did not end; the next ones will.
            with suppress(psycopg.OperationalError):
                self._told_in_its_own(_END, self._key)

    def reached(self, position: int) -> None:
        """A file is read more than once; what is told never goes back."""
        if position <= self._told or time.monotonic() - self._told_at < TELL_SECONDS:
            return
        self._told, self._told_at = position, time.monotonic()
        # No step fails because nobody could be told how far it is: where the database is gone, the step finds out.
        with suppress(psycopg.OperationalError):
            self._told_in_its_own(_TELL, (position, *self._key))

    def _told_in_its_own(self, statement: bytes, values: tuple[Any, ...]) -> int:
        """Runs one statement in a transaction beside the step's; the number that it answers."""
        with blocking_transaction(self._url) as connection:
            connection.execute(RowScope(self._key[0]).statements.encode())
            row = connection.execute(statement, values).fetchone()
        return int(row[0]) if row else 0
