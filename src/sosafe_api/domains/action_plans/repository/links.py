"""Queries about what pays for an action, and which events are held for it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col

from sosafe_api.core.ids import new_id
from sosafe_api.domains.action_plans.models import PlanActionBid, PlanActionEvent
from sosafe_api.domains.action_plans.repository.base import Repository


class LinkRepository(Repository):
    """Links of actions with bids and events."""

    async def of_action(self, action_id: UUID) -> tuple[list[UUID], list[UUID]]:
        """Its bids and its events, in the order in which each was recorded."""
        bids = await self._all(self._of(PlanActionBid).where(PlanActionBid.action_id == action_id))
        events = await self._all(self._of(PlanActionEvent).where(PlanActionEvent.action_id == action_id))
        return sorted(row.bid_id for row in bids), sorted(row.event_id for row in events)

    async def replace(self, action_id: UUID, bids: Sequence[UUID], events: Sequence[UUID]) -> None:
        tables: tuple[Any, ...] = (PlanActionBid, PlanActionEvent)
        for table in tables:
            await self._session.exec(
                delete(table).where(
                    col(table.partnership_id) == self._partnership_id, col(table.action_id) == action_id
                )
            )
        own: dict[str, Any] = {"partnership_id": self._partnership_id, "action_id": action_id}
        await self.add(
            *(PlanActionBid(**own, id=new_id(), bid_id=each) for each in bids),
            *(PlanActionEvent(**own, id=new_id(), event_id=each) for each in events),
        )
