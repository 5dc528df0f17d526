"""Queries about events, series, and what came of events."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import tuple_
from sqlmodel import col, func, select

from sosafe_api.domains.community_events.models import (
    CommunityEvent,
    EventFeedback,
    EventIssue,
    EventReach,
    EventSeries,
)
from sosafe_api.domains.community_events.repository.base import RowRepository
from sosafe_api.domains.community_events.schemas import EventIssueQuery, EventQuery
from sosafe_api.domains.community_events.vocabulary import EventIssueStatus


class EventRepository(RowRepository):
    """Events are listed by their start, everything else as it was recorded."""

    async def events(self, query: EventQuery, after: Any) -> list[CommunityEvent]:
        table = CommunityEvent
        statement = self._of(table)
        for column, codes in ((table.kind, query.kind), (table.status, query.status)):
            if codes is not None:
                statement = statement.where(col(column).in_([code.value for code in codes]))
        if query.visibility is not None:
            statement = statement.where(table.visibility == query.visibility.value)
        if query.starts_at_from is not None:
            statement = statement.where(col(table.starts_at) >= query.starts_at_from)
        if query.starts_at_before is not None:
            statement = statement.where(col(table.starts_at) < query.starts_at_before)
        for name in ("ward_code", "lead_agency_id", "objective_id", "series_id"):
            if getattr(query, name) is not None:
                statement = statement.where(getattr(table, name) == getattr(query, name))
        place = tuple_(col(table.starts_at), col(table.id))
        if after is not None:
            statement = statement.where(place > (datetime.fromisoformat(after[0]), UUID(after[1])))
        statement = statement.order_by(col(table.starts_at), col(table.id)).limit(query.limit + 1)
        return await self._all(statement)

    async def series(self, query: Any, after: Any) -> list[EventSeries]:
        return await self._page(self._of(EventSeries), EventSeries, after, query.limit)

    async def of_series(self, series_id: UUID) -> list[CommunityEvent]:
        """All events of a series, locked, by their place in it."""
        table = CommunityEvent
        statement = self._of(table).where(table.series_id == series_id)
        statement = statement.order_by(col(table.series_starts_at)).with_for_update()
        return await self._all(statement.execution_options(populate_existing=True))

    async def counts(self, series_ids: Iterable[UUID]) -> dict[UUID, int]:
        """How many events each series has."""
        table = CommunityEvent
        statement = (
            select(table.series_id, func.count())
            .where(table.partnership_id == self._partnership_id, col(table.series_id).in_(list(series_ids)))
            .group_by(col(table.series_id))
        )
        return {key: count for key, count in await self._all(statement) if key is not None}

    async def reaches(self, event_id: UUID) -> list[EventReach]:
        statement = self._of(EventReach).where(EventReach.event_id == event_id)
        return await self._all(statement.order_by(col(EventReach.community)))

    async def replace_reaches(self, event_id: UUID, wanted: Iterable[EventReach]) -> None:
        for row in await self.reaches(event_id):
            await self._session.delete(row)
        await self._session.flush()
        await self.add(*wanted)

    async def feedback(self, event_id: UUID) -> list[EventFeedback]:
        statement = self._of(EventFeedback).where(EventFeedback.event_id == event_id)
        return await self._all(statement.order_by(col(EventFeedback.id)))

    async def issues_of(self, event_id: UUID) -> list[EventIssue]:
        statement = self._of(EventIssue).where(EventIssue.event_id == event_id)
        return await self._all(statement.order_by(col(EventIssue.id)))

    async def entries(self, table: type[EventFeedback | EventIssue], event_id: UUID) -> int:
        """How many of them an event has."""
        statement = select(func.count()).where(
            col(table.partnership_id) == self._partnership_id, table.event_id == event_id
        )
        return (await self._session.exec(statement)).one()

    async def issues(self, query: EventIssueQuery, after: Any) -> list[EventIssue]:
        table = EventIssue
        statement = self._of(table)
        if query.status is not None:
            statement = statement.where(table.status == query.status.value)
        for name in ("owner_agency_id", "event_id"):
            if getattr(query, name) is not None:
                statement = statement.where(getattr(table, name) == getattr(query, name))
        if query.overdue is not None:
            late = (col(table.due_on) < self._today) & (col(table.status) == EventIssueStatus.OPEN.value)
            statement = statement.where(late if query.overdue else ~late)
        return await self._page(statement, table, after, query.limit)
