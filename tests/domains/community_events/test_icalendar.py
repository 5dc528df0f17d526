"""The iCalendar feed, read as calendar programmes read it: by another library than the one that writes it.

`vobject` parses strictly and checks each component; `recurring_ical_events` works out when everything takes place.
"""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import vobject
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from sosafe_api.core.clock import LONDON
from sosafe_api.domains.community_events.rules import Face, PublicEvent, PublicSeries, Rhythm
from sosafe_api.domains.community_events.rules.icalendar import Feed, calendar
from sosafe_api.domains.community_events.vocabulary import RhythmUnit

FEED = Feed(UUID(int=1), "Example Partnership: events", "https://example.org/v1/partnerships/example/events")
SERIES_ID = UUID(int=2)
WRITTEN_AT = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
FACE = Face(
    title="Street meet; with tea, and more",
    kind="street_meet",
    description="Line one\nline two, a fairly long one so that it has to be folded — with a dash of Unicode: café",
    attendance_mode="in_person",
    place_name="Example Hall",
    longitude=-0.2,
    latitude=51.9,
    ward_code="E05015626",
    ward_name="Bedwell",
    organiser="Example Council",
)


def series(
    first: datetime, *, unit: str = "weeks", length: int = 4, last: datetime, status: str = "confirmed"
) -> PublicSeries:
    return PublicSeries(
        id=SERIES_ID, face=FACE, status=status, interval_unit=unit, interval_length=length,
        starts_at=first.astimezone(UTC), last_starts_at=last.astimezone(UTC), duration_minutes=120, sequence=0,
        created_at=WRITTEN_AT, updated_at=WRITTEN_AT,
    )  # fmt: skip


def occurrence(
    place: datetime,
    number: int,
    *,
    starts_at: datetime | None = None,
    face: Face = FACE,
    status: str = "confirmed",
    series_id: UUID | None = SERIES_ID,
) -> PublicEvent:
    start = (starts_at or place).astimezone(UTC)
    return PublicEvent(
        id=UUID(int=100 + number), face=face, status=status, starts_at=start, ends_at=start + timedelta(hours=2),
        previous_starts=[place] if starts_at else [], moved_online=False, series_id=series_id,
        series_starts_at=place if series_id else None, sequence=1 if starts_at else 0, created_at=WRITTEN_AT,
        updated_at=WRITTEN_AT, said_and_done=[],
    )  # fmt: skip


def starts_of(rule: PublicSeries) -> list[datetime]:
    return Rhythm(RhythmUnit(rule.interval_unit), rule.interval_length, rule.starts_at).between(
        None, rule.last_starts_at
    )


def parsed(feed: bytes) -> vobject.base.Component:
    """By vobject, which raises where a component lacks or repeats what RFC 5545 asks of it."""
    found = vobject.readOne(feed.decode())
    assert found.validate(raiseException=True)
    for component in icalendar.Calendar.from_ical(feed).walk():
        assert component.errors == []
    return found


