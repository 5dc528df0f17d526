"""What crosses the wire about series of events."""

from typing import Any

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, Instant, InstantOut, Links, Out, PageInfo, Schema
from sosafe_api.domains.auth.schemas import page_example
from sosafe_api.domains.community_events.schemas.described import (
    DESCRIBED,
    DescribedIn,
    DescribedOut,
    DescribedPatch,
)
from sosafe_api.domains.community_events.schemas.events import TIMES, ZONE
from sosafe_api.domains.community_events.vocabulary import NewEventStatus, RhythmUnit

FOUR_WEEKLY: dict[str, Any] = {"unit": "weeks", "length": 4}
SERIES: dict[str, Any] = {
    **DESCRIBED,
    **TIMES,
    "rhythm": FOUR_WEEKLY,
    "until": "2027-12-31",
    "events_begin_as": "confirmed",
}
SERIES_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e4",
    **DESCRIBED,
    "sequence": 0,
    "created_at": "2026-11-02T09:30:00.000Z",
    "updated_at": "2026-11-02T09:30:00.000Z",
    "etag": '"00112233445566778899"',
    **TIMES,
    "time_zone": ZONE,
    "rhythm": FOUR_WEEKLY,
    "events_begin_as": "confirmed",
    "last_starts_at": "2027-12-09T18:00:00.000Z",
    "events": 14,
}


class EventRhythm(Schema):
    """The interval between two events, by the clock of Europe/London. Four weeks are no month."""

    model_config = ConfigDict(json_schema_extra={"examples": [FOUR_WEEKLY]})
    unit: RhythmUnit = Field(description="What is counted.")
    length: int = Field(ge=1, le=52, description="How many: 4 weeks, or 3 months for a quarter.")


class EventRhythmOut(Out):
    """The interval between two events."""

    model_config = ConfigDict(json_schema_extra={"examples": [FOUR_WEEKLY]})
    unit: RhythmUnit = Field(description="What is counted.")
    length: int = Field(ge=1, le=52, description="How many.")


class EventSeriesIn(DescribedIn):
    """A series, and the first of its events."""

    model_config = ConfigDict(json_schema_extra={"examples": [SERIES]})
    starts_at: Instant = Field(description="When the first event starts.")
    ends_at: Instant = Field(description="When the first event ends.")
    rhythm: EventRhythm = Field(description="The interval.")
    until: Day = Field(description="The last day for which an event is made now; at most 130 events.")
    events_begin_as: NewEventStatus = Field(
        NewEventStatus.CONFIRMED, description="The status of each event that is made."
    )


class EventSeriesPatch(DescribedPatch):
    """Changes the series and its events to come that were not changed singly; what is absent stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "Street meet"}]})


class EventOccurrencesIn(Schema):
    """How far a series is carried on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2028-12-31"}]})
    until: Day = Field(description="The last day for which an event is made now.")


class EventSeriesOut(DescribedOut):
    """A series of events; each of them is an event of its own."""

    model_config = ConfigDict(json_schema_extra={"examples": [SERIES_OUT]})
    starts_at: InstantOut = Field(description="When the first event starts.")
    ends_at: InstantOut = Field(description="When the first event ends.")
    time_zone: str = Field(max_length=40, description="The clock that it goes by.")
    rhythm: EventRhythmOut = Field(description="The interval.")
    events_begin_as: NewEventStatus = Field(description="The status of each event that is made.")
    last_starts_at: InstantOut = Field(description="The start, by the rule, of the latest event made.")
    events: int = Field(ge=0, le=10_000, description="How many events it has.")


class EventSeriesPage(Out):
    """A page of the list of series."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/event-series", SERIES_OUT))
    data: list[EventSeriesOut] = Field(max_length=200, description="The series, as recorded.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
