"""Who came to a meeting, seat by seat."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.errors import FieldError, ValidationFailed
from sosafe_api.domains.panels.errors import NotNow
from sosafe_api.domains.panels.models import Meeting, SeatAttendance
from sosafe_api.domains.panels.rules import MeetingStatus
from sosafe_api.domains.panels.schemas.meetings import MeetingAttendanceIn
from sosafe_api.domains.panels.service.base import PanelService

_FINAL = frozenset({MeetingStatus.MINUTES_APPROVED, MeetingStatus.CANCELLED})


class AttendanceService(PanelService):
    """A seat is an agency's; whose name its holder has is not recorded."""

    async def read(self, meeting_id: UUID) -> dict[str, Any]:
        return await self._view(await self.sat_in(meeting_id))

    async def replace(self, meeting_id: UUID, wanted: MeetingAttendanceIn) -> dict[str, Any]:
        """Raises `ValidationFailed` naming every seat that is not held on that day or that stands twice."""
        meeting = await self.coordinated(meeting_id, lock=True)
        self.context.entity_tags.check(self.context.if_match, self._tag(meeting))
        if MeetingStatus(meeting.status) in _FINAL:
            raise NotNow("Attendance is recorded until the minutes are approved.")
        agencies = await self._agencies(meeting, wanted)
        rows = [
            SeatAttendance(
                **self.made(),
                meeting_id=meeting.id,
                group_id=meeting.group_id,
                group_membership_id=seat.group_membership_id,
                agency_id=agencies[seat.group_membership_id],
                attendance=seat.attendance.value,
                recorded_by=self.actor.id,
                recorded_at=self.context.now,
            )
            for seat in wanted.seats
        ]
        await self.meetings.replace_attendance(meeting.id, rows)
        meeting.attendance_version += 1
        await self.announce(meeting, "meeting.attendance_recorded")
        return await self._view(meeting)

    async def _agencies(self, meeting: Meeting, wanted: MeetingAttendanceIn) -> dict[UUID, UUID]:
        """The agency of each seat."""
        held = await self.seats(meeting.group_id, london_date(meeting.starts_at))
        agencies = {seat["id"]: seat["agency_id"] for seat in held}
        errors, named = [], set()
        for place, seat in enumerate(wanted.seats):
            pointer = f"#/seats/{place}/group_membership_id"
            if seat.group_membership_id not in agencies:
                errors.append(FieldError("unknown_reference", "Names no seat held on that day.", pointer))
            elif seat.group_membership_id in named:
                errors.append(FieldError("repeated", "Names a seat that stands before.", pointer))
            named.add(seat.group_membership_id)
        if errors:
            raise ValidationFailed(errors=errors)
        return agencies

    def _tag(self, meeting: Meeting) -> str:
        return self.context.entity_tags.tag(meeting.id, meeting.attendance_version, "attendance")

    async def _view(self, meeting: Meeting) -> dict[str, Any]:
        return {
            "meeting_id": meeting.id,
            "seats": [
                {
                    "group_membership_id": row.group_membership_id,
                    "agency_id": row.agency_id,
                    "attendance": row.attendance,
                }
                for row in await self.meetings.attendance(meeting.id)
            ],
            "etag": self._tag(meeting),
        }
