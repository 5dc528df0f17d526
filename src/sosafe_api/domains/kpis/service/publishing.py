"""Releases as people move them: drafted by one, approved by another, withdrawn with a reason."""

from typing import Any
from uuid import UUID

from sosafe_api.core import work_items
from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound, TransitionNotAllowed, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.errors import ReleaseClosed, ReleaseOutdated, SecondPersonRequired
from sosafe_api.domains.kpis.models import KpiRelease
from sosafe_api.domains.kpis.repository import FrozenTable, ReleaseRepository
from sosafe_api.domains.kpis.rules.releases import OPEN, allowed_steps, reason_errors
from sosafe_api.domains.kpis.schemas import (
    FrozenTableQuery,
    ReleaseIn,
    ReleasePatch,
    ReleaseQuery,
    ReleaseTransitionIn,
    RevisionIn,
)
from sosafe_api.domains.kpis.vocabulary import ReleaseStatus, ReleaseStep

WORK = "kpi_release"


class ReleaseService(RecordService):
    """Nothing of what a release holds is ever changed: a correction is the next release."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = ReleaseRepository(context)

    async def create(self, wanted: ReleaseIn) -> dict[str, Any]:
        """A draft, which the background computes and checks."""
        revisions = _revisions(wanted.revisions)
        row = KpiRelease(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            status=ReleaseStatus.DRAFT.value,
            notes=wanted.notes,
            revisions=revisions,
            before=wanted.before,
            created_at=self.context.now,
            created_by=self.actor.id,
            changed_by=self.actor.id,
            updated_at=self.context.now,
            version=1,
        )
        self.repository.add(row)
        await self.announce(row, "kpi_release.created")
        await work_items.queue(self.context, WORK, row.id)
        return self.view(row)

    async def read(self, release_id: UUID) -> dict[str, Any]:
        return self.view(await self._found(release_id))

    async def update(self, release_id: UUID, patch: ReleasePatch) -> dict[str, Any]:
        """What is said about a release, until it is published; raises `ReleaseClosed` afterwards."""
        row = await self._found(release_id, lock=True)
        self.check(row, WORK)
        if row.status not in OPEN:
            raise ReleaseClosed()
        columns: dict[str, Any] = {}
        if patch.notes is not None and patch.notes != row.notes:
            columns["notes"] = patch.notes
        if patch.revisions is not None and _revisions(patch.revisions) != row.revisions:
            columns["revisions"] = _revisions(patch.revisions)
        if columns:
            await self.change(row, columns | {"changed_by": self.actor.id}, "kpi_release.updated")
        return self.view(row)

    async def transition(self, release_id: UUID, wanted: ReleaseTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed`, `SecondPersonRequired`, and `ReleaseOutdated` for a check that is stale."""
        await self.repository.take_turns()
        row = await self._found(release_id, lock=True)
        self.check(row, WORK)
        allowed = allowed_steps(ReleaseStatus(row.status))
        if wanted.to not in allowed:
            raise TransitionNotAllowed(allowed_to=allowed)
        errors = reason_errors(wanted.to, wanted.reason)
        if errors:
            raise ValidationFailed(errors=errors)
        columns: dict[str, Any] = {"status": wanted.to.value}
        if wanted.to is ReleaseStep.PUBLISHED:
            columns |= await self._publication(row)
        elif wanted.to is ReleaseStep.WITHDRAWN:
            columns |= {
                "withdrawn_at": self.context.now,
                "withdrawn_by": self.actor.id,
                "withdrawn_reason": wanted.reason,
            }
        await self.change(row, columns, f"kpi_release.{wanted.to.value}")
        return self.view(row)

    async def _publication(self, row: KpiRelease) -> dict[str, Any]:
        if self.actor.id in (row.created_by, row.changed_by):
            raise SecondPersonRequired()
        if await self.repository.latest_number() != row.follows:
            raise ReleaseOutdated()
        return {
            "number": row.follows + 1,
            "published_at": self.context.now,
            "released_by": self.actor.id,
        }

    async def page(self, query: ReleaseQuery) -> Page[dict[str, Any]]:
        """The latest first; drafts are listed for those who may read them. Raises `CursorInvalid`."""
        published_only = not self.actor.may(Permission.KPI_PREVIEW)
        bound_to = f"{self.actor.id}|list_kpi_releases"
        before = None
        if query.cursor is not None:
            _, (before,) = self.context.cursors.decode(query.cursor, bound_to=bound_to)
        rows = await self.repository.page(before, query.limit, published_only=published_only)
        shown = rows[: query.limit]
        cursor = None
        if len(rows) > query.limit:
            cursor = self.context.cursors.encode(bound_to=bound_to, query={}, after=[str(shown[-1].id)])
        return Page([self.summary(row) for row in shown], cursor)

    async def tables(self, release_id: UUID, query: FrozenTableQuery) -> Page[dict[str, Any]]:
        """What the release holds, in the order of freezing; raises `CursorInvalid`."""
        row = await self._found(release_id)
        bound_to = f"{self.actor.id}|list_kpi_release_tables|{row.id}"
        after = None
        if query.cursor is not None:
            _, (after,) = self.context.cursors.decode(query.cursor, bound_to=bound_to)
        found = await self.repository.tables(row.id, after, query.limit)
        shown = found[: query.limit]
        cursor = None
        if len(found) > query.limit:
            cursor = self.context.cursors.encode(bound_to=bound_to, query={}, after=[str(shown[-1].id)])
        return Page([_table(item) for item in shown], cursor)

    async def frozen(self, release_id: UUID, table_id: UUID) -> tuple[bytes, str, str]:
        """The bytes as they will be served, their media type and their entity tag."""
        row = await self._found(release_id)
        table = await self.repository.frozen(row.id, table_id)
        if table is None:
            raise NotFound()
        return table.body, table.media_type, f'"{table.content_digest.hex()[:24]}"'

    async def _found(self, release_id: UUID, *, lock: bool = False) -> KpiRelease:
        row = await self.repository.find(release_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    def summary(self, row: KpiRelease) -> dict[str, Any]:
        return {
            "id": row.id,
            "number": row.number,
            "status": row.status,
            "notes": row.notes,
            "revisions": row.revisions,
            "published_at": _instant(row.published_at),
            "data_cut_off": _instant(row.data_cut_off),
            "released_by": row.released_by,
            "withdrawn_at": _instant(row.withdrawn_at),
            "withdrawn_reason": row.withdrawn_reason,
        }

    def view(self, row: KpiRelease) -> dict[str, Any]:
        return {
            **self.summary(row),
            "before": row.before,
            "tables_done": row.tables_done,
            "tables_total": row.tables_total,
            "findings": row.findings,
            "created_at": _instant(row.created_at),
            "created_by": row.created_by,
            "changed_by": row.changed_by,
            "withdrawn_by": row.withdrawn_by,
            "allowed_transitions": allowed_steps(ReleaseStatus(row.status)),
            "etag": self.tag(row, WORK),
        }


def _instant(instant: Any) -> str | None:
    return wire_instant(instant) if instant is not None else None


def _table(item: FrozenTable) -> dict[str, Any]:
    return {**item._asdict(), "content_digest": item.content_digest.hex()}


def _revisions(wanted: list[RevisionIn]) -> list[dict[str, str]]:
    """Raises `ValidationFailed` for an indicator that is none."""
    errors = [
        FieldError("unknown_code", "Is the code of no indicator.", pointer=f"#/revisions/{place}/kpi_code")
        for place, item in enumerate(wanted)
        if item.kpi_code not in REGISTRY
    ]
    if errors:
        raise ValidationFailed(errors=errors)
    return [item.model_dump() for item in wanted]
