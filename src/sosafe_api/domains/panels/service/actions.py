"""Actions: what a panel sets an agency to do, and how it goes on."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound, TransitionNotAllowed
from sosafe_api.core.pagination import Page
from sosafe_api.domains.panels import rules
from sosafe_api.domains.panels.errors import NotNow
from sosafe_api.domains.panels.models import Meeting, PanelAction
from sosafe_api.domains.panels.repository import ActionRepository
from sosafe_api.domains.panels.rules import (
    ACTION_TRANSITIONS,
    HOLDER_MAY,
    TAKES_DECISIONS,
    ActionStatus,
    AgendaItemStatus,
    FieldSet,
    MeetingStatus,
)
from sosafe_api.domains.panels.schemas.actions import PanelActionIn, PanelActionQuery, PanelActionTransitionIn
from sosafe_api.domains.panels.service import views
from sosafe_api.domains.panels.service.base import PanelService


class ActionService(PanelService):
    """The agency that is to act sees whom it is about, whether it sits in the panel or not."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.actions = ActionRepository(context)

    async def create(self, item_id: UUID, wanted: PanelActionIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for an agency that is not one of the partnership's."""
        item, meeting = await self.locked(item_id)
        if MeetingStatus(meeting.status) not in TAKES_DECISIONS or item.status == AgendaItemStatus.WITHDRAWN:
            raise NotNow("Actions are set from publication until the minutes are approved.")
        row = PanelAction(
            **self.versioned(),
            agenda_item_id=item.id,
            meeting_id=meeting.id,
            group_id=item.group_id,
            service_id=item.service_id,
            subject_ids=item.subject_ids,
            owner_agency_id=wanted.owner_agency_id,
            action_code=wanted.action_code.value,
            description=wanted.description,
            person=item.person,
            due_on=wanted.due_on,
            status=ActionStatus.OPEN.value,
            status_since=self.context.now,
            set_by=self.actor.id,
        )
        await self.actions.add(row)
        await self.announce(row, "panel_action.created", service_id=item.service_id)
        return self.summary(row)

    async def page(self, query: PanelActionQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.actions.page, "id")
        return Page([self.summary(row) for row in page.rows], page.next_cursor)

    async def read(self, action_id: UUID) -> dict[str, Any]:
        """The action with whom it is about; raises `NotFound`. The read is recorded."""
        row = await self._found(action_id)
        meeting = await self._readable(row)
        named = await self._presents(row) or self._holds(row) or FieldSet.PERSON in self.shown(meeting)
        await self.recorded("panel_action:read", "panel_action", row.id, "F1 F3" if named else "F3")
        return {
            **self.summary(row),
            "person": row.person if named else None,
            "description": row.description,
            "note": row.note,
            "allowed_transitions": await self._allowed(row),
        }

    async def transition(self, action_id: UUID, wanted: PanelActionTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed` with where the caller may move it."""
        row = await self._found(action_id, lock=True)
        await self._readable(row)
        self.check(row, "panel_action")
        before, allowed = ActionStatus(row.status), await self._allowed(row)
        if wanted.to not in allowed:
            raise TransitionNotAllowed(allowed_to=allowed)
        columns = {"status": wanted.to.value, "status_since": self.context.now, "note": wanted.note}
        await self.amend(row, columns, f"panel_action.{wanted.to.value}", row.service_id)
        return {
            "id": row.id,
            "from": before,
            "to": wanted.to,
            "allowed_transitions": await self._allowed(row),
            "etag": self.tag(row, "panel_action"),
        }

    async def _found(self, action_id: UUID, *, lock: bool = False) -> PanelAction:
        row = await self.actions.action(action_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def _readable(self, row: PanelAction) -> Meeting:
        """The meeting that set it; raises `NotFound` where the caller may not read the action today."""
        meeting = await self.meeting(row.meeting_id)
        if await self._presents(row):
            return meeting
        if self._holds(row) or await self.coordinates(row.group_id):
            since = london_date(row.status_since)
            if rules.action_readable_by_its_holder(ActionStatus(row.status), since, self.today):
                return meeting
        if row.group_id not in self.actor.group_ids or not await self.may_read(meeting):
            raise NotFound()
        return meeting

    async def _presents(self, row: PanelAction) -> bool:
        item = await self.agenda.item(row.agenda_item_id)
        return item is not None and await self.presents(item)

    def _holds(self, row: PanelAction) -> bool:
        return row.owner_agency_id == self.actor.agency_id

    async def _allowed(self, row: PanelAction) -> list[ActionStatus]:
        """Where the caller may move it, in the order of an action's life."""
        reachable = ACTION_TRANSITIONS[ActionStatus(row.status)]
        if not await self.coordinates(row.group_id):
            reachable = reachable & HOLDER_MAY if self._holds(row) else frozenset()
        return [status for status in ActionStatus if status in reachable]

    def summary(self, row: PanelAction) -> dict[str, Any]:
        return views.action_summary(row, self.tag(row, "panel_action"), self.today)
