"""Public events as an iCalendar feed (RFC 5545, RFC 7986) that any calendar programme can subscribe to. Pure.

A series is one event with a rule; what was moved, cancelled or changed singly stands beside it under the same UID
with its RECURRENCE-ID, and what is not public is left out by EXDATE. Everything in it comes from the events, nothing
from the hour of reading, so the same events give the same bytes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Component, Event, Timezone, TimezoneDaylight, TimezoneStandard

from sosafe_api.core.clock import LONDON
from sosafe_api.domains.community_events.rules.public import Face, PublicEvent, PublicSeries
from sosafe_api.domains.community_events.rules.recurrence import Rhythm
from sosafe_api.domains.community_events.vocabulary import EventStatus, RhythmUnit

PRODUCER = "-//SoSafe API//Community events//EN"
REFRESHED_EVERY = timedelta(hours=1)
_STATUS = {
    EventStatus.PLANNED: "TENTATIVE",
    EventStatus.CONFIRMED: "CONFIRMED",
    EventStatus.HELD: "CONFIRMED",
    # There is no word for postponed: nobody should come at that time, as with a cancelled one.
    EventStatus.POSTPONED: "CANCELLED",
    EventStatus.CANCELLED: "CANCELLED",
}
_FREQUENCY = {RhythmUnit.WEEKS: "WEEKLY", RhythmUnit.MONTHS: "MONTHLY"}
# A programme may show neither status nor strike a title through, so the title says it as well.
_MARKED = {EventStatus.POSTPONED: "Postponed: ", EventStatus.CANCELLED: "Cancelled: "}


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed is called, which it is, and where its events can be read."""

    id: UUID
    name: str
    events_address: str


def calendar(feed: Feed, series: Sequence[PublicSeries], events: Sequence[PublicEvent]) -> bytes:
    """Each event once: within its series where that is in the feed, by itself where not."""
    found = Calendar()
    found.add("prodid", PRODUCER)
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("uid", f"urn:uuid:{feed.id}")
    found.add("name", feed.name)
    found.add("x-wr-calname", feed.name)
    found.add("refresh-interval", REFRESHED_EVERY, parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", "PT1H")
    found.add_component(_london())
    together = {one.id for one in series}
    for one in series:
        own = {event.series_starts_at: event for event in events if event.series_id == one.id}
        for component in _series(feed, one, own):
            found.add_component(component)
    for event in events:
        if event.series_id not in together:
            found.add_component(_event(feed, event, f"urn:uuid:{event.id}"))
    content: bytes = found.to_ical()
    return content


def _london() -> Timezone:
    """The clock changes at 01:00 UTC on the last Sundays of March and October (Summer Time Order 1997 and after).

    Stated here, since what the library would write begins summer time an hour late.
    """
    zone = Timezone()
    zone.add("tzid", LONDON.key)
    for part, begins, before, after, name, month in (
        (TimezoneDaylight(), datetime(1981, 3, 29, 1), 0, 1, "BST", 3),  # noqa: DTZ001 - by the clock, as RFC 5545 has it
        (TimezoneStandard(), datetime(1996, 10, 27, 2), 1, 0, "GMT", 10),  # noqa: DTZ001
    ):
        part.add("dtstart", begins)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", name)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        zone.add_component(part)
    return zone


def _series(
    feed: Feed, series: PublicSeries, events: Mapping[datetime | None, PublicEvent]
) -> Iterator[Component]:
    rhythm = Rhythm(RhythmUnit(series.interval_unit), series.interval_length, series.starts_at)
    starts = rhythm.through(series.last_starts_at)
    missing = [start for start in starts if start not in events]
    if len(missing) == len(starts):
        return
    master = _described(series.face, series.told_as)
    _dated(master, series.starts_at, series.starts_at + timedelta(minutes=series.duration_minutes))
    _identified(master, f"urn:uuid:{series.id}", series.sequence, series.created_at, series.updated_at)
    master.add(
        "rrule",
        {
            "freq": _FREQUENCY[rhythm.unit],
            "interval": rhythm.length,
            "until": series.last_starts_at.astimezone(UTC),
        },
    )
    if missing:
        master.add("exdate", [start.astimezone(LONDON) for start in missing])
    yield master
    for start, event in sorted((start, events[start]) for start in starts if start in events):
        if not _as_the_rule_says(series, event):
            single = _event(feed, event, f"urn:uuid:{series.id}")
            single.add("recurrence-id", start.astimezone(LONDON))
            yield single


def _as_the_rule_says(series: PublicSeries, event: PublicEvent) -> bool:
    """Whether the rule alone tells all of the event that a calendar shows."""
    return (
        event.face == series.face
        and _STATUS[EventStatus(event.status)] == _STATUS[series.told_as]
        and event.starts_at == event.series_starts_at
        and event.ends_at - event.starts_at == timedelta(minutes=series.duration_minutes)
    )


def _event(feed: Feed, event: PublicEvent, uid: str) -> Event:
    found = _described(event.face, EventStatus(event.status))
    _dated(found, event.starts_at, event.ends_at)
    _identified(found, uid, event.sequence, event.created_at, event.updated_at)
    found.add("url", f"{feed.events_address}/{event.id}")
    return found


def _described(face: Face, status: EventStatus) -> Event:
    found = Event()
    found.add("summary", _MARKED.get(status, "") + face.title)
    if face.description:
        found.add("description", face.description)
    place = ", ".join(part for part in (face.place_name, face.ward_name) if part)
    if place:
        found.add("location", place)
    if face.latitude is not None and face.longitude is not None:
        found.add("geo", (face.latitude, face.longitude))
    found.add("categories", [face.kind.replace("_", " ")])
    found.add("contact", face.organiser)
    found.add("status", _STATUS[status])
    found.add("transp", "TRANSPARENT")  # that it takes place makes nobody busy
    return found


def _dated(event: Event, starts_at: datetime, ends_at: datetime) -> None:
    event.add("dtstart", _clock(starts_at))
    event.add("dtend", _clock(ends_at))


def _clock(instant: datetime) -> datetime:
    """By the clock of London, but for the hour that it repeats in October: programmes differ on which is meant."""
    local = instant.astimezone(LONDON)
    comes_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return instant.astimezone(UTC) if comes_twice else local


def _identified(event: Event, uid: str, sequence: int, created_at: datetime, updated_at: datetime) -> None:
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("created", created_at.astimezone(UTC))
    event.add("dtstamp", updated_at.astimezone(UTC))
    event.add("last-modified", updated_at.astimezone(UTC))
