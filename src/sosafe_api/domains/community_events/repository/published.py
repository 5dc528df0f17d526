"""Queries about what everybody may read of events: writing it with the event, and reading it as everybody may."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.db.session import Database, RowScope
from sosafe_api.domains.community_events.models import PublishedEvent, PublishedEventSeries
from sosafe_api.domains.community_events.repository.base import RowRepository

_CHANGED = (
    b"INSERT INTO published_calendars AS known (partnership_id, id, version, updated_at)"
    b" VALUES (%(partnership_id)s, %(partnership_id)s, 1, %(now)s)"
    b" ON CONFLICT (partnership_id, id) DO UPDATE SET version = known.version + 1,"
    b" updated_at = greatest(known.updated_at, EXCLUDED.updated_at)"
)
_PARTNERSHIP = b"SELECT id, name FROM partnerships WHERE slug = %(slug)s"
_STATE = b"SELECT version, updated_at FROM published_calendars WHERE partnership_id = %(partnership_id)s"
_EVENTS = (
    b"SELECT content FROM published_events WHERE partnership_id = %(partnership_id)s AND NOT withdrawn"
    b" AND starts_at >= %(start)s AND starts_at < %(before)s"
    b" AND (%(ward_code)s::text IS NULL OR ward_code = %(ward_code)s::text)"
    b" AND (%(kinds)s::text[] IS NULL OR content->'face'->>'kind' = ANY (%(kinds)s::text[]))"
    b" ORDER BY starts_at, id LIMIT %(limit)s"
)
_EVENT = (
    b"SELECT content FROM published_events WHERE partnership_id = %(partnership_id)s AND id = %(id)s"
    b" AND NOT withdrawn"
)
# A series is told whole, however long ago it began, while an event of it is recent.
_FED_SERIES = (
    b"SELECT content FROM published_event_series WHERE partnership_id = %(partnership_id)s AND NOT withdrawn"
    b" AND (%(ward_code)s::text IS NULL OR ward_code = %(ward_code)s::text)"
    b" AND (content->>'last_starts_at')::timestamptz >= %(start)s ORDER BY id LIMIT %(limit)s"
)
_FED_EVENTS = (
    b"SELECT content FROM published_events WHERE partnership_id = %(partnership_id)s AND NOT withdrawn"
    b" AND (%(ward_code)s::text IS NULL OR ward_code = %(ward_code)s::text)"
    b" AND (ends_at >= %(start)s OR series_id = ANY (%(series_ids)s::uuid[]))"
    b" ORDER BY starts_at, id LIMIT %(limit)s"
)


class CalendarState(NamedTuple):
    """Whose calendar it is, and which version of it; 0 where nothing was ever published."""

    partnership_id: UUID
    name: str
    version: int
    updated_at: datetime | None


class PublishingRepository(RowRepository):
    """Keeps the public views beside the events, in the transaction that changes them; never commits."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context

    async def event(self, event_id: UUID) -> PublishedEvent | None:
        return await self.find(PublishedEvent, event_id)

    async def series(self, series_id: UUID) -> PublishedEventSeries | None:
        return await self.find(PublishedEventSeries, series_id)

    async def calendar_changed(self) -> None:
        """Two at a time wait for one another, so that no reader takes an old calendar for the new one."""
        values = {"partnership_id": self._partnership_id, "now": self._context.now}
        await self._context.transaction.execute(_CHANGED, values)


class PublicCalendarRepository:
    """What everybody may read, by the role that sees no other table of events."""

    def __init__(self, reader: Database) -> None:
        self._reader = reader

    async def state(self, slug: str) -> CalendarState | None:
        async with self._reader.transaction(read_only=True) as transaction:
            rows = await transaction.execute(_PARTNERSHIP, {"slug": slug})
            if not rows:
                return None
            partnership_id, name = rows[0]
            await transaction.set_scope(RowScope(partnership_id))
            found = await transaction.execute(_STATE, {"partnership_id": partnership_id})
            version, updated_at = found[0] if found else (0, None)
            return CalendarState(partnership_id, name, version, updated_at)

    async def events(self, state: CalendarState, **conditions: Any) -> list[Any]:
        """Those that start between two instants, by start."""
        return await self._contents(state, _EVENTS, conditions)

    async def event(self, state: CalendarState, event_id: UUID) -> Any | None:
        found = await self._contents(state, _EVENT, {"id": event_id})
        return found[0] if found else None

    async def series_of_feed(self, state: CalendarState, **conditions: Any) -> list[Any]:
        return await self._contents(state, _FED_SERIES, conditions)

    async def events_of_feed(self, state: CalendarState, **conditions: Any) -> list[Any]:
        return await self._contents(state, _FED_EVENTS, conditions)

    async def _contents(
        self, state: CalendarState, statement: bytes, conditions: dict[str, Any]
    ) -> list[Any]:
        async with self._reader.transaction(RowScope(state.partnership_id), read_only=True) as transaction:
            values = {"partnership_id": state.partnership_id, **conditions}
            return [row[0] for row in await transaction.execute(statement, values)]
