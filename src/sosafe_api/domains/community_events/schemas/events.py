"""What crosses the wire about events: planned, moved from status to status, read, listed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Instant, InstantOut, Links, Out, PageInfo, QueryInstant, Schema
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example
from sosafe_api.domains.community_events.schemas.described import (
    DESCRIBED,
    MOST_PEOPLE,
    DescribedIn,
    DescribedOut,
    DescribedPatch,
    WardCode,
)
from sosafe_api.domains.community_events.schemas.follow_up import (
    EVENT,
    FEEDBACK_OUT,
    ISSUE_OUT,
    EventFeedbackOut,
    EventIssueOut,
)
from sosafe_api.domains.community_events.schemas.results import RESULTS, EventResultsOut
from sosafe_api.domains.community_events.vocabulary import (
    EventChangeReason,
    EventKind,
    EventStatus,
    EventVisibility,
    NewEventStatus,
)

MOST_ENTRIES = 200
ZONE = "Europe/London"
TIMES: dict[str, Any] = {"starts_at": "2026-12-10T18:00:00.000Z", "ends_at": "2026-12-10T20:00:00.000Z"}
EVENT_IN: dict[str, Any] = {**DESCRIBED, **TIMES, "expected_attendance": 30, "status": "planned"}
SUMMARY: dict[str, Any] = {
    "id": EVENT,
    **DESCRIBED,
    "sequence": 0,
    "created_at": "2026-11-02T09:30:00.000Z",
    "updated_at": "2026-11-02T09:30:00.000Z",
    "etag": '"00112233445566778899"',
    **TIMES,
    "time_zone": ZONE,
    "series_id": None,
    "series_starts_at": None,
    "previous_starts": [],
    "status": "held",
    "status_since": "2026-12-10T20:05:00.000Z",
    "reason_code": None,
    "moved_online": False,
    "expected_attendance": 30,
    "actual_attendance": 32,
    "allowed_transitions": ["entered_in_error"],
}
EVENT_OUT: dict[str, Any] = {
    **SUMMARY,
    "results": RESULTS,
    "issues": [ISSUE_OUT],
    "feedback": [FEEDBACK_OUT],
}


class EventIn(DescribedIn):
    """An event to come, or one of the past that is recorded late."""

    model_config = ConfigDict(json_schema_extra={"examples": [EVENT_IN]})
    starts_at: Instant = Field(description="When it starts; shown by the clock of Europe/London.")
    ends_at: Instant = Field(description="When it ends.")
    expected_attendance: int | None = Field(
        None, ge=0, le=MOST_PEOPLE, description="How many are expected to come."
    )
    status: NewEventStatus = Field(NewEventStatus.DRAFT, description="`draft` is told to nobody outside.")


class EventPatch(DescribedPatch):
    """Changes of an event that is not over; what is absent stays. Another start keeps the one told before."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"expected_attendance": 45}]})
    starts_at: Instant = kept(description="When it starts.")
    ends_at: Instant = kept(description="When it ends.")
    expected_attendance: int | None = Field(
        None, ge=0, le=MOST_PEOPLE, description="How many are expected to come."
    )


class EventTransitionIn(Schema):
    """A move of an event's status."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "cancelled", "reason_code": "weather"}]})
    to: EventStatus = Field(description="The status to move to.")
    reason_code: EventChangeReason | None = Field(None, description="Why it is postponed or cancelled.")
    starts_at: Instant | None = Field(None, description="The new start, where a postponed event gets one.")
    ends_at: Instant | None = Field(None, description="The new end, with the new start.")


class EventQuery(RecordQuery):
    """Which events are listed."""

    kind: list[EventKind] | None = Field(None, min_length=1, max_length=20, description="Of these kinds.")
    status: list[EventStatus] | None = Field(
        None, min_length=1, max_length=10, description="In any of these statuses."
    )
    visibility: EventVisibility | None = Field(None, description="Public, or for partners only.")
    starts_at_from: QueryInstant | None = Field(None, description="Starting then or later.")
    starts_at_before: QueryInstant | None = Field(None, description="Starting before then.")
    ward_code: WardCode | None = Field(None, description="In this ward.")
    lead_agency_id: UUID | None = Field(None, description="Held by this agency.")
    objective_id: UUID | None = Field(None, description="Serving this objective.")
    series_id: UUID | None = Field(None, description="Of this series.")


class EventSummary(DescribedOut):
    """An event in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    starts_at: InstantOut = Field(description="When it starts.")
    ends_at: InstantOut = Field(description="When it ends.")
    time_zone: str = Field(max_length=40, description="The clock that it is shown by.")
    series_id: UUID | None = Field(description="The series that it belongs to.")
    series_starts_at: datetime | None = Field(description="When the series has it; its place there for good.")
    previous_starts: list[datetime] = Field(
        max_length=MOST_ENTRIES, description="Starts that were told before it was moved, oldest first."
    )
    status: EventStatus = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when.")
    reason_code: EventChangeReason | None = Field(description="Why it is postponed or cancelled.")
    moved_online: bool = Field(description="Whether it was to be in person once.")
    expected_attendance: int | None = Field(ge=0, le=MOST_PEOPLE, description="How many were expected.")
    actual_attendance: int | None = Field(ge=0, le=MOST_PEOPLE, description="How many came.")
    allowed_transitions: list[EventStatus] = Field(max_length=10, description="Where it may go next.")


class EventOut(EventSummary):
    """An event with what came of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [EVENT_OUT]})
    results: EventResultsOut | None = Field(description="What came of it; null until it is recorded.")
    issues: list[EventIssueOut] = Field(max_length=MOST_ENTRIES, description="What was raised.")
    feedback: list[EventFeedbackOut] = Field(max_length=MOST_ENTRIES, description="You said, we did.")


class EventPage(Out):
    """A page of the list of events."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/events", SUMMARY))
    data: list[EventSummary] = Field(max_length=200, description="The events, by start.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
