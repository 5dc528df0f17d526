"""Series: a rule and the events that follow from it, each an event of its own that can be moved or cancelled singly."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import LONDON
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.schemas import RecordQuery
from sosafe_api.domains.community_events.errors import SeriesFull, TooManyOccurrences
from sosafe_api.domains.community_events.models import CommunityEvent, EventSeries
from sosafe_api.domains.community_events.rules import (
    MOST_AT_ONCE,
    MOST_OF_A_SERIES,
    Rhythm,
    may_change,
    period_errors,
    rhythm_errors,
)
from sosafe_api.domains.community_events.schemas import EventOccurrencesIn, EventSeriesIn, EventSeriesPatch
from sosafe_api.domains.community_events.service import views
from sosafe_api.domains.community_events.service.base import (
    PLACE,
    SHOWN,
    EventBase,
    columns_of,
    differing,
    place_errors,
)
from sosafe_api.domains.community_events.service.events import EventService
from sosafe_api.domains.community_events.vocabulary import EventStatus, RhythmUnit

_OF_BOTH = (
    "title",
    "kind",
    "description",
    "visibility",
    "attendance_mode",
    "place_name",
    "longitude",
    "latitude",
    "ward_code",
    "lead_agency_id",
    "agency_ids",
    "objective_id",
    "audience",
    "communities_meant",
)


class EventSeriesService(EventBase):
    """A series' time never changes: move single events, or carry it on under another series."""

    async def create(self, wanted: EventSeriesIn) -> dict[str, Any]:
        """Raises `ValidationFailed`, and `TooManyOccurrences` where the last day is too late."""
        columns = columns_of(wanted)
        rhythm = Rhythm(wanted.rhythm.unit, wanted.rhythm.length, wanted.starts_at)
        self.refuse(
            place_errors(columns)
            + period_errors(wanted.starts_at, wanted.ends_at)
            + rhythm_errors(rhythm)
            + await self.reference_errors(columns)
        )
        starts = _starts(rhythm, None, wanted.until) or [wanted.starts_at]
        row = EventSeries(
            **self.made(),
            **{name: columns[name] for name in _OF_BOTH},
            interval_unit=wanted.rhythm.unit.value,
            interval_length=wanted.rhythm.length,
            begins_as=wanted.events_begin_as.value,
            starts_at=wanted.starts_at,
            duration_minutes=(wanted.ends_at - wanted.starts_at) // timedelta(minutes=1),
            last_starts_at=starts[-1],
        )
        await self.repository.add(row)
        await self.announce(row, "event_series.created")
        await self._make(row, starts)
        return self._view(row, len(starts))

    async def carry_on(self, series_id: UUID, wanted: EventOccurrencesIn) -> dict[str, Any]:
        """Makes the events that follow the latest one; asked for again, it makes none. Raises `SeriesFull`."""
        row = await self.found(EventSeries, series_id, lock=True)
        self.check(row, "event_series")
        rhythm = Rhythm(RhythmUnit(row.interval_unit), row.interval_length, row.starts_at)
        starts = _starts(rhythm, row.last_starts_at, wanted.until)
        if starts:
            if len(rhythm.through(starts[-1])) > MOST_OF_A_SERIES:
                raise SeriesFull(MOST_OF_A_SERIES)
            columns = {"last_starts_at": starts[-1], "sequence": row.sequence + 1}
            await self.change(row, columns, "event_series.updated")
            await self._make(row, starts)
        return await self.read(row.id)

    async def read(self, series_id: UUID) -> dict[str, Any]:
        row = await self.found(EventSeries, series_id)
        return self._view(row, (await self.repository.counts([row.id])).get(row.id, 0))

    async def page(self, query: RecordQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.series, "id")
        counts = await self.repository.counts([row.id for row in page.rows])
        return Page([self._view(row, counts.get(row.id, 0)) for row in page.rows], page.next_cursor)

    async def update(self, series_id: UUID, patch: EventSeriesPatch) -> dict[str, Any]:
        """Raises `ValidationFailed`. Its events to come follow in what was not changed of them singly."""
        row = await self.found(EventSeries, series_id, lock=True)
        self.check(row, "event_series")
        changed = differing(row, columns_of(patch))
        merged = {name: changed.get(name, getattr(row, name)) for name in ("attendance_mode", "place_name")}
        self.refuse(place_errors(merged) + await self.reference_errors(changed))
        if changed:
            before = {name: getattr(row, name) for name in (*changed, *PLACE)}
            raised = {"sequence": row.sequence + 1} if SHOWN & set(changed) else {}
            await self.change(row, changed | raised, "event_series.updated")
            await self._pass_on(row, before, changed)
            await self.publisher.series(row)
        return await self.read(row.id)

    async def _pass_on(self, row: EventSeries, before: dict[str, Any], changed: dict[str, Any]) -> None:
        events = EventService(self.context)
        for event in await self.repository.of_series(row.id):
            if event.starts_at <= self.context.now:
                continue
            singly = {name for name, value in before.items() if getattr(event, name) != value}
            if not singly.isdisjoint(PLACE):
                singly |= set(PLACE)
            followed = {
                name: value
                for name, value in changed.items()
                if name not in singly and may_change(EventStatus(event.status), {name})
            }
            await events.apply(event, followed, "event.updated")
            await events.publish(event)

    async def _make(self, row: EventSeries, starts: list[datetime]) -> None:
        made = [self._event(row, start) for start in starts]
        await self.repository.add(*made)
        for event in made:
            await self.announce(event, "event.created")
        await self.publisher.series(row)
        await self.publisher.events(made)

    def _event(self, row: EventSeries, start: datetime) -> CommunityEvent:
        return CommunityEvent(
            **{**self.made(), "id": new_id()},
            **{name: getattr(row, name) for name in _OF_BOTH},
            series_id=row.id,
            series_starts_at=start,
            starts_at=start,
            ends_at=start + timedelta(minutes=row.duration_minutes),
            previous_starts=[],
            status=row.begins_as,
            status_since=self.context.now,
            agency_ids_present=[],
        )

    def _view(self, row: EventSeries, events: int) -> dict[str, Any]:
        return views.series(row, self.tag(row, "event_series"), events)


def _starts(rhythm: Rhythm, after: datetime | None, until: date) -> list[datetime]:
    """Up to the end of a day of London; raises `TooManyOccurrences`."""
    end = datetime.combine(until, time.max, LONDON)
    found = rhythm.between(after, end)
    if len(found) > MOST_AT_ONCE:
        raise TooManyOccurrences(MOST_AT_ONCE)
    return found
