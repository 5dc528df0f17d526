"""What every use case of panels needs: the meeting, the item, and in which capacity the caller looks at them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound
from sosafe_api.core.ids import new_id
from sosafe_api.domains.agencies.schemas import GroupMembershipQuery
from sosafe_api.domains.agencies.service import GroupMembershipService
from sosafe_api.domains.agencies.vocabulary import PanelKind
from sosafe_api.domains.auth.service import RecordService, SeatService
from sosafe_api.domains.cases.service import CaseService
from sosafe_api.domains.panels import rules
from sosafe_api.domains.panels.models import AgendaItem, Meeting
from sosafe_api.domains.panels.repository import AgendaRepository, MeetingRepository
from sosafe_api.domains.panels.rules import AgendaItemStatus, FieldSet, MeetingStatus


@dataclass(frozen=True, slots=True)
class SeenItem:
    """An item, its meeting, and what the caller may see of it."""

    item: AgendaItem
    meeting: Meeting
    shows: frozenset[FieldSet]
    presents: bool


class PanelService(RecordService):
    """Who coordinates a group manages its meetings; who sits in it reads; whose service presents sees its own."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.meetings = MeetingRepository(context)
        self.agenda = AgendaRepository(context)
        self.roles = SeatService(context)
        self.today = london_date(context.now)

    async def meeting(self, meeting_id: UUID, *, lock: bool = False) -> Meeting:
        row = await self.meetings.find(Meeting, meeting_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def sat_in(self, meeting_id: UUID) -> Meeting:
        """The meeting of a group in which the caller sits; raises `NotFound` for any other."""
        row = await self.meeting(meeting_id)
        if row.group_id not in self.actor.group_ids:
            raise NotFound()
        return row

    async def coordinated(self, meeting_id: UUID, *, lock: bool = False) -> Meeting:
        """The meeting of a group that the caller coordinates; raises `NotFound` for any other."""
        row = await self.meeting(meeting_id, lock=lock)
        if not await self.coordinates(row.group_id):
            raise NotFound()
        return row

    async def coordinates(self, group_id: UUID) -> bool:
        return group_id in await self.roles.coordinated()

    async def may_read(self, meeting: Meeting) -> bool:
        """Whether the caller, who sits in the group, may read what is before the meeting today."""
        status, meets_on = MeetingStatus(meeting.status), london_date(meeting.starts_at)
        if await self.coordinates(meeting.group_id):
            return rules.readable_by_coordinators(status, meets_on, self.today)
        return rules.readable_by_members(status, meets_on, self.today)

    async def seen(self, item_id: UUID) -> SeenItem:
        """The item as far as the caller may see it today; raises `NotFound`."""
        item = await self.agenda.item(item_id)
        if item is None:
            raise NotFound()
        meeting = await self.meeting(item.meeting_id)
        if await self.presents(item):
            return SeenItem(item, meeting, rules.EVERYTHING, presents=True)
        unpublished = item.published_at is None and not await self.coordinates(item.group_id)
        if unpublished or item.status == AgendaItemStatus.WITHDRAWN or not await self.may_read(meeting):
            raise NotFound()
        return SeenItem(item, meeting, self.shown(meeting), presents=False)

    async def presents(self, item: AgendaItem) -> bool:
        """Whether it is the caller's service's item, about a case that the caller may see."""
        if item.service_id not in self.actor.service_ids:
            return False
        try:
            return item.case_id is None or bool(await CaseService(self.context).found(item.case_id))
        except NotFound:
            return False

    async def locked(self, item_id: UUID) -> tuple[AgendaItem, Meeting]:
        """The item of a group that the caller coordinates, locked after its meeting, as every use case does."""
        seen = await self.seen(item_id)
        meeting = await self.coordinated(seen.meeting.id, lock=True)
        item = await self.agenda.item(item_id, lock=True)
        if item is None:
            raise NotFound()
        return item, meeting

    @staticmethod
    def shown(meeting: Meeting) -> frozenset[FieldSet]:
        """What members of this kind of panel are shown."""
        return rules.PANELS[PanelKind(meeting.panel_kind)].shows if meeting.panel_kind else frozenset()

    async def seats(self, group_id: UUID, day: date) -> list[dict[str, Any]]:
        """The seats of the group that are held on that day."""
        query = GroupMembershipQuery(on=day, limit=200)
        return list((await GroupMembershipService(self.context).page(group_id, query)).rows)

    async def amend(self, row: Any, columns: Mapping[str, Any], event: str, service_id: UUID | None) -> None:
        """Writes the columns as a new version, and tells of it as a change of the service's record."""
        for name, value in columns.items():
            setattr(row, name, value)
        row.version += 1
        row.updated_at = self.context.now
        await self.announce(row, event, service_id=service_id)

    async def recorded(self, operation: str, object_type: str, object_id: UUID, field_set: str) -> None:
        """Records a read of personal data, before a byte of it leaves."""
        entry = Entry(operation=operation, object_type=object_type, object_id=object_id, field_set=field_set)
        await record(self.context, entry)

    def made(self) -> dict[str, Any]:
        """What every new row begins with."""
        return {"partnership_id": self.actor.partnership_id, "id": new_id()}

    def versioned(self) -> dict[str, Any]:
        """What every new row that can change begins with."""
        return {**self.made(), "version": 1, "created_at": self.context.now, "updated_at": self.context.now}
