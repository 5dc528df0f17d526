"""Every query about requests for information."""

from typing import Any
from uuid import UUID

from sqlmodel import col, or_

from sosafe_api.domains.panels.models import InformationRequest
from sosafe_api.domains.panels.repository.base import PanelRepository
from sosafe_api.domains.panels.rules import RequestStatus
from sosafe_api.domains.panels.schemas.requests import InformationRequestQuery


class RequestRepository(PanelRepository):
    """Requests of the groups that the caller coordinates, and those to the agency for which the caller sits."""

    async def request(
        self, request_id: UUID, coordinated: frozenset[UUID], *, lock: bool = False
    ) -> InformationRequest | None:
        found: InformationRequest | None = await self._one(
            self._seen(coordinated).where(col(InformationRequest.id) == request_id), lock=lock
        )
        return found

    async def page(
        self, query: InformationRequestQuery, coordinated: frozenset[UUID], after: Any
    ) -> list[InformationRequest]:
        statement = self._seen(coordinated)
        if query.meeting_id is not None:
            statement = statement.where(InformationRequest.meeting_id == query.meeting_id)
        if query.agency_id is not None:
            statement = statement.where(InformationRequest.agency_id == query.agency_id)
        if query.status is not None:
            statuses = [status.value for status in query.status]
            statement = statement.where(col(InformationRequest.status).in_(statuses))
        if query.overdue is not None:
            overdue = (col(InformationRequest.due_on) < self._today) & (
                col(InformationRequest.status) == RequestStatus.OPEN.value
            )
            statement = statement.where(overdue if query.overdue else ~overdue)
        return await self._page(statement, col(InformationRequest.id), after, query.limit)

    async def of_meeting(self, meeting_id: UUID) -> list[InformationRequest]:
        statement = self._of(InformationRequest).where(InformationRequest.meeting_id == meeting_id)
        return await self._all(statement.order_by(col(InformationRequest.id)))

    def _seen(self, coordinated: frozenset[UUID]) -> Any:
        return self._of(InformationRequest).where(
            col(InformationRequest.group_id).in_(self._actor.group_ids),
            or_(
                col(InformationRequest.group_id).in_(coordinated),
                InformationRequest.agency_id == self._actor.agency_id,
            ),
        )
