"""Every query about imports; never commits."""

from asyncio import to_thread
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, BinaryIO
from uuid import UUID

from psycopg.errors import LockNotAvailable
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from sosafe_api.core import work_items
from sosafe_api.core.context import Context
from sosafe_api.core.errors import ImportNotReady
from sosafe_api.domains.imports.models import Import, ImportFault
from sosafe_api.domains.imports.repository.parts import packed_parts, unpacked
from sosafe_api.domains.imports.rules import DAYS_KEPT, ImportStatus

_ADD_PART = b"""
INSERT INTO import_parts (partnership_id, import_id, position, content, compressed)
VALUES (%(partnership_id)s, %(import_id)s, %(position)s, %(content)s, true)"""
_REJECTED = b"""
SELECT position, length FROM import_rejected_rows WHERE partnership_id = %(partnership_id)s
 AND import_id = %(import_id)s AND position < %(end)s AND position + length > %(start)s ORDER BY position"""
_PART = b"""
SELECT content, compressed FROM import_parts WHERE partnership_id = %(partnership_id)s AND import_id = %(import_id)s
 AND position = %(position)s"""
_FORGET_PLACES = b"""
DELETE FROM import_rejected_rows WHERE partnership_id = %(partnership_id)s AND import_id = %(import_id)s"""
_FORGET_PARTS = b"""
DELETE FROM import_parts WHERE partnership_id = %(partnership_id)s AND import_id = %(import_id)s"""


class ImportRepository:
    """Imports of the actor's own; nobody else's are found."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._session = context.transaction.session

    def _own(self) -> Any:
        actor = self._context.actor
        return select(Import).where(
            Import.partnership_id == actor.partnership_id, Import.principal_id == actor.id
        )

    def add(self, row: Import) -> None:
        self._session.add(row)

    async def find(self, import_id: UUID, *, lock: bool = False) -> Import | None:
        """With `lock`, raises `ImportNotReady` while a worker is at it, whose end nobody should wait for."""
        statement = self._own().where(Import.id == import_id)
        try:
            result = await self._session.exec(statement.with_for_update(nowait=True) if lock else statement)
        except DBAPIError as error:
            if isinstance(error.orig, LockNotAvailable):
                raise ImportNotReady() from error
            raise
        found: Import | None = result.first()
        return found

    async def page(
        self, statuses: Sequence[ImportStatus] | None, before: UUID | None, limit: int
    ) -> list[Import]:
        """Newest first, one row more than the page holds."""
        statement = self._own().order_by(col(Import.id).desc()).limit(limit + 1)
        if statuses:
            statement = statement.where(col(Import.status).in_([status.value for status in statuses]))
        if before:
            statement = statement.where(col(Import.id) < before)
        return list((await self._session.exec(statement)).all())

    async def faults(self, import_id: UUID, after: int, limit: int) -> list[ImportFault]:
        statement = (
            select(ImportFault)
            .where(
                ImportFault.partnership_id == self._context.actor.partnership_id,
                ImportFault.import_id == import_id,
                col(ImportFault.number) > after,
            )
            .order_by(col(ImportFault.number))
            .limit(limit + 1)
        )
        return list((await self._session.exec(statement)).all())

    async def append(self, row: Import, content: BinaryIO) -> None:
        """Stores what was received, a stretch at a time, so that memory stays flat."""
        partnership_id, parts = row.partnership_id, packed_parts(content)
        while part := await to_thread(next, parts, None):
            length, stored = part
            await self._context.transaction.execute(
                _ADD_PART,
                {
                    "partnership_id": partnership_id,
                    "import_id": row.id,
                    "position": row.bytes_received,
                    "content": stored,
                },
            )
            row.bytes_received += length

    async def forget_parts(self, row: Import) -> None:
        values = {"partnership_id": row.partnership_id, "import_id": row.id}
        for statement in (_FORGET_PLACES, _FORGET_PARTS):
            await self._context.transaction.execute(statement, values)
        row.bytes_received = 0

    async def queue_expiry(self, row: Import) -> None:
        """What lies here of the file by then is deleted."""
        await self._session.flush()
        due = row.created_at + timedelta(days=DAYS_KEPT)
        await work_items.queue(self._context, "import_expiry", row.id, not_before=due)

    async def rejected_in(self, row: Import, start: int, end: int) -> list[tuple[int, int]]:
        """Where the rows that are not taken begin and how long they are, as far as they lie in a stretch."""
        values = {"partnership_id": row.partnership_id, "import_id": row.id, "start": start, "end": end}
        return [
            (begins, length) for begins, length in await self._context.transaction.execute(_REJECTED, values)
        ]

    async def part(self, row: Import, position: int) -> bytes:
        """The stretch of the file that begins at the byte; nothing where there is none."""
        values = {"partnership_id": row.partnership_id, "import_id": row.id, "position": position}
        found = await self._context.transaction.execute(_PART, values)
        return unpacked(found[0][0], compressed=found[0][1]) if found else b""

    async def queue(self, row: Import) -> None:
        await self._session.flush()
        await work_items.queue(self._context, "import", row.id)
