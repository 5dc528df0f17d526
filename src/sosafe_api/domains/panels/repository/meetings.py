"""Every query about meetings, who came, and what was minuted."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from sosafe_api.domains.panels.models import Meeting, MeetingMinutes, SeatAttendance
from sosafe_api.domains.panels.repository.base import PanelRepository
from sosafe_api.domains.panels.rules import MeetingStatus
from sosafe_api.domains.panels.schemas.meetings import MeetingQuery


class MeetingRepository(PanelRepository):
    """Meetings name nobody, so the whole partnership's are seen."""

    async def add_scheduled(self, meetings: Sequence[Meeting]) -> list[UUID]:
        """Adds those whose day has no meeting yet, and answers which: said twice, it is done once."""
        if not meetings:
            return []
        statement = (
            insert(Meeting)
            .values([meeting.model_dump() for meeting in meetings])
            .on_conflict_do_nothing(index_elements=["partnership_id", "group_id", "scheduled_on"])
            .returning(col(Meeting.id))
        )
        return list((await self._session.exec(statement)).scalars())

    async def page(self, query: MeetingQuery, after: Any) -> list[Meeting]:
        statement = self._of(Meeting)
        if query.group_id is not None:
            statement = statement.where(Meeting.group_id == query.group_id)
        if query.status is not None:
            statement = statement.where(col(Meeting.status).in_([status.value for status in query.status]))
        if query.starts_at_from is not None:
            statement = statement.where(col(Meeting.starts_at) >= query.starts_at_from)
        if query.starts_at_before is not None:
            statement = statement.where(col(Meeting.starts_at) < query.starts_at_before)
        return await self._page(statement, col(Meeting.id), after, query.limit)

    async def scheduled(self, group_id: UUID, days: Sequence[date]) -> list[Meeting]:
        statement = self._of(Meeting).where(Meeting.group_id == group_id, col(Meeting.scheduled_on).in_(days))
        return await self._all(statement.order_by(col(Meeting.scheduled_on)))

    async def between(self, group_id: UUID, start: datetime, before: datetime) -> list[datetime]:
        """When the group meets or met, meetings that were cancelled left out."""
        statement = select(Meeting.starts_at).where(
            Meeting.partnership_id == self._partnership_id,
            Meeting.group_id == group_id,
            col(Meeting.starts_at) >= start,
            col(Meeting.starts_at) < before,
            Meeting.status != MeetingStatus.CANCELLED.value,
        )
        return list((await self._session.exec(statement.order_by(col(Meeting.starts_at)))).all())

    async def attendance(self, meeting_id: UUID) -> list[SeatAttendance]:
        statement = self._of(SeatAttendance).where(SeatAttendance.meeting_id == meeting_id)
        return await self._all(statement.order_by(col(SeatAttendance.group_membership_id)))

    async def replace_attendance(self, meeting_id: UUID, rows: Sequence[SeatAttendance]) -> None:
        await self._session.exec(
            delete(SeatAttendance).where(
                col(SeatAttendance.partnership_id) == self._partnership_id,
                col(SeatAttendance.meeting_id) == meeting_id,
            )
        )
        await self.add(*rows)

    async def minutes(self, meeting_id: UUID) -> MeetingMinutes | None:
        statement = self._of(MeetingMinutes).where(MeetingMinutes.meeting_id == meeting_id)
        found: MeetingMinutes | None = await self._one(statement)
        return found
