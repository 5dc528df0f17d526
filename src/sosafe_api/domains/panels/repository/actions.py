"""Every query about the actions that panels set."""

from typing import Any
from uuid import UUID

from sqlmodel import col, or_

from sosafe_api.domains.panels.models import PanelAction
from sosafe_api.domains.panels.repository.base import PanelRepository
from sosafe_api.domains.panels.rules import UNDONE
from sosafe_api.domains.panels.schemas.actions import PanelActionQuery


class ActionRepository(PanelRepository):
    """Actions for the caller's agency, of the caller's groups, and on what the caller's services presented."""

    async def action(self, action_id: UUID, *, lock: bool = False) -> PanelAction | None:
        found: PanelAction | None = await self._one(
            self._seen().where(col(PanelAction.id) == action_id), lock=lock
        )
        return found

    async def page(self, query: PanelActionQuery, after: Any) -> list[PanelAction]:
        statement = self._seen()
        for column, wanted in (
            (PanelAction.group_id, query.group_id),
            (PanelAction.meeting_id, query.meeting_id),
            (PanelAction.owner_agency_id, query.owner_agency_id),
        ):
            if wanted is not None:
                statement = statement.where(col(column) == wanted)
        if query.status is not None:
            statement = statement.where(
                col(PanelAction.status).in_([status.value for status in query.status])
            )
        if query.overdue is not None:
            undone = col(PanelAction.status).in_([status.value for status in UNDONE])
            overdue = (col(PanelAction.due_on) < self._today) & undone
            statement = statement.where(overdue if query.overdue else ~overdue)
        return await self._page(statement, col(PanelAction.id), after, query.limit)

    async def of_meeting(self, meeting_id: UUID) -> list[PanelAction]:
        statement = self._seen().where(PanelAction.meeting_id == meeting_id)
        return await self._all(statement.order_by(col(PanelAction.id)))

    def _seen(self) -> Any:
        return self._of(PanelAction).where(
            or_(
                col(PanelAction.owner_agency_id) == self._actor.agency_id,
                col(PanelAction.group_id).in_(self._actor.group_ids),
                col(PanelAction.service_id).in_(self._actor.service_ids),
            )
        )
