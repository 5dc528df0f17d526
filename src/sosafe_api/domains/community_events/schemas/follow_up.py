"""What crosses the wire about issues raised at events, and about what was said and done; nobody is named."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, Schema, text
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example
from sosafe_api.domains.community_events.schemas.described import AGENCY, NOBODY
from sosafe_api.domains.community_events.vocabulary import EventIssueStatus

EVENT = "019a0000-0000-7000-8000-0000000000e1"
_TAG = '"00112233445566778899"'
_AT = "2026-11-02T09:30:00.000Z"
ISSUE: dict[str, Any] = {
    "issue": "The lamps along the underpass are out.",
    "owner_agency_id": AGENCY,
    "due_on": "2027-01-15",
}
ISSUE_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e2",
    "event_id": EVENT,
    **ISSUE,
    "status": "open",
    "done_on": None,
    "overdue": False,
    "created_at": _AT,
    "updated_at": _AT,
    "etag": _TAG,
}
FEEDBACK: dict[str, Any] = {
    "you_said": "The underpass feels unsafe after dark.",
    "we_did": "The council mended the lamps.",
    "public": True,
}
FEEDBACK_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e3",
    "event_id": EVENT,
    **FEEDBACK,
    "created_at": _AT,
    "updated_at": _AT,
    "etag": _TAG,
}


class EventIssueIn(Schema):
    """Something raised at an event, and who sees to it."""

    model_config = ConfigDict(json_schema_extra={"examples": [ISSUE]})
    issue: text(1000) = Field(description=f"What was raised. {NOBODY}")  # type: ignore[valid-type]
    owner_agency_id: UUID = Field(description="The agency that sees to it.")
    due_on: Day = Field(description="By when.")


class EventIssuePatch(Schema):
    """Changes an issue; what is absent stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"due_on": "2027-02-15"}]})
    issue: text(1000) = kept(description=f"What was raised. {NOBODY}")  # type: ignore[valid-type]
    owner_agency_id: UUID = kept(description="The agency that sees to it.")
    due_on: Day = kept(description="By when.")


class EventIssueTransitionIn(Schema):
    """A move of an issue."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "done"}]})
    to: EventIssueStatus = Field(description="The status to move to.")


class EventIssueOut(Out):
    """An issue raised at an event."""

    model_config = ConfigDict(json_schema_extra={"examples": [ISSUE_OUT]})
    id: UUID = Field(description="The issue's identifier.")
    event_id: UUID = Field(description="The event it was raised at.")
    issue: str = Field(max_length=1000, description="What was raised.")
    owner_agency_id: UUID = Field(description="The agency that sees to it.")
    due_on: date = Field(description="By when.")
    status: EventIssueStatus = Field(description="Whether it waits still.")
    done_on: date | None = Field(description="Since when it is done.")
    overdue: bool = Field(description="Whether it is open after the day it was due on.")
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class EventIssueQuery(RecordQuery):
    """Which issues are listed."""

    status: EventIssueStatus | None = Field(None, description="In this status.")
    overdue: bool | None = Field(None, description="True: open after the day they were due on.")
    owner_agency_id: UUID | None = Field(None, description="Owned by this agency.")
    event_id: UUID | None = Field(None, description="Raised at this event.")


class EventIssuePage(Out):
    """A page of the list of issues."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/event-issues", ISSUE_OUT))
    data: list[EventIssueOut] = Field(max_length=200, description="The issues, as recorded.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class EventFeedbackIn(Schema):
    """What people said at an event, and what was done: "you said, we did"."""

    model_config = ConfigDict(json_schema_extra={"examples": [FEEDBACK]})
    you_said: text(1000) = Field(description=f"What people said. {NOBODY}")  # type: ignore[valid-type]
    we_did: text(1000) | None = Field(None, description=f"What was done, once it is. {NOBODY}")  # type: ignore[valid-type]
    public: bool = Field(description="Whether everybody reads it with the event, if that is public.")


class EventFeedbackPatch(Schema):
    """Changes an entry; what is absent stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"we_did": "The council mended the lamps."}]})
    you_said: text(1000) = kept(description=f"What people said. {NOBODY}")  # type: ignore[valid-type]
    we_did: text(1000) | None = Field(None, description=f"What was done. {NOBODY}")  # type: ignore[valid-type]
    public: bool = kept(description="Whether everybody reads it.")


class EventFeedbackOut(Out):
    """An entry of "you said, we did"."""

    model_config = ConfigDict(json_schema_extra={"examples": [FEEDBACK_OUT]})
    id: UUID = Field(description="The entry's identifier.")
    event_id: UUID = Field(description="The event.")
    you_said: str = Field(max_length=1000, description="What people said.")
    we_did: str | None = Field(max_length=1000, description="What was done.")
    public: bool = Field(description="Whether everybody reads it.")
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")
