"""Every query about disclosures and the notices to their recipients."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, not_, or_

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context
from sosafe_api.domains.sharing.models import Disclosure, DisclosureNotice
from sosafe_api.domains.sharing.repository.base import SharingRepositoryBase
from sosafe_api.domains.sharing.schemas import DisclosureNoticeQuery, DisclosureQuery


class DisclosureRepository(SharingRepositoryBase):
    """Of people of the caller's cases."""

    async def find(self, disclosure_id: UUID) -> Disclosure | None:
        found: Disclosure | None = await self.one(
            self.own(Disclosure).where(col(Disclosure.id) == disclosure_id)
        )
        return found

    async def made_by(self, service_id: UUID, person_id: UUID) -> list[Disclosure]:
        """Everything that the service disclosed about the person, oldest first."""
        statement = self.own(Disclosure).where(
            Disclosure.person_id == person_id, Disclosure.service_id == service_id
        )
        return list((await self.session.exec(statement.order_by(col(Disclosure.id)))).all())

    async def page(self, query: DisclosureQuery, after: Any) -> Sequence[Disclosure]:
        statement = self.own(Disclosure)
        if query.person_id is not None:
            statement = statement.where(Disclosure.person_id == query.person_id)
        if query.recipient_agency_id is not None:
            statement = statement.where(Disclosure.recipient_agency_id == query.recipient_agency_id)
        return await self.rows(Disclosure, statement, query.limit, after)


class NoticeRepository(SharingRepositoryBase):
    """Issued by the caller's services, or to the caller's agency."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.today: date = london_date(context.now)

    def _either_side(self) -> Any:
        return self.own(DisclosureNotice).where(
            or_(
                col(DisclosureNotice.recipient_agency_id) == self.actor.agency_id,
                col(DisclosureNotice.service_id).in_(self.actor.service_ids),
            )
        )

    async def find(self, notice_id: UUID) -> DisclosureNotice | None:
        statement = self._either_side().where(col(DisclosureNotice.id) == notice_id)
        found: DisclosureNotice | None = await self.one(statement)
        return found

    async def to_acknowledge(self, notice_id: UUID) -> DisclosureNotice | None:
        """One that the caller's agency received, locked."""
        statement = self.own(DisclosureNotice).where(
            col(DisclosureNotice.id) == notice_id,
            DisclosureNotice.recipient_agency_id == self.actor.agency_id,
        )
        found: DisclosureNotice | None = await self.one(statement.with_for_update())
        return found

    async def page(self, query: DisclosureNoticeQuery, after: Any) -> Sequence[DisclosureNotice]:
        statement = self._either_side()
        acknowledged = col(DisclosureNotice.acknowledged_at).is_not(None)
        if query.acknowledged is not None:
            statement = statement.where(acknowledged if query.acknowledged else not_(acknowledged))
        if query.overdue is not None:
            overdue = not_(acknowledged) & (col(DisclosureNotice.due_on) < self.today)
            statement = statement.where(overdue if query.overdue else not_(overdue))
        if query.service_id is not None:
            statement = statement.where(DisclosureNotice.service_id == query.service_id)
        if query.recipient_agency_id is not None:
            statement = statement.where(DisclosureNotice.recipient_agency_id == query.recipient_agency_id)
        return await self.rows(DisclosureNotice, statement, query.limit, after)
