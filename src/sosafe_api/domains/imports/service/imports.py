"""Imports as their sender drives them: create, send the file, ask for the next step, see what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, BinaryIO
from uuid import UUID

from sosafe_api.core import outbox
from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import true_now, wire_instant
from sosafe_api.core.context import Context, Service
from sosafe_api.core.errors import (
    ContentTooLarge,
    FieldError,
    ImportNotReady,
    ImportNotReversible,
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
from sosafe_api.domains.imports.repository import ImportRepository, ProgressRepository
from sosafe_api.domains.imports.rules import CommitMode, ImportMode, ImportStatus
from sosafe_api.domains.imports.schemas import ImportFaultQuery, ImportIn, ImportQuery, ImportTransitionIn
from sosafe_api.domains.imports.service.mappings import MappingService

_NOT_WHOLE = (
    "The records that it made are not all found by it: it made none, or was committed before imports could be taken"
    " back. Move them singly."
)


class ImportService(Service):
    """A caller sees the imports it created; the worker does the long work."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = ImportRepository(context)
        self.progress = ProgressRepository(context)

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
            asked_at=true_now(),
            updated_at=self.context.now,
        )
        self.repository.add(row)
        if KINDS[wanted.resource].about_people:
            await self.repository.queue_expiry(row)
        await self._announce(row, "import:create")
        return self.view(row)

    async def read(self, import_id: UUID) -> dict[str, Any]:
        row = await self._found(import_id)
        return self.view(row, await self._bytes_read([row]))

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
        bytes_read = await self._bytes_read(shown)
        return Page([self.view(row, bytes_read) for row in shown], cursor)

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
        reversible = kind_of(row.resource).reversal is not None
        allowed = [
            target
            for target in rules.REQUESTS[status]
            if rules.may_request(
                status, target, dry_run=row.dry_run, kept_out=kept_out, reversible=reversible
            )
        ]
        if wanted.to not in allowed:
            raise TransitionNotAllowed(allowed_to=allowed)
        await self._check_reversal(row, wanted)
        row.status = wanted.to.value
        row.version += 1
        row.updated_at, row.asked_at = self.context.now, true_now()
        if wanted.to is ImportStatus.CANCELLED:
            await self.repository.forget_parts(row)
        else:
            await self.progress.start_anew(row.id)
            await self.repository.queue(row)
        await self._announce(row, "import:transition")
        return self.view(row)

    async def _check_reversal(self, row: Import, wanted: ImportTransitionIn) -> None:
        """Raises `ValidationFailed` without one of the reasons, `ImportNotReversible` with what stands in the way."""
        reversal = kind_of(row.resource).reversal if wanted.to is ImportStatus.REVERSING else None
        fault = rules.reason_fault(wanted.reason_code, reversal.reasons if reversal else ())
        if fault is not None:
            raise ValidationFailed(errors=[FieldError(*fault, pointer="#/reason_code")])
        if reversal is None:
            return
        found = await reversal.hindrances(self.context, row)
        if found:
            raise ImportNotReversible(hindrances=[asdict(hindrance) for hindrance in found])
        if not await reversal.whole(self.context, row):
            raise ImportNotReversible(_NOT_WHOLE, hindrances=[])
        row.reversal_reason = wanted.reason_code
        row.problem_code = row.problem_detail = None

    def _require(self, kind: ImportKind) -> None:
        if kind.writes is not None:
            self.actor.require(kind.writes)

    def tag(self, row: Import) -> str:
        return self.context.entity_tags.tag(row.id, row.version, "import")

    async def _bytes_read(self, rows: Sequence[Import]) -> dict[UUID, int]:
        """Of each that is under way: of one that is kept step by step what is kept, of others what was told."""
        running = [row for row in rows if row.status in rules.RUNNING]
        told = await self.progress.bytes_read([row.id for row in running])
        return told | {
            row.id: row.bytes_done
            for row in running
            if row.status == ImportStatus.COMMITTING and _stepped(row)
        }

    def view(self, row: Import, bytes_read: Mapping[UUID, int] | None = None) -> dict[str, Any]:
        """The import with how far it is, where that is known."""
        read = (bytes_read or {}).get(row.id, 0)
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
            "progress_percent": rules.percent_read(ImportStatus(row.status), read, row.bytes_received),
            "force": row.force,
            "month": row.month,
            "rows_read": row.rows_read,
            "rows_done": row.rows_done if _stepped(row) else None,
            "rows_without_area": row.rows_without_area,
            "faults": row.faults,
            "warnings": row.warnings,
            "rows_created": row.rows_created,
            "rows_updated": row.rows_updated,
            "rows_unchanged": row.rows_unchanged,
            "rows_refused": row.rows_refused,
            "duplicate_of": row.duplicate_of,
            "reversal_reason": row.reversal_reason,
            "problem_code": row.problem_code,
            "problem_detail": row.problem_detail,
            "upload": self._upload(row),
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "etag": self.tag(row),
        }

    def _upload(self, row: Import) -> dict[str, Any]:
        """Where the file goes, and how much of it."""
        settings, kind = self.context.settings, kind_of(row.resource)
        return {
            "url": f"/v1/imports/{row.id}/content",
            "max_bytes": kind.most_bytes(settings),
            "max_rows": kind.most_rows(settings),
            "max_part_bytes": settings.import_part_bytes,
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


def _stepped(row: Import) -> bool:
    """Whether its rows are kept some at a time."""
    return kind_of(row.resource).stepped and row.mode == ImportMode.RESUMABLE


def _fault(item: ImportFault) -> dict[str, Any]:
    return {
        "row": item.row,
        "line": item.line,
        "column": item.column_name,
        "severity": item.severity,
        "code": item.code,
        "suggestion": item.suggestion,
    }
