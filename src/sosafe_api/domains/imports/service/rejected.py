"""The rows that were refused, as they were sent, for whoever sent them."""

import hashlib
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.context import Context, Service
from sosafe_api.core.errors import ImportNotReady, NotFound
from sosafe_api.domains.imports.models import Import
from sosafe_api.domains.imports.repository import ImportRepository
from sosafe_api.domains.imports.rules import RUNNING, ImportFormat

SPOOL_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class RejectedRows:
    """A file in the format of the one that was sent, of a workbook as CSV; it lies on disk until it is closed.

    `digest` is its SHA-256, by which its reader knows that nothing is missing: it has no end mark.
    """

    content: BinaryIO
    size: int
    digest: bytes
    is_csv: bool


class RejectedRowsService(Service):
    """Reads them out of the file, a stretch at a time."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = ImportRepository(context)

    async def collect(self, import_id: UUID) -> RejectedRows:
        """Raises `NotFound` where nothing was refused or the rows are deleted, `ImportNotReady` while work goes on."""
        row = await self.repository.find(import_id)
        if row is None:
            raise NotFound()
        if row.status in RUNNING:
            raise ImportNotReady()
        if not row.rows_refused:
            raise NotFound()
        await record(
            self.context,
            Entry(
                operation="import_rejected_row:read",
                object_type="import",
                object_id=row.id,
                field_set="F0 F2 F3",
            ),
        )
        content = cast("BinaryIO", SpooledTemporaryFile(max_size=SPOOL_BYTES))  # noqa: SIM115  # closed when sent
        try:
            digest = await self._copy(row, content)
        except BaseException:
            content.close()
            raise
        size = content.tell()
        if not size:
            content.close()
            raise NotFound()
        return RejectedRows(content, size, digest, row.format != ImportFormat.NDJSON)

    async def _copy(self, row: Import, content: BinaryIO) -> bytes:
        """The digest of it. A row may lie across several stretches; the last one of a file may lack its line end."""
        position, digest = 0, hashlib.sha256()
        while stretch := await self.repository.part(row, position):
            end = position + len(stretch)
            rows = await self.repository.rejected_in(row, position, end)
            for begins, length in rows:
                found = stretch[max(begins - position, 0) : begins + length - position]
                digest.update(found)
                content.write(found)
            position = end
        return digest.digest()
