"""Minutes: a text that names nobody, and what was decided item by item; final once somebody else approved them."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import BusinessRule, FieldError, NotFound
from sosafe_api.domains.panels import rules
from sosafe_api.domains.panels.errors import NamesSomebody, NotNow
from sosafe_api.domains.panels.models import Meeting, MeetingMinutes
from sosafe_api.domains.panels.repository import ActionRepository
from sosafe_api.domains.panels.rules import TAKES_DECISIONS, MeetingStatus
from sosafe_api.domains.panels.schemas.minutes import MinutesIn
from sosafe_api.domains.panels.service import views
from sosafe_api.domains.panels.service.base import PanelService


class MinutesService(PanelService):
    """The text may be read by all who sit in the group, so what concerns a person stays with its item."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.actions = ActionRepository(context)

    async def read(self, meeting_id: UUID) -> dict[str, Any]:
        """Coordinators read the draft, members the approved minutes; raises `NotFound`."""
        meeting = await self.sat_in(meeting_id)
        minutes = await self.meetings.minutes(meeting.id)
        if not await self._readable(meeting, minutes):
            raise NotFound()
        await self.recorded("minutes:read", "meeting", meeting.id, "F3")
        return await self._view(meeting, minutes)

    async def write(self, meeting_id: UUID, wanted: MinutesIn) -> dict[str, Any]:
        """Answers a receipt; raises `BusinessRule` for a text that names somebody, and once the minutes are final."""
        meeting = await self.coordinated(meeting_id, lock=True)
        minutes = await self.meetings.minutes(meeting.id)
        self.context.entity_tags.check(self.context.if_match, self._tag(meeting, minutes))
        if MeetingStatus(meeting.status) not in TAKES_DECISIONS:
            raise NotNow("Minutes are written from publication until they are approved.")
        await self._check_names(meeting, wanted.text)
        if minutes is None:
            minutes = MeetingMinutes(
                **self.versioned(),
                meeting_id=meeting.id,
                group_id=meeting.group_id,
                text=wanted.text,
                written_by=self.actor.id,
            )
            await self.meetings.add(minutes)
            await self.announce(minutes, "minutes.created")
        else:
            await self.change(minutes, {"text": wanted.text, "written_by": self.actor.id}, "minutes.updated")
        return self._receipt(meeting, minutes)

    async def approve(self, meeting: Meeting) -> None:
        """Makes the minutes of the locked meeting final; whoever wrote them last cannot."""
        minutes = await self.meetings.minutes(meeting.id)
        if minutes is None:
            raise BusinessRule(errors=[FieldError("minutes_missing", "No minutes are written yet.", "#/to")])
        if minutes.written_by == self.actor.id:
            detail = "Somebody else than who wrote the minutes must approve them."
            raise BusinessRule(errors=[FieldError("approved_by_writer", detail, "#/to")])
        await self._check_names(meeting, minutes.text)
        approval = {"approved_by": self.actor.id, "approved_at": self.context.now}
        await self.change(minutes, approval, "minutes.approved")

    async def _readable(self, meeting: Meeting, minutes: MeetingMinutes | None) -> bool:
        approved = minutes.approved_at if minutes else None
        approved_on = london_date(approved) if approved else None
        if rules.minutes_readable_by_members(approved_on, self.today):
            return True
        return await self.coordinates(meeting.group_id) and await self.may_read(meeting)

    async def _check_names(self, meeting: Meeting, text: str) -> None:
        """Against the items that the caller sees: an answer about others would tell of them."""
        for item in await self.agenda.of_meeting(meeting.id):
            if rules.names(text, str(item.person["full_name"])):
                raise NamesSomebody()

    def _tag(self, meeting: Meeting, minutes: MeetingMinutes | None) -> str:
        version = minutes.version if minutes else 0
        return self.context.entity_tags.tag(meeting.id, version, "minutes")

    def _receipt(self, meeting: Meeting, minutes: MeetingMinutes | None) -> dict[str, Any]:
        return {
            "meeting_id": meeting.id,
            "status": meeting.status,
            "written_by": minutes.written_by if minutes else None,
            "approved_by": minutes.approved_by if minutes else None,
            "approved_at": wire_instant(minutes.approved_at) if minutes and minutes.approved_at else None,
            "etag": self._tag(meeting, minutes),
        }

    async def _view(self, meeting: Meeting, minutes: MeetingMinutes | None) -> dict[str, Any]:
        return {
            **self._receipt(meeting, minutes),
            "text": minutes.text if minutes else None,
            "items": await self._items(meeting),
        }

    async def _items(self, meeting: Meeting) -> list[dict[str, Any]]:
        """A panel that is shown no account is not shown the reasons of its decisions either."""
        shown = bool(self.shown(meeting))
        decisions = await self.agenda.decisions(meeting.id) if shown else {}
        actions = await self.actions.of_meeting(meeting.id)
        return [
            {
                "agenda_item_id": item.id,
                "title_code": item.title_code,
                "decision": views.decision(decisions.get(item.id)),
                "actions": [
                    views.action_summary(action, self.tag(action, "panel_action"), self.today)
                    for action in actions
                    if action.agenda_item_id == item.id
                ],
            }
            for item in await self.agenda.of_meeting(meeting.id)
        ]
