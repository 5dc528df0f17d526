"""Imports as their sender drives them: create, send the file, ask for the next step, see what is wrong."""

from typing import Any, BinaryIO
from uuid import UUID

from sosafe_api.core import outbox
from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context, Service
from sosafe_api.core.errors import (
    ContentTooLarge,
    FieldError,
    ImportNotReady,
    NotFound,
    TransitionNotAllowed,
    UploadOffsetMismatch,
    ValidationFailed,
)
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.imports import rules
from sosafe_api.domains.imports.kinds import KINDS, ImportKind, kind_of
from sosafe_api.domains.imports.models import Import, ImportFault
from sosafe_api.domains.imports.repository import ImportRepository
from sosafe_api.domains.imports.rules import CommitMode, ImportMode, ImportStatus
from sosafe_api.domains.imports.schemas import ImportFaultQuery, ImportIn, ImportQuery, ImportTransitionIn
from sosafe_api.domains.imports.service.mappings import MappingService


class ImportService(Service):
    """A caller sees the imports it created; the worker does the long work."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = ImportRepository(context)

    async def create(self, wanted: ImportIn) -> dict[str, Any]:
        """Raises `NotPermitted` for what the caller could not write singly, `ValidationFailed` for a format of none."""
        self._require(KINDS[wanted.resource])
        if wanted.format not in KINDS[wanted.resource].formats:
            formats = ", ".join(sorted(KINDS[wanted.resource].formats))
            detail = f"Must be one of these for this resource: {formats}."
            raise ValidationFailed(errors=[FieldError("wrong_format", detail, pointer="#/format")])
        mode = wanted.mode or KINDS[wanted.resource].modes[0]
        if mode not in KINDS[wanted.resource].modes:
            detail = f"Must be `{KINDS[wanted.resource].modes[0]}` for this resource."
            raise ValidationFailed(errors=[FieldError("not_offered", detail, pointer="#/mode")])
        row = Import(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            principal_id=self.actor.id,
            agency_id=self.actor.agency_id,
            resource=wanted.resource.value,
            format=wanted.format.value,
            file_name=wanted.file_name,
            dry_run=wanted.dry_run,
            mode=mode.value,
            mapping=wanted.mapping,
            headings=await MappingService(self.context).headings_for(wanted),
            commit_automatically=wanted.commit is CommitMode.AUTOMATIC,
            status=ImportStatus.OPEN.value,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        self.repository.add(row)
        if KINDS[wanted.resource].about_people:
            await self.repository.queue_expiry(row)
        await self._announce(row, "import:create")
        return self.view(row)

    async def read(self, import_id: UUID) -> dict[str, Any]:
        return self.view(await self._found(import_id))

    async def page(self, query: ImportQuery) -> Page[dict[str, Any]]:
        bound_to = f"{self.actor.id}|list_imports"
        before = None
        if query.cursor:
            kept, after = self.context.cursors.decode(query.cursor, bound_to=bound_to)
            query, before = ImportQuery.model_validate({**kept, "limit": query.limit}), UUID(after[0])
        rows = await self.repository.page(query.status, before, query.limit)
        shown = rows[: query.limit]
        cursor = None
        if len(rows) > query.limit:
            kept = query.model_dump(mode="json", include={"status"}, exclude_none=True)
            cursor = self.context.cursors.encode(bound_to=bound_to, query=kept, after=[shown[-1].id])
        return Page([self.view(row) for row in shown], cursor)

    async def faults(self, import_id: UUID, query: ImportFaultQuery) -> Page[dict[str, Any]]:
        row = await self._found(import_id)
        bound_to = f"{self.actor.id}|list_import_faults|{row.id}"
        start = 0
        if query.cursor:
            start = int(self.context.cursors.decode(query.cursor, bound_to=bound_to)[1][0])
        found = await self.repository.faults(row.id, start, query.limit)
        shown = found[: query.limit]
        cursor = None
        if len(found) > query.limit:
            cursor = self.context.cursors.encode(bound_to=bound_to, query={}, after=[shown[-1].number])
        return Page([_fault(item) for item in shown], cursor)

    async def upload(
        self, import_id: UUID, content: BinaryIO, size: int, offset: int | None
    ) -> dict[str, Any]:
        """With an offset, continues where the upload stands; without, replaces what was sent before."""
        row = await self._found(import_id, lock=True)
        if row.status != ImportStatus.OPEN:
            raise ImportNotReady()
        if offset is None:
            await self.repository.forget_parts(row)
        elif offset != row.bytes_received:
            raise UploadOffsetMismatch(upload_offset=row.bytes_received)
        most = kind_of(row.resource).most_bytes(self.context.settings)
        if row.bytes_received + size > most:
            raise ContentTooLarge(limit_bytes=most)
        await self.repository.append(row, content)
        row.version += 1
        row.updated_at = self.context.now
        await self._announce(row, "import:upload")
        return self.view(row)

    async def transition(self, import_id: UUID, wanted: ImportTransitionIn) -> dict[str, Any]:
        row = await self._found(import_id, lock=True)
        self._require(kind_of(row.resource))  # rights may have ended since it was created
        self.context.entity_tags.check(self.context.if_match, self.tag(row))
        status = ImportStatus(row.status)
        kept_out = bool(row.faults) and row.mode == ImportMode.ATOMIC
        allowed = [
            target
            for target in rules.REQUESTS[status]
            if rules.may_request(status, target, dry_run=row.dry_run, kept_out=kept_out)
        ]
        if wanted.to not in allowed:
            raise TransitionNotAllowed(allowed_to=allowed)
        row.status = wanted.to.value
        row.version += 1
        row.updated_at = self.context.now
        if wanted.to is ImportStatus.CANCELLED:
            await self.repository.forget_parts(row)
        else:
            await self.repository.queue(row)
        await self._announce(row, "import:transition")
        return self.view(row)

    def _require(self, kind: ImportKind) -> None:
        if kind.writes is not None:
            self.actor.require(kind.writes)

    def tag(self, row: Import) -> str:
        return self.context.entity_tags.tag(row.id, row.version, "import")

    def view(self, row: Import) -> dict[str, Any]:
        settings, kind = self.context.settings, kind_of(row.resource)
        return {
            "id": row.id,
            "resource": row.resource,
            "format": row.format,
            "file_name": row.file_name,
            "mode": row.mode,
            "mapping": row.mapping,
            "dry_run": row.dry_run,
            "commit": (CommitMode.AUTOMATIC if row.commit_automatically else CommitMode.MANUAL).value,
            "status": row.status,
            "bytes_received": row.bytes_received,
            "force": row.force,
            "month": row.month,
            "rows_read": row.rows_read,
            "rows_done": row.rows_done if kind.stepped and row.mode == ImportMode.RESUMABLE else None,
            "rows_without_area": row.rows_without_area,
            "faults": row.faults,
            "warnings": row.warnings,
            "rows_created": row.rows_created,
            "rows_updated": row.rows_updated,
            "rows_unchanged": row.rows_unchanged,
            "rows_refused": row.rows_refused,
            "duplicate_of": row.duplicate_of,
            "problem_code": row.problem_code,
            "problem_detail": row.problem_detail,
            "upload": {
                "url": f"/v1/imports/{row.id}/content",
                "max_bytes": kind.most_bytes(settings),
                "max_rows": kind.most_rows(settings),
                "max_part_bytes": settings.import_part_bytes,
            },
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "etag": self.tag(row),
        }

    async def _found(self, import_id: UUID, *, lock: bool = False) -> Import:
        row = await self.repository.find(import_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def _announce(self, row: Import, operation: str) -> None:
        await self.transaction.session.flush()
        await outbox.emit(self.context, f"import.{row.status}", row.id, row.version, agency_id=row.agency_id)
        await record(self.context, Entry(operation=operation, object_type="import", object_id=row.id))


def _fault(item: ImportFault) -> dict[str, Any]:
    return {
        "row": item.row,
        "line": item.line,
        "column": item.column_name,
        "severity": item.severity,
        "code": item.code,
        "suggestion": item.suggestion,
    }
