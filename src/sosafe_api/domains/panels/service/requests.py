"""Requests for information: what an agency is asked about an item, and what it answers."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound, TransitionNotAllowed
from sosafe_api.core.pagination import Page
from sosafe_api.domains.agencies.vocabulary import GroupRole
from sosafe_api.domains.panels import rules
from sosafe_api.domains.panels.errors import NotNow, UnknownReference
from sosafe_api.domains.panels.models import AgendaItem, InformationRequest, Meeting
from sosafe_api.domains.panels.repository import RequestRepository
from sosafe_api.domains.panels.rules import (
    REQUEST_TRANSITIONS,
    SEATS_WITH_A_PACK,
    TAKES_ITEMS,
    AgendaItemStatus,
    FieldSet,
    MeetingStatus,
    RequestStatus,
)
from sosafe_api.domains.panels.schemas.requests import (
    InformationAnswerIn,
    InformationRequestIn,
    InformationRequestQuery,
)
from sosafe_api.domains.panels.service import views
from sosafe_api.domains.panels.service.base import PanelService


class RequestService(PanelService):
    """The coordinator asks, also before publication; the asked agency's member answers for it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.requests = RequestRepository(context)

    async def ask(self, item_id: UUID, wanted: InformationRequestIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for an agency without a seat that reads packs."""
        item, meeting = await self.locked(item_id)
        if MeetingStatus(meeting.status) not in TAKES_ITEMS or item.status != AgendaItemStatus.ON_AGENDA:
            raise NotNow("Agencies are asked before the meeting, while the item is on the agenda.")
        seats = await self.seats(meeting.group_id, london_date(meeting.starts_at))
        asked = {seat["agency_id"] for seat in seats if GroupRole(seat["role"]) in SEATS_WITH_A_PACK}
        if wanted.agency_id not in asked:
            raise UnknownReference("#/agency_id")
        row = InformationRequest(
            **self.versioned(),
            agenda_item_id=item.id,
            meeting_id=meeting.id,
            group_id=meeting.group_id,
            agency_id=wanted.agency_id,
            question=wanted.question,
            due_on=wanted.due_on,
            status=RequestStatus.OPEN.value,
            asked_by=self.actor.id,
        )
        await self.requests.add(row)
        await self.announce(row, "information_request.created", service_id=item.service_id)
        return self._summary(row)

    async def page(self, query: InformationRequestQuery) -> Page[dict[str, Any]]:
        coordinated = await self.roles.coordinated()

        async def read(query: InformationRequestQuery, after: Any) -> list[InformationRequest]:
            return await self.requests.page(query, coordinated, after)

        page = await self.paged(query, read, "id")
        return Page([self._summary(row) for row in page.rows], page.next_cursor)

    async def read(self, request_id: UUID) -> dict[str, Any]:
        """The request with whom it is about; raises `NotFound`. The read is recorded."""
        row, item, meeting = await self._seen(request_id)
        await self.recorded("information_request:read", "information_request", row.id, "F1 F3")
        return {
            **self._summary(row),
            "person": item.person if FieldSet.PERSON in self.shown(meeting) else None,
            "question": row.question,
            "answer": row.answer,
            "refusal_code": row.refusal_code,
        }

    async def answer(self, request_id: UUID, wanted: InformationAnswerIn) -> dict[str, Any]:
        """For the caller's own agency; raises `TransitionNotAllowed` once it was answered."""
        found, item, _ = await self._seen(request_id)
        row = await self.requests.request(found.id, frozenset(), lock=True)
        if row is None or row.agency_id != self.actor.agency_id:
            raise NotFound()
        self.check(row, "information_request")
        allowed = REQUEST_TRANSITIONS[RequestStatus(row.status)]
        if wanted.status not in allowed:
            raise TransitionNotAllowed(allowed_to=[status for status in RequestStatus if status in allowed])
        columns = {
            "status": wanted.status.value,
            "answer": wanted.answer,
            "refusal_code": wanted.refusal_code.value if wanted.refusal_code else None,
            "answered_by": self.actor.id,
            "answered_at": self.context.now,
        }
        await self.amend(row, columns, "information_request.answered", item.service_id)
        return self._summary(row)

    async def _seen(self, request_id: UUID) -> tuple[InformationRequest, AgendaItem, Meeting]:
        row = await self.requests.request(request_id, await self.roles.coordinated())
        item = await self.agenda.item(row.agenda_item_id) if row else None
        if row is None or item is None or item.status == AgendaItemStatus.WITHDRAWN:
            raise NotFound()
        meeting = await self.meeting(row.meeting_id)
        # Whoever is asked must know about whom, so this does not wait for the pack.
        status, meets_on = MeetingStatus(meeting.status), london_date(meeting.starts_at)
        asked_now = status is MeetingStatus.PLANNED or rules.readable_by_members(status, meets_on, self.today)
        if not asked_now and not await self.may_read(meeting):
            raise NotFound()
        return row, item, meeting

    def _summary(self, row: InformationRequest) -> dict[str, Any]:
        return views.request_summary(row, self.tag(row, "information_request"), self.today)
