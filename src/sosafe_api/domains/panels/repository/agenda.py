"""Every query about agenda items, recusals and decisions."""

from typing import Any
from uuid import UUID

from sqlmodel import col, or_, select

from sosafe_api.domains.panels.models import AgendaItem, AgendaItemRecusal, PanelDecision
from sosafe_api.domains.panels.repository.base import PanelRepository
from sosafe_api.domains.panels.rules import AgendaItemStatus
from sosafe_api.domains.panels.schemas.agenda import AgendaItemQuery


class AgendaRepository(PanelRepository):
    """Items of the caller's services and groups; what hides one makes it absent."""

    async def item(self, item_id: UUID, *, lock: bool = False) -> AgendaItem | None:
        found: AgendaItem | None = await self._one(
            self._seen().where(col(AgendaItem.id) == item_id), lock=lock
        )
        return found

    async def of_meeting(self, meeting_id: UUID) -> list[AgendaItem]:
        """All that are not withdrawn; in a widened transaction, those hidden from the caller as well."""
        statement = self._of(AgendaItem).where(
            AgendaItem.meeting_id == meeting_id, AgendaItem.status != AgendaItemStatus.WITHDRAWN.value
        )
        return await self._all(statement.order_by(col(AgendaItem.id)))

    async def page(
        self, meeting_id: UUID, query: AgendaItemQuery, after: Any, *, published_only: bool
    ) -> list[AgendaItem]:
        """Of the caller's own services all; of others what was not taken back, and perhaps published only."""
        own = col(AgendaItem.service_id).in_(self._actor.service_ids)
        others = col(AgendaItem.status) != AgendaItemStatus.WITHDRAWN.value
        if published_only:
            others &= col(AgendaItem.published_at).is_not(None)
        statement = self._seen().where(AgendaItem.meeting_id == meeting_id, or_(own, others))
        if query.status is not None:
            statement = statement.where(col(AgendaItem.status).in_([status.value for status in query.status]))
        return await self._page(statement, col(AgendaItem.id), after, query.limit)

    async def decision(self, item_id: UUID) -> PanelDecision | None:
        statement = self._of(PanelDecision).where(PanelDecision.agenda_item_id == item_id)
        found: PanelDecision | None = await self._one(statement)
        return found

    async def decisions(self, meeting_id: UUID) -> dict[UUID, PanelDecision]:
        """By item."""
        rows = await self._all(self._of(PanelDecision).where(PanelDecision.meeting_id == meeting_id))
        return {row.agenda_item_id: row for row in rows}

    async def recusal(self, item_id: UUID, principal_id: UUID) -> AgendaItemRecusal | None:
        statement = select(AgendaItemRecusal).where(
            AgendaItemRecusal.partnership_id == self._partnership_id,
            AgendaItemRecusal.agenda_item_id == item_id,
            AgendaItemRecusal.principal_id == principal_id,
        )
        return (await self._session.exec(statement)).first()

    def _seen(self) -> Any:
        return self._of(AgendaItem).where(
            or_(
                col(AgendaItem.service_id).in_(self._actor.service_ids),
                col(AgendaItem.group_id).in_(self._actor.group_ids),
            )
        )
