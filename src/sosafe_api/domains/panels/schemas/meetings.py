"""What crosses the wire about meetings: one, a calendar generated ahead, a move, a transition, who came."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Day, Instant, InstantOut, Links, Out, PageInfo, QueryInstant, Schema, line
from sosafe_api.domains.agencies.vocabulary import PanelKind
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example
from sosafe_api.domains.panels.rules import MeetingStatus
from sosafe_api.domains.panels.vocabulary import CancellationReason, MeetingAttendance

LocalTime = Annotated[
    str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", min_length=5, max_length=5)
]
MEETING_ID = "019a0000-0000-7000-8000-0000000000e1"
GROUP_ID = "019a0000-0000-7000-8000-0000000000d0"


class MeetingIn(Schema):
    """A meeting on a day of its own, outside the group's rhythm."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"starts_at": "2026-12-02T10:00:00Z", "place": "Council offices"}]}
    )
    starts_at: Instant = Field(description="When it begins.")
    place: line(200) | None = Field(None, description="Where, or by which means; never somebody's home.")  # type: ignore[valid-type]


class MeetingScheduleIn(Schema):
    """A calendar generated ahead: a meeting for each day of the group's rhythm that has none yet."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "from": "2026-12-01",
                    "before": "2027-12-01",
                    "start_time": "10:00",
                    "place": "Council offices",
                }
            ]
        },
        populate_by_name=True,
    )
    from_: Day | None = Field(None, alias="from", description="On or after this day; today by default.")
    before: Day = Field(description="Before this day, at most five years after `from`.")
    start_time: LocalTime = Field(description="When each begins, in London time.")
    place: line(200) | None = Field(None, description="Where, or by which means.")  # type: ignore[valid-type]


class MeetingPatch(Schema):
    """Moves a meeting to another time or place. It stays the same meeting."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"starts_at": "2026-12-09T10:00:00Z"}]})
    starts_at: Instant = kept(description="When it begins.")
    place: line(200) | None = Field(None, description="Where; null where no place is stated.")  # type: ignore[valid-type]


class MeetingTransitionIn(Schema):
    """A move of the meeting's status."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "published"}]})
    to: MeetingStatus = Field(
        description="The status to move to; `allowed_transitions` lists those open to you."
    )
    reason_code: CancellationReason | None = Field(None, description="Why; needed for `cancelled` alone.")


class MeetingQuery(RecordQuery):
    """Which meetings are listed."""

    group_id: UUID | None = Field(None, description="Of this group.")
    status: list[MeetingStatus] | None = Field(
        None, min_length=1, max_length=5, description="In any of these statuses."
    )
    starts_at_from: QueryInstant | None = Field(None, description="At or after this instant.")
    starts_at_before: QueryInstant | None = Field(None, description="Before this instant.")


MEETING: dict[str, Any] = {
    "id": MEETING_ID,
    "group_id": GROUP_ID,
    "panel_kind": "multiple_needs",
    "scheduled_on": "2026-12-02",
    "starts_at": "2026-12-02T10:00:00.000Z",
    "time_zone": "Europe/London",
    "place": "Council offices",
    "moves": 0,
    "status": "planned",
    "status_since": "2026-11-02T09:30:00.000Z",
    "reason_code": None,
    "allowed_transitions": ["published", "cancelled"],
    "created_at": "2026-11-02T09:30:00.000Z",
    "updated_at": "2026-11-02T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class MeetingOut(Out):
    """A meeting of a group; nobody is named."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEETING]})
    id: UUID = Field(description="The meeting's identifier; it stays when the meeting is moved.")
    group_id: UUID = Field(description="The group that meets.")
    panel_kind: PanelKind | None = Field(description="What kind of panel it is, if it is one.")
    scheduled_on: date | None = Field(
        description="The day by the group's rhythm, wherever it was moved to; null for a meeting of its own."
    )
    starts_at: InstantOut = Field(description="When it begins.")
    time_zone: str = Field(max_length=64, pattern=r"^[A-Za-z_/]+$", description="The zone of its local time.")
    place: str | None = Field(max_length=200, description="Where, or by which means.")
    moves: int = Field(ge=0, le=2**31 - 1, description="How often it was moved to another time.")
    status: MeetingStatus = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when.")
    reason_code: CancellationReason | None = Field(description="Why it is not held, where it is cancelled.")
    allowed_transitions: list[MeetingStatus] = Field(max_length=5, description="Where you may move it now.")
    created_at: InstantOut = Field(description="When it was planned.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class MeetingPage(Out):
    """A page of the list of meetings."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/meetings", MEETING))
    data: list[MeetingOut] = Field(
        max_length=200, description="The meetings, in the order of their planning."
    )
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class MeetingScheduleOut(Out):
    """What a calendar that was generated ahead holds now."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"group_id": GROUP_ID, "created_ids": [MEETING_ID], "scheduled_on": ["2026-12-02"]}]
        }
    )
    group_id: UUID = Field(description="The group that meets.")
    created_ids: list[UUID] = Field(max_length=70, description="The meetings that there were not before.")
    scheduled_on: list[date] = Field(max_length=70, description="All days of the rhythm in that period.")


class MeetingTransitionOut(Out):
    """A move that was made."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": MEETING_ID,
                    "from": "planned",
                    "to": "published",
                    "reason_code": None,
                    "allowed_transitions": ["held", "cancelled"],
                    "etag": '"00112233445566778899"',
                }
            ]
        },
        populate_by_name=True,
    )
    id: UUID = Field(description="The meeting.")
    from_: MeetingStatus = Field(alias="from", description="Where it stood.")
    to: MeetingStatus = Field(description="Where it stands.")
    reason_code: CancellationReason | None = Field(description="Why it is not held.")
    allowed_transitions: list[MeetingStatus] = Field(max_length=5, description="Where you may move it now.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


SEAT: dict[str, Any] = {
    "group_membership_id": "019a0000-0000-7000-8000-0000000000d1",
    "attendance": "present",
}


class SeatAttendanceIn(Schema):
    """Whether the holder of one seat came."""

    model_config = ConfigDict(json_schema_extra={"examples": [SEAT]})
    group_membership_id: UUID = Field(description="The seat.")
    attendance: MeetingAttendance = Field(description="Whether its holder came.")


class MeetingAttendanceIn(Schema):
    """Who came, seat by seat; replaces what was recorded before."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"seats": [SEAT]}]})
    seats: list[SeatAttendanceIn] = Field(
        max_length=200, description="Seats of the group on the meeting's day."
    )


class SeatAttendanceOut(Out):
    """Whether the holder of one seat came; the holder is not named."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**SEAT, "agency_id": "019a0000-0000-7000-8000-0000000000bb"}]}
    )
    group_membership_id: UUID = Field(description="The seat.")
    agency_id: UUID = Field(description="The agency whose seat it is.")
    attendance: MeetingAttendance = Field(description="Whether its holder came.")


class MeetingAttendanceOut(Out):
    """Who came to a meeting, seat by seat."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "meeting_id": MEETING_ID,
                    "seats": [{**SEAT, "agency_id": "019a0000-0000-7000-8000-0000000000bb"}],
                    "etag": '"00112233445566778899"',
                }
            ]
        }
    )
    meeting_id: UUID = Field(description="The meeting.")
    seats: list[SeatAttendanceOut] = Field(max_length=200, description="The seats that were recorded.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to record attendance anew.")
