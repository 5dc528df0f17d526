"""Every query about imports; never commits."""

from collections.abc import Sequence
from typing import Any, BinaryIO
from uuid import UUID

from psycopg.errors import LockNotAvailable
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from sosafe_api.core import work_items
from sosafe_api.core.context import Context
from sosafe_api.core.errors import ImportNotReady
from sosafe_api.domains.imports.models import Import, ImportFault
from sosafe_api.domains.imports.rules import ImportStatus

PART_BYTES = 1 << 20
_ADD_PART = b"""
INSERT INTO import_parts (partnership_id, import_id, position, content)
VALUES (%(partnership_id)s, %(import_id)s, %(position)s, %(content)s)"""
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
        partnership_id = row.partnership_id
        while stretch := content.read(PART_BYTES):
            await self._context.transaction.execute(
                _ADD_PART,
                {
                    "partnership_id": partnership_id,
                    "import_id": row.id,
                    "position": row.bytes_received,
                    "content": stretch,
                },
            )
            row.bytes_received += len(stretch)

    async def forget_parts(self, row: Import) -> None:
        await self._context.transaction.execute(
            _FORGET_PARTS, {"partnership_id": row.partnership_id, "import_id": row.id}
        )
        row.bytes_received = 0

    async def queue(self, row: Import) -> None:
        await self._session.flush()
        await work_items.queue(self._context, "import", row.id)
