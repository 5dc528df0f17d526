"""Exports, asked for, watched, fetched and deleted by one and the same principal."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sosafe_api.core import outbox
from sosafe_api.core.actor import Actor, PrincipalKind
from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.db.session import RowScope
from sosafe_api.core.errors import NotFound, PurposeRequired, SharingAgreementMissing, TooMany
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.exports.errors import ExportNotReady
from sosafe_api.domains.exports.models import Export
from sosafe_api.domains.exports.repository import ExportRepository
from sosafe_api.domains.exports.rules import MOST_KEPT, still_held
from sosafe_api.domains.exports.schemas import ExportQuery
from sosafe_api.domains.exports.service.content import ExportContent, digest_field
from sosafe_api.domains.exports.vocabulary import ExportFormat, ExportStatus

PATH = "/v1/exports"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The list that is to be written, as its route declares it. `object_id` is the record that it hangs on."""

    address: str
    format: ExportFormat
    permission: Permission
    needs_purpose: bool
    purpose: str | None
    object_id: UUID | None


def rights_of(scope: RowScope | None, actor: Actor) -> dict[str, Any]:
    """What decides which rows and properties somebody sees, as `rules.still_held` compares it.

    Of permissions those that role and token both have: a list may show more to a token that has another one.
    """
    if scope is None:
        raise NotFound()
    found: dict[str, Any] = {
        name: [str(identifier) for identifier in getattr(scope, name)]
        for name in ("service_ids", "group_ids", "excluded_ids")
    }
    for name in ("agency_id", "acting_agency_id"):
        identifier = getattr(scope, name)
        found[name] = str(identifier) if identifier else None
    return found | {
        "permissions": sorted(permission.value for permission in actor.permissions if actor.may(permission))
    }


class ExportService(RecordService):
    """Nobody but its asker knows of an export."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = ExportRepository(context)

    async def create(self, wanted: Wanted) -> dict[str, Any]:
        """Raises what the list itself would, and `TooMany`."""
        self.actor.require(wanted.permission)
        purpose = self._state_purpose(wanted.purpose) if wanted.needs_purpose else None
        if await self.repository.live() >= MOST_KEPT:
            raise TooMany(MOST_KEPT, "exports")
        now = self.context.now
        row = Export(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            principal_id=self.actor.id,
            agency_id=self.actor.agency_id,
            address=wanted.address,
            permission=wanted.permission.value,
            token_scope=" ".join(sorted(self.actor.scope)),
            format=wanted.format.value,
            purpose=purpose,
            status=ExportStatus.QUEUED.value,
            attempt=0,
            rows_written=0,
            bytes_written=0,
            version=1,
            created_at=now,
            updated_at=now,
        )
        await self.repository.add(row)
        resource = wanted.permission.value.partition(":")[0]
        entry = Entry(operation=f"{resource}:export", object_type=resource, object_id=wanted.object_id)
        await record(self.context, entry)
        await self._tell(row, "created", "create")
        return self._view(row)

    async def read(self, export_id: UUID) -> dict[str, Any]:
        return self._view(await self._found(export_id))

    async def page(self, query: ExportQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def content(self, export_id: UUID) -> ExportContent:
        """Recorded; raises `NotFound` where a right was lost since, and `ExportNotReady`."""
        row = await self._found(export_id)
        if not self.actor.may(Permission(row.permission)):
            raise NotFound()
        if self._status(row) is not ExportStatus.READY or row.digest is None or row.rights is None:
            raise ExportNotReady()
        scope = self.transaction.scope
        if scope is None or not still_held(row.rights, rights_of(scope, self.actor)):
            raise NotFound()
        if row.purpose is not None:
            self.context.purpose = self.actor.purpose(row.purpose)
            if self.context.purpose is None:
                raise NotFound()
        entry = Entry(operation="export:download", object_type="export", object_id=row.id)
        await record(self.context, entry)
        return ExportContent(
            partnership_id=row.partnership_id,
            export_id=row.id,
            format=ExportFormat(row.format),
            size=row.bytes_written,
            digest=row.digest,
            sealer=self.context.sealer,
            scope=scope,
        )

    async def delete(self, export_id: UUID) -> None:
        """At once, also while a worker writes it."""
        row = await self._found(export_id, held=True)
        row.version += 1
        await self._tell(row, "deleted", "delete")
        await self.repository.delete(row)

    async def _found(self, export_id: UUID, *, held: bool = False) -> Export:
        row = await self.repository.find(export_id, held=held)
        if row is None:
            raise NotFound()
        return row

    async def _tell(self, row: Export, happened: str, verb: str) -> None:
        await self.transaction.flush()
        await outbox.emit(self.context, f"export.{happened}", row.id, row.version, agency_id=row.agency_id)
        entry = Entry(operation=f"export:{verb}", object_type="export", object_id=row.id)
        await record(self.context, entry)

    def _state_purpose(self, stated: str | None) -> str | None:
        """Programs get no personal data, so they state none."""
        if self.actor.kind is not PrincipalKind.USER:
            return None
        if stated is None:
            raise PurposeRequired()
        self.context.purpose = self.actor.purpose(stated)
        if self.context.purpose is None:
            raise SharingAgreementMissing()
        return stated

    def _status(self, row: Export) -> ExportStatus:
        """From its last instant on an export is expired, whether or not its content is deleted yet."""
        status = ExportStatus(row.status)
        over = row.expires_at is not None and row.expires_at <= self.context.now
        return ExportStatus.EXPIRED if status is ExportStatus.READY and over else status

    def _view(self, row: Export) -> dict[str, Any]:
        status = self._status(row)
        return {
            "id": row.id,
            "list": row.address,
            "format": row.format,
            "purpose": row.purpose,
            "status": status,
            "rows_written": row.rows_written,
            "bytes_written": row.bytes_written,
            "digest": digest_field(row.digest) if row.digest else None,
            "as_of": wire_instant(row.as_of) if row.as_of else None,
            "change_cursor": row.change_cursor,
            "content": f"{PATH}/{row.id}/content" if status is ExportStatus.READY else None,
            "problem_code": row.problem_code,
            "problem_detail": row.problem_detail,
            "expires_at": wire_instant(row.expires_at) if row.expires_at else None,
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "etag": self.tag(row, "export"),
        }