def takes_place(feed: bytes, year: int) -> dict[datetime, str]:
    """Start, in UTC, and status of everything in a year, as a calendar programme shows it."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(feed)).between(
        datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    )
    return {one["DTSTART"].dt.astimezone(UTC): str(one["STATUS"]) for one in found}


def by_vobject(event: vobject.base.Component) -> list[datetime]:
    """The rule worked out by dateutil from what vobject read, VTIMEZONE and all."""
    return [start.astimezone(UTC) for start in event.getrruleset(addRDate=True)]


@pytest.mark.parametrize("hour", [0, 2, 18, 23])
def test_a_four_weekly_series_keeps_its_hour_over_both_clock_changes(hour: int) -> None:
    first = datetime(2026, 1, 6, hour, 30, tzinfo=LONDON)
    rule = series(first, last=datetime(2026, 12, 8, hour, 30, tzinfo=LONDON))
    starts = starts_of(rule)
    assert len(starts) == 13
    feed = calendar(FEED, [rule], [occurrence(start, number) for number, start in enumerate(starts)])
    found = parsed(feed)
    assert found.vevent.rrule.value == f"FREQ=WEEKLY;UNTIL={starts[-1]:%Y%m%dT%H%M%SZ};INTERVAL=4"
    assert sorted(takes_place(feed, 2026)) == by_vobject(found.vevent) == starts
    assert {start.astimezone(LONDON).strftime("%H:%M") for start in starts} == {f"{hour:02}:30"}
    assert (
        len({start.hour for start in starts}) == 2
    )  # in UTC there are two: the clock was changed between them


def test_a_quarterly_series_is_a_rule_of_three_months_since_2016() -> None:
    first = datetime(2016, 8, 15, 18, tzinfo=LONDON)
    rule = series(first, unit="months", length=3, last=datetime(2027, 2, 15, 18, tzinfo=LONDON))
    starts = starts_of(rule)
    feed = calendar(FEED, [rule], [occurrence(start, number) for number, start in enumerate(starts)])
    found = parsed(feed)
    assert "FREQ=MONTHLY" in found.vevent.rrule.value
    assert "INTERVAL=3" in found.vevent.rrule.value
    assert by_vobject(found.vevent) == starts
    assert len(found.vevent_list) == 1
    assert sorted(takes_place(feed, 2026)) == [start for start in starts if start.year == 2026]


def test_a_moved_a_cancelled_and_a_missing_event_stand_beside_the_rule_under_its_uid() -> None:
    first = datetime(2026, 1, 6, 18, tzinfo=LONDON)
    rule = series(first, last=datetime(2026, 12, 8, 18, tzinfo=LONDON))
    starts = starts_of(rule)
    new = datetime(2026, 3, 5, 19, tzinfo=LONDON)
    events = [occurrence(start, number) for number, start in enumerate(starts)]
    events[2] = occurrence(starts[2], 2, starts_at=new)
    events[4] = occurrence(starts[4], 4, status="cancelled")
    events[5] = occurrence(starts[5], 5, status="postponed")
    del events[7]
    feed = calendar(FEED, [rule], events)
    found = parsed(feed)
    master, *singles = found.vevent_list
    assert {single.uid.value for single in found.vevent_list} == {f"urn:uuid:{SERIES_ID}"}
    assert {single.recurrence_id.value.astimezone(UTC) for single in singles} == {
        starts[2],
        starts[4],
        starts[5],
    }
    assert [day.astimezone(UTC) for day in master.exdate.value] == [starts[7]]
    shown = takes_place(feed, 2026)
    expected = {start: "CONFIRMED" for start in starts if start not in (starts[2], starts[7])}
    expected |= {new.astimezone(UTC): "CONFIRMED", starts[4]: "CANCELLED", starts[5]: "CANCELLED"}
    assert shown == expected
    titles = {single.status.value: single.summary.value for single in singles}
    assert titles["CONFIRMED"] == FACE.title
    assert {single.summary.value for single in singles[1:]} == {
        f"Cancelled: {FACE.title}",
        f"Postponed: {FACE.title}",
    }
    assert singles[0].sequence.value == "1"
    assert singles[0].url.value == f"{FEED.events_address}/{events[2].id}"


def test_the_time_zone_of_the_feed_is_that_of_london_in_every_hour_about_every_change() -> None:
    """Worked out by dateutil from the VTIMEZONE alone, against the time zone database."""
    feed = calendar(FEED, [], [occurrence(datetime(2026, 1, 6, 18, tzinfo=LONDON), 1, series_id=None)])
    zone = icalendar.Calendar.from_ical(feed).timezones[0]
    changes = []
    for part in zone.subcomponents:
        rule = rrulestr(part["RRULE"].to_ical().decode(), dtstart=part["DTSTART"].dt)
        onsets = rule.between(datetime(1997, 1, 1), datetime(2040, 12, 31))  # noqa: DTZ001
        changes += [
            ((onset - part["TZOFFSETFROM"].td).replace(tzinfo=UTC), part["TZOFFSETTO"].td) for onset in onsets
        ]
    changes.sort()
    assert len(changes) == 2 * 44
    london = ZoneInfo("Europe/London")
    for onset, offset in changes:
        for hours in (0, 1, 2, 24):
            assert (onset + timedelta(hours=hours)).astimezone(london).utcoffset() == offset
        before = (onset - timedelta(seconds=1)).astimezone(london).utcoffset()
        assert before == timedelta(hours=1) - offset


def test_the_hour_that_comes_twice_is_written_so_that_it_cannot_be_mistaken() -> None:
    for start in (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)):
        feed = calendar(FEED, [], [occurrence(start, 1, series_id=None)])
        assert parsed(feed).vevent.dtstart.value.astimezone(UTC) == start
        assert f"DTSTART:{start:%Y%m%dT%H%M%SZ}".encode() in feed  # programmes differ on a local 01:30
        assert list(takes_place(feed, 2026)) == [start]


def test_the_same_events_give_the_same_bytes_and_text_is_read_back_as_it_was() -> None:
    alone = occurrence(datetime(2026, 6, 1, 18, tzinfo=LONDON), 1, series_id=None, status="planned")
    feed = calendar(FEED, [], [alone])
    assert feed == calendar(FEED, [], [alone])
    assert all(len(line) <= 75 for line in feed.split(b"\r\n"))
    event = parsed(feed).vevent
    assert (event.summary.value, event.description.value) == (FACE.title, FACE.description)
    assert event.location.value == "Example Hall, Bedwell"
    assert (event.uid.value, event.status.value) == (f"urn:uuid:{alone.id}", "TENTATIVE")
    assert event.dtstamp.value == WRITTEN_AT


def test_a_series_that_is_not_public_leaves_its_public_events_by_themselves() -> None:
    place = datetime(2026, 6, 2, 18, tzinfo=LONDON)
    event = parsed(calendar(FEED, [], [occurrence(place, 3)])).vevent
    assert event.uid.value == f"urn:uuid:{UUID(int=103)}"
    assert "recurrence_id" not in event.contents
    rule = series(place, last=place + timedelta(weeks=8))
    assert "vevent" not in vobject.readOne(calendar(FEED, [rule], []).decode()).contents


def test_a_series_of_any_length_is_shown_to_its_end_as_its_events_are() -> None:
    first = datetime(2020, 1, 7, 18, tzinfo=LONDON)
    last = first + timedelta(weeks=199)
    rule = series(first, length=1, last=last)
    starts = Rhythm(RhythmUnit.WEEKS, 1, rule.starts_at).through(rule.last_starts_at)
    assert (len(starts), starts[-1]) == (200, last.astimezone(UTC))
    events = [occurrence(start, number) for number, start in enumerate(starts)]
    new = starts[190] + timedelta(days=1)
    events[190] = occurrence(starts[190], 190, starts_at=new)
    events[195] = occurrence(starts[195], 195, status="cancelled")
    del events[198]
    expected = {start: "CONFIRMED" for start in starts if start not in (starts[190], starts[198])}
    expected |= {new: "CONFIRMED", starts[195]: "CANCELLED"}
    feed = calendar(FEED, [rule], events)
    found = {start: status for year in range(2020, 2024) for start, status in takes_place(feed, year).items()}
    assert found == expected


@settings(max_examples=40, deadline=None)
@given(
    first=st.builds(
        lambda day, hour: datetime(day.year, day.month, day.day, hour, 15, tzinfo=LONDON),
        st.dates(date(2000, 1, 1), date(2035, 12, 28)).filter(lambda day: day.day <= 28),
        st.sampled_from([0, *range(2, 24)]),
    ),
    unit=st.sampled_from(["weeks", "months"]),
    length=st.integers(1, 12),
    fates=st.lists(st.sampled_from(["as planned", "moved", "cancelled", "missing"]), min_size=1, max_size=14),
)
def test_any_series_is_shown_exactly_as_its_events_are(
    first: datetime, unit: str, length: int, fates: list[str]
) -> None:
    """Whatever is moved, cancelled or left out, a reader of the feed sees the events and nothing else."""
    rhythm = Rhythm(RhythmUnit(unit), length, first)
    starts = [start for start, _ in zip(rhythm.starts(), fates, strict=False)]
    rule = series(first, unit=unit, length=length, last=starts[-1])
    events, expected = [], {}
    for number, (start, fate) in enumerate(zip(starts, fates, strict=True)):
        if fate == "missing":
            continue
        new = start + timedelta(days=1, minutes=number) if fate == "moved" else None
        events.append(
            occurrence(
                start, number, starts_at=new, status="cancelled" if fate == "cancelled" else "confirmed"
            )
        )
        expected[new or start] = "CANCELLED" if fate == "cancelled" else "CONFIRMED"
    feed = calendar(FEED, [rule], events)
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(feed)).between(
        first - timedelta(days=1), starts[-1] + timedelta(days=3)
    )
    assert {one["DTSTART"].dt.astimezone(UTC): str(one["STATUS"]) for one in found} == expected
    assert len(found) == len(expected)
