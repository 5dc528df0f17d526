"""Every query about packs: what was published to an agency, and when it came to read as it does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import and_, col, func, select

from sosafe_api.domains.panels.models import AgendaItem, PanelPack, PanelPackItem
from sosafe_api.domains.panels.repository.base import PanelRepository
from sosafe_api.domains.panels.rules import AgendaItemStatus


@dataclass(frozen=True, slots=True)
class PackedItem:
    """An item of one publication; no body where the caller sees none of its items."""

    number: int
    published_at: datetime
    body: bytes | None


class PackRepository(PanelRepository):
    """Packs of the caller's agency, without the items that the caller must not see."""

    async def newest_number(self, meeting_id: UUID) -> int:
        """Zero before the first publication; needs a view of the whole partnership."""
        statement = select(func.max(PanelPack.number)).where(
            PanelPack.partnership_id == self._partnership_id, PanelPack.meeting_id == meeting_id
        )
        return (await self._session.exec(statement)).one() or 0

    async def published(self, meeting_id: UUID) -> list[PackedItem]:
        """Every publication to the caller's agency, oldest first, with the items that the caller may see."""
        statement = (
            select(PanelPack.number, PanelPack.published_at, PanelPackItem.body)
            .outerjoin(
                PanelPackItem,
                and_(
                    col(PanelPackItem.partnership_id) == PanelPack.partnership_id,
                    col(PanelPackItem.pack_id) == PanelPack.id,
                    self._on_the_agenda(),
                ),
            )
            .where(
                PanelPack.partnership_id == self._partnership_id,
                PanelPack.meeting_id == meeting_id,
                PanelPack.agency_id == self._actor.agency_id,
                col(PanelPack.group_id).in_(self._actor.group_ids),
            )
            .order_by(col(PanelPack.number), col(PanelPackItem.agenda_item_id))
        )
        return [PackedItem(*row) for row in (await self._session.exec(statement)).all()]

    @staticmethod
    def _on_the_agenda() -> Any:
        """An item that was taken back is in no pack any more; one that the caller must not see never was."""
        return (
            select(AgendaItem.id)
            .where(
                AgendaItem.partnership_id == PanelPackItem.partnership_id,
                AgendaItem.id == PanelPackItem.agenda_item_id,
                AgendaItem.status != AgendaItemStatus.WITHDRAWN.value,
            )
            .correlate(PanelPackItem)
            .exists()
        )
