"""The calendar that everybody reads: as JSON, as a feed for calendar programmes, and as data for search engines.

Answers are kept in this process until the partnership's calendar or the day changes; one small query tells.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from typing import Any
from uuid import UUID, uuid5

import msgspec

from sosafe_api.core import clock
from sosafe_api.core.clock import LONDON, wire_instant
from sosafe_api.core.errors import FieldError, InvalidParameter, NotFound
from sosafe_api.domains.community_events.repository import CalendarState, PublicCalendarRepository
from sosafe_api.domains.community_events.rules import PublicEvent, PublicSeries
from sosafe_api.domains.community_events.rules.icalendar import Feed, calendar
from sosafe_api.domains.community_events.rules.schema_org import structured_data
from sosafe_api.domains.community_events.schemas import MOST_EVENTS, ZONE, PublicEventQuery
from sosafe_api.domains.community_events.service import views

USUAL_DAYS, MOST_DAYS, FED_DAYS = 92, 366, 366
MOST_FED = 5000
MOST_BYTES = 16_777_216
MOST_ANSWERS = 1024  # bytes alone would let small answers pile up: what keeps each is not counted in them
ETAG_DIGITS = 24


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """Bytes that stay the same until the calendar or the day changes."""

    body: bytes
    etag: str
    last_modified: str


class PublicCalendar:
    """Reads by the role that sees only what is public. Raises `NotFound` for an unknown partnership."""

    def __init__(self, repository: PublicCalendarRepository, public_url: str) -> None:
        self._repository = repository
        self._public_url = public_url
        self._kept: OrderedDict[Hashable, OpenAnswer] = OrderedDict()
        self._bytes = 0

    async def events(self, slug: str, query: PublicEventQuery) -> OpenAnswer:
        """Events by start. Raises `InvalidParameter` for a period that is impossible, too long, or too full."""
        state, today = await self._state(slug), clock.today()
        start = query.from_ or today
        before = query.before or start + timedelta(days=USUAL_DAYS)
        _check_period(start, before)
        kinds = [kind.value for kind in query.kind] if query.kind else None
        conditions = {
            "start": _midnight(start),
            "before": _midnight(before),
            "ward_code": query.ward_code,
            "kinds": kinds,
            "limit": MOST_EVENTS + 1,
        }

        async def build() -> bytes:
            found = await self._repository.events(state, **conditions)
            if len(found) > MOST_EVENTS:
                raise _wrong("before", "too_many_events", "Must be earlier: too many events for one answer.")
            return msgspec.json.encode({"data": [_view(_event(content)) for content in found]})

        key = ("events", start, before, query.ward_code, tuple(kinds or ()))
        return await self._answer(state, today, key, build)

    async def event(self, slug: str, event_id: UUID) -> OpenAnswer:
        """One event as JSON-LD; raises `NotFound` unless it is public."""
        state = await self._state(slug)

        async def build() -> bytes:
            content = await self._repository.event(state, event_id)
            if content is None:
                raise NotFound()
            address = f"{self._events_address(slug)}/{event_id}"
            return msgspec.json.encode(structured_data(_event(content), address))

        return await self._answer(state, clock.today(), ("event", event_id), build)

    async def feed(self, slug: str, ward_code: str | None = None) -> OpenAnswer:
        """Events of the last year and all to come, as iCalendar; series whole."""
        state, today = await self._state(slug), clock.today()
        conditions: dict[str, Any] = {
            "start": _midnight(today - timedelta(days=FED_DAYS)),
            "ward_code": ward_code,
            "limit": MOST_FED,
        }

        async def build() -> bytes:
            series = await self._repository.series_of_feed(state, **conditions)
            found = [msgspec.convert(content, PublicSeries) for content in series]
            together = {"series_ids": [one.id for one in found]}
            told = await self._repository.events_of_feed(state, **conditions, **together)
            events = [_event(content) for content in told]
            return calendar(self._feed(state, slug, ward_code, events), found, events)

        return await self._answer(state, today, ("feed", ward_code), build)

    def _feed(
        self, state: CalendarState, slug: str, ward_code: str | None, events: list[PublicEvent]
    ) -> Feed:
        if ward_code is None:
            return Feed(state.partnership_id, f"{state.name}: events", self._events_address(slug))
        named = next((event.face.ward_name for event in events if event.face.ward_name), ward_code)
        name = f"{state.name}: events in {named}"
        return Feed(uuid5(state.partnership_id, ward_code), name, self._events_address(slug))

    def _events_address(self, slug: str) -> str:
        return f"{self._public_url}/v1/partnerships/{slug}/events"

    async def _state(self, slug: str) -> CalendarState:
        found = await self._repository.state(slug)
        if found is None:
            raise NotFound()
        return found

    async def _answer(
        self, state: CalendarState, today: date, key: Hashable, build: Callable[[], Awaitable[bytes]]
    ) -> OpenAnswer:
        full_key = (state, today, key)
        found = self._kept.get(full_key)
        if found is None:
            found = _dated(await build(), state, today)
            self._keep(full_key, found)
        self._kept.move_to_end(full_key)
        return found

    def _keep(self, key: Hashable, answer: OpenAnswer) -> None:
        """What was not asked for the longest gives way."""
        replaced = self._kept.pop(key, None)
        self._bytes += len(answer.body) - (len(replaced.body) if replaced else 0)
        self._kept[key] = answer
        while (self._bytes > MOST_BYTES and len(self._kept) > 1) or len(self._kept) > MOST_ANSWERS:
            self._bytes -= len(self._kept.popitem(last=False)[1].body)


def _dated(body: bytes, state: CalendarState, today: date) -> OpenAnswer:
    """What is shown moves on with the days as well, so it was last modified this midnight, or later."""
    changed = max(_midnight(today), state.updated_at or _midnight(today))
    digest = hashlib.sha256(body).hexdigest()[:ETAG_DIGITS]
    return OpenAnswer(body, f'"{digest}"', format_datetime(changed.astimezone(UTC), usegmt=True))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON)


def _check_period(start: date, before: date) -> None:
    if before <= start:
        raise _wrong("before", "not_after_start", "Must be later than `from`.")
    if before - start > timedelta(days=MOST_DAYS):
        raise _wrong("before", "period_too_long", "Must be at most 366 days after `from`.")


def _wrong(parameter: str, code: str, detail: str) -> InvalidParameter:
    return InvalidParameter(errors=[FieldError(code, detail, parameter=parameter)])


def _event(content: Any) -> PublicEvent:
    return msgspec.convert(content, PublicEvent)


def _view(event: PublicEvent) -> dict[str, Any]:
    face = event.face
    return {
        "id": event.id,
        "title": face.title,
        "kind": face.kind,
        "description": face.description,
        "status": event.status,
        "starts_at": wire_instant(event.starts_at),
        "ends_at": wire_instant(event.ends_at),
        "time_zone": ZONE,
        "previous_starts": [wire_instant(start) for start in event.previous_starts],
        "attendance_mode": face.attendance_mode,
        "moved_online": event.moved_online,
        "place": views.place(face.place_name, face.longitude, face.latitude, face.ward_code),
        "ward_name": face.ward_name,
        "organiser": face.organiser,
        "series_id": event.series_id,
        "sequence": event.sequence,
        "updated_at": wire_instant(event.updated_at),
        "feedback": [{"you_said": entry.you_said, "we_did": entry.we_did} for entry in event.said_and_done],
    }
