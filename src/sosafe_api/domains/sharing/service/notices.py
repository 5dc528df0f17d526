"""Notices to the recipients of disclosures: issued when a consent is withdrawn, acknowledged by their people."""

from contextlib import AbstractAsyncContextManager
from typing import Any
from uuid import UUID

from sosafe_api.core import outbox
from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import london_date, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import Conflict, NotFound
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.sharing.models import DisclosureNotice
from sosafe_api.domains.sharing.repository import DisclosureRepository, NoticeRepository
from sosafe_api.domains.sharing.rules import acknowledge_by
from sosafe_api.domains.sharing.schemas import DisclosureNoticeQuery
from sosafe_api.domains.sharing.vocabulary import NoticeKind


class NoticeService(RecordService):
    """A notice names disclosures, never the person: so it can be told to the whole agency that received them."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = NoticeRepository(context)

    async def issue(self, service_id: UUID, person_id: UUID, transition_id: UUID) -> int:
        """One for each agency to which the service disclosed anything of the person; answers how many."""
        told: dict[UUID, list[UUID]] = {}
        for disclosure in await DisclosureRepository(self.context).made_by(service_id, person_id):
            told.setdefault(disclosure.recipient_agency_id, []).append(disclosure.id)
        for agency_id, disclosure_ids in told.items():
            row = DisclosureNotice(
                partnership_id=self.actor.partnership_id,
                id=new_id(),
                person_id=person_id,
                service_id=service_id,
                recipient_agency_id=agency_id,
                consent_transition_id=transition_id,
                kind=NoticeKind.CONSENT_WITHDRAWN.value,
                disclosure_ids=disclosure_ids,
                due_on=acknowledge_by(self.repository.today),
                created_at=self.context.now,
            )
            await self.repository.add(row)
            await self._tell(row, "issued")
        return len(told)

    async def acknowledge(self, notice_id: UUID) -> dict[str, Any]:
        """Raises `NotFound` unless the caller's agency received it, `PreconditionFailed`, `Conflict`."""
        async with self._as_recipient():
            row = await self.repository.to_acknowledge(notice_id)
            if row is None:
                raise NotFound()
            self.check(row, "disclosure_notice")
            if row.acknowledged_at is not None:
                raise Conflict("The notice was acknowledged before.")
            row.acknowledged_at, row.acknowledged_by = self.context.now, self.actor.id
            row.version += 1
            await self._tell(row, "acknowledged")
        return self._view(row)

    async def read(self, notice_id: UUID) -> dict[str, Any]:
        async with self._as_recipient():
            row = await self.repository.find(notice_id)
        if row is None:
            raise NotFound()
        return self._view(row)

    async def page(self, query: DisclosureNoticeQuery) -> Page[dict[str, Any]]:
        async with self._as_recipient():
            page = await self.paged(query, self.repository.page, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    def _as_recipient(self) -> AbstractAsyncContextManager[None]:
        """Row security knows the agency of those who send referrals; here everybody's counts."""
        return self.transaction.widened(agency_id=self.actor.agency_id)

    async def _tell(self, row: DisclosureNotice, happened: str) -> None:
        """The change is for both: the agency that received and the service that had disclosed."""
        await self.transaction.flush()
        await outbox.emit(
            self.context,
            f"disclosure_notice.{happened}",
            row.id,
            row.version,
            agency_id=row.recipient_agency_id,
            service_id=row.service_id,
        )
        entry = Entry(
            operation=f"disclosure_notice:{happened}", object_type="disclosure_notice", object_id=row.id
        )
        await record(self.context, entry)

    def _view(self, row: DisclosureNotice) -> dict[str, Any]:
        acknowledged = row.acknowledged_at
        return {
            "id": row.id,
            "kind": row.kind,
            "service_id": row.service_id,
            "recipient_agency_id": row.recipient_agency_id,
            "disclosure_ids": row.disclosure_ids,
            "due_on": row.due_on,
            "overdue": acknowledged is None and row.due_on < london_date(self.context.now),
            "acknowledged_at": wire_instant(acknowledged) if acknowledged else None,
            "created_at": wire_instant(row.created_at),
            "etag": self.tag(row, "disclosure_notice"),
        }
