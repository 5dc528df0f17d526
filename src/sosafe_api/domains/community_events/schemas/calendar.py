"""What everybody reads of events: the public calendar. No count of anybody is in it."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field, RootModel

from sosafe_api.core.schemas import InstantOut, Out, Query
from sosafe_api.domains.auth.schemas import QueryDay
from sosafe_api.domains.community_events.schemas.described import PLACE, EventPlaceOut, WardCode
from sosafe_api.domains.community_events.schemas.events import TIMES, ZONE
from sosafe_api.domains.community_events.schemas.follow_up import EVENT, FEEDBACK
from sosafe_api.domains.community_events.vocabulary import AttendanceMode, EventKind, EventStatus

MOST_EVENTS = 1000
ADDRESS = f"https://api.example.org/v1/partnerships/stevenage/events/{EVENT}"
SAID_AND_DONE: dict[str, Any] = {name: FEEDBACK[name] for name in ("you_said", "we_did")}
PUBLIC_EVENT: dict[str, Any] = {
    "id": EVENT,
    "title": "Street meet in Example Road",
    "kind": "street_meet",
    "description": "Talk to the neighbourhood team at your door.",
    "status": "confirmed",
    **TIMES,
    "time_zone": ZONE,
    "previous_starts": [],
    "attendance_mode": "in_person",
    "moved_online": False,
    "place": PLACE,
    "ward_name": "Bedwell",
    "organiser": "Example Council",
    "series_id": None,
    "sequence": 0,
    "updated_at": "2026-11-02T09:30:00.000Z",
    "feedback": [SAID_AND_DONE],
}
STRUCTURED: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "Event",
    "@id": f"urn:uuid:{EVENT}",
    "name": "Street meet in Example Road",
    "startDate": "2026-12-10T18:00:00+00:00",
    "endDate": "2026-12-10T20:00:00+00:00",
    "eventStatus": "https://schema.org/EventScheduled",
    "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
    "location": {"@type": "Place", "name": "Example Community Centre"},
    "organizer": {"@type": "Organization", "name": "Example Council"},
    "url": ADDRESS,
}


class PublicEventQuery(Query):
    """Which part of the calendar is read; a year at most."""

    from_: QueryDay | None = Field(
        None, alias="from", description="On this day or later; today if not stated."
    )
    before: QueryDay | None = Field(None, description="Before this day; 92 days later if not stated.")
    ward_code: WardCode | None = Field(None, description="In this ward.")
    kind: list[EventKind] | None = Field(None, min_length=1, max_length=20, description="Of these kinds.")


class SaidAndDoneOut(Out):
    """What people said, and what was done."""

    model_config = ConfigDict(json_schema_extra={"examples": [SAID_AND_DONE]})
    you_said: str = Field(max_length=1000, description="What people said.")
    we_did: str | None = Field(max_length=1000, description="What was done; null until it is.")


class PublicEventOut(Out):
    """An event as everybody may see it."""

    model_config = ConfigDict(json_schema_extra={"examples": [PUBLIC_EVENT]})
    id: UUID = Field(description="The event's identifier, the same however it is moved.")
    title: str = Field(max_length=200, description="What it is called.")
    kind: EventKind = Field(description="What kind of event it is.")
    description: str | None = Field(max_length=4000, description="What happens there.")
    status: EventStatus = Field(description="Do not come to one that is postponed or cancelled.")
    starts_at: InstantOut = Field(description="When it starts.")
    ends_at: InstantOut = Field(description="When it ends.")
    time_zone: str = Field(max_length=40, description="The clock to show it by.")
    previous_starts: list[InstantOut] = Field(max_length=200, description="Starts that were told before.")
    attendance_mode: AttendanceMode = Field(description="How people attend.")
    moved_online: bool = Field(description="Whether it was to be in person once.")
    place: EventPlaceOut | None = Field(description="Where.")
    ward_name: str | None = Field(max_length=200, description="The ward.")
    organiser: str = Field(max_length=200, description="The agency that holds it.")
    series_id: UUID | None = Field(description="The series that it belongs to.")
    sequence: int = Field(ge=0, le=1_000_000, description="How often it has changed.")
    updated_at: InstantOut = Field(description="When it last changed.")
    feedback: list[SaidAndDoneOut] = Field(max_length=200, description="You said, we did.")


class PublicEventList(Out):
    """The public calendar between two days."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [PUBLIC_EVENT]}]})
    data: list[PublicEventOut] = Field(max_length=MOST_EVENTS, description="The events, by start.")


class StructuredEvent(RootModel[dict[str, Any]]):
    """An event as JSON-LD of schema.org, to be put into a web page as it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [STRUCTURED]})
