"""Meetings: planned one by one or from the rhythm, moved, published, held, their minutes approved, or cancelled."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import LONDON, london_date, wire_instant
from sosafe_api.core.errors import BusinessRule, FieldError, NotFound, TransitionNotAllowed, ValidationFailed
from sosafe_api.core.pagination import Page
from sosafe_api.domains.agencies.rules import calendar_errors, meeting_dates
from sosafe_api.domains.agencies.service import GroupService
from sosafe_api.domains.agencies.vocabulary import Rhythm
from sosafe_api.domains.panels.models import Meeting
from sosafe_api.domains.panels.rules import MEETING_TRANSITIONS, TAKES_ITEMS, MeetingStatus
from sosafe_api.domains.panels.schemas.meetings import (
    MeetingIn,
    MeetingPatch,
    MeetingQuery,
    MeetingScheduleIn,
    MeetingTransitionIn,
)
from sosafe_api.domains.panels.service.base import PanelService
from sosafe_api.domains.panels.service.minutes import MinutesService
from sosafe_api.domains.panels.service.packs import PackService


class MeetingService(PanelService):
    """A meeting keeps its identity wherever it is moved; the rhythm's day tells which one it is."""

    async def create(self, group_id: UUID, wanted: MeetingIn) -> dict[str, Any]:
        """Plans one meeting; raises `NotFound` for a group that the caller does not coordinate."""
        group = await self._group(group_id)
        row = self._new(group, wanted.starts_at, wanted.place)
        await self.meetings.add(row)
        await self.announce(row, "meeting.created")
        return await self.view(row)

    async def schedule(self, group_id: UUID, wanted: MeetingScheduleIn) -> dict[str, Any]:
        """Plans a meeting for each day of the rhythm that has none; said twice, it is done once."""
        group = await self._group(group_id)
        start = wanted.from_ or self.today
        faults = calendar_errors(start, wanted.before)
        if faults:
            raise ValidationFailed(errors=[FieldError(each.code, each.detail, "#/before") for each in faults])
        days = meeting_dates(Rhythm(group["rhythm"]), group["first_meeting_on"], start, wanted.before)
        new = [self._new(group, _begins(day, wanted.start_time), wanted.place, day) for day in days]
        created = frozenset(await self.meetings.add_scheduled(new))
        rows = [row for row in new if row.id in created]
        for row in rows:
            await self.announce(row, "meeting.created")
        return {"group_id": group_id, "created_ids": [row.id for row in rows], "scheduled_on": days}

    async def read(self, meeting_id: UUID) -> dict[str, Any]:
        return await self.view(await self.meeting(meeting_id))

    async def page(self, query: MeetingQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.meetings.page, "id")
        return Page([await self.view(row) for row in page.rows], page.next_cursor)

    async def days(self, group_id: UUID, start: date, before: date) -> list[date]:
        """The days in London on which a group meets or met, as planned and not cancelled."""
        first, end = (datetime.combine(day, time(), LONDON) for day in (start, before))
        return [london_date(begins) for begins in await self.meetings.between(group_id, first, end)]

    async def move(self, meeting_id: UUID, patch: MeetingPatch) -> dict[str, Any]:
        """To another time or place; raises `TransitionNotAllowed` once it was held or cancelled."""
        row = await self.coordinated(meeting_id, lock=True)
        self.check(row, "meeting")
        changed = self.changes(row, patch)
        if changed and MeetingStatus(row.status) not in TAKES_ITEMS:
            detail = "A meeting is moved only before it is held."
            raise TransitionNotAllowed(detail, allowed_to=await self._allowed(row))
        if "starts_at" in changed:
            changed["moves"] = row.moves + 1
        await self.change(row, changed, "meeting.moved" if "moves" in changed else "meeting.updated")
        return await self.view(row)

    async def transition(self, meeting_id: UUID, wanted: MeetingTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed` with where it may go, and `BusinessRule` where it is too early."""
        row = await self.coordinated(meeting_id, lock=True)
        self.check(row, "meeting")
        before = MeetingStatus(row.status)
        if wanted.to not in MEETING_TRANSITIONS[before]:
            raise TransitionNotAllowed(allowed_to=await self._allowed(row))
        _check_reason(wanted)
        await self._prepare(row, wanted.to)
        columns = {"status": wanted.to.value, "status_since": self.context.now}
        if wanted.reason_code is not None:
            columns["reason_code"] = wanted.reason_code.value
        await self.change(row, columns, f"meeting.{wanted.to.value}")
        view = await self.view(row)
        return {
            "id": row.id,
            "from": before,
            "to": wanted.to,
            "reason_code": wanted.reason_code,
            "allowed_transitions": view["allowed_transitions"],
            "etag": view["etag"],
        }

    async def _prepare(self, row: Meeting, to: MeetingStatus) -> None:
        if to is MeetingStatus.PUBLISHED:
            await PackService(self.context).freeze(row)
        elif to is MeetingStatus.HELD and row.starts_at > self.context.now:
            detail = "A meeting was held only once its time has come."
            raise BusinessRule(errors=[FieldError("not_yet_begun", detail, "#/to")])
        elif to is MeetingStatus.MINUTES_APPROVED:
            await MinutesService(self.context).approve(row)

    async def _group(self, group_id: UUID) -> dict[str, Any]:
        group = await GroupService(self.context).read(group_id)
        if not await self.coordinates(group_id):
            raise NotFound()
        return group

    async def _allowed(self, row: Meeting) -> list[MeetingStatus]:
        """Where the caller may move it, in the order of a meeting's life."""
        if not await self.coordinates(row.group_id):
            return []
        reachable = MEETING_TRANSITIONS[MeetingStatus(row.status)]
        return [status for status in MeetingStatus if status in reachable]

    def _new(
        self, group: dict[str, Any], starts_at: datetime, place: str | None, day: date | None = None
    ) -> Meeting:
        return Meeting(
            **self.versioned(),
            group_id=group["id"],
            panel_kind=group["panel_kind"],
            scheduled_on=day,
            starts_at=starts_at,
            place=place,
            moves=0,
            status=MeetingStatus.PLANNED.value,
            status_since=self.context.now,
            attendance_version=0,
        )

    async def view(self, row: Meeting) -> dict[str, Any]:
        return {
            "id": row.id,
            "group_id": row.group_id,
            "panel_kind": row.panel_kind,
            "scheduled_on": row.scheduled_on,
            "starts_at": wire_instant(row.starts_at),
            "time_zone": LONDON.key,
            "place": row.place,
            "moves": row.moves,
            "status": row.status,
            "status_since": wire_instant(row.status_since),
            "reason_code": row.reason_code,
            "allowed_transitions": await self._allowed(row),
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "etag": self.tag(row, "meeting"),
        }


def _begins(day: date, start_time: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(start_time), LONDON).astimezone(UTC)


def _check_reason(wanted: MeetingTransitionIn) -> None:
    if (wanted.to is MeetingStatus.CANCELLED) is (wanted.reason_code is not None):
        return
    code = "required" if wanted.reason_code is None else "not_wanted"
    raise ValidationFailed(errors=[FieldError(code, "Must be given for `cancelled` alone.", "#/reason_code")])
