"""What crosses the wire about programmes and their sessions."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Day, Instant, InstantOut, Links, Out, PageInfo, Schema, line
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example
from sosafe_api.domains.programmes.rules import ProgrammeKind, SessionStatus

MOST_SESSIONS, LONGEST_MINUTES = 104, 480
LocalTime = Annotated[
    str, StringConstraints(min_length=5, max_length=5, pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
]
Minutes = Annotated[int, Field(ge=15, le=LONGEST_MINUTES)]
Sessions = Annotated[int, Field(ge=1, le=MOST_SESSIONS)]

PROGRAMME: dict[str, Any] = {
    "service_id": "019a0000-0000-7000-8000-000000000001",
    "name": "Change, autumn group",
    "kind": "behaviour_change",
    "place": "Example Community Centre, room 2",
    "first_session_on": "2026-09-02",
    "start_time": "18:30",
    "minutes": 120,
    "session_count": 26,
    "minimum_attended": 22,
}


class ProgrammeIn(Schema):
    """A group programme with its sessions, one a week."""

    model_config = ConfigDict(json_schema_extra={"examples": [PROGRAMME]})
    service_id: UUID = Field(description="Your service, which runs it.")
    name: line(200) = Field(description="Its name, which names nobody.")  # type: ignore[valid-type]
    kind: ProgrammeKind = Field(description="What it is about.")
    place: line(200) = Field(description="Where the group meets.")  # type: ignore[valid-type]
    first_session_on: Day = Field(description="The day of the first session; the others follow week by week.")
    start_time: LocalTime = Field(description="When a session begins, by London's clocks.")
    minutes: Minutes = Field(description="How long a session lasts, in minutes.")
    session_count: Sessions = Field(description="How many sessions there are.")
    minimum_attended: Sessions = Field(description="How many sessions somebody attends to complete it.")


class ProgrammePatch(Schema):
    """What may change of a programme; its sessions are moved one by one."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"minimum_attended": 20}]})
    name: line(200) = kept(description="Its name, which names nobody.")  # type: ignore[valid-type]
    place: line(200) = kept(description="Where the group meets.")  # type: ignore[valid-type]
    minimum_attended: Sessions = kept(description="How many sessions somebody attends to complete it.")


class ProgrammeQuery(RecordQuery):
    """Which programmes are listed."""

    service_id: UUID | None = Field(None, description="Run by this service.")
    kind: list[ProgrammeKind] | None = Field(
        None, min_length=1, max_length=6, description="Of any of these kinds."
    )


PROGRAMME_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000001a1",
    **PROGRAMME,
    "time_zone": "Europe/London",
    "created_at": "2026-08-03T09:30:00.000Z",
    "updated_at": "2026-08-03T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class ProgrammeOut(Out):
    """A group programme."""

    model_config = ConfigDict(json_schema_extra={"examples": [PROGRAMME_OUT]})
    id: UUID = Field(description="The programme's identifier.")
    service_id: UUID = Field(description="The service that runs it.")
    name: str = Field(max_length=200, description="Its name.")
    kind: ProgrammeKind = Field(description="What it is about.")
    place: str = Field(max_length=200, description="Where the group meets.")
    first_session_on: date = Field(description="The day of the first session, as first planned.")
    start_time: LocalTime = Field(description="When a session begins, by London's clocks.")
    time_zone: str = Field(max_length=64, description="The time zone of `start_time`.")
    minutes: int = Field(ge=15, le=LONGEST_MINUTES, description="How long a session lasts, in minutes.")
    session_count: int = Field(ge=1, le=MOST_SESSIONS, description="How many sessions there are.")
    minimum_attended: int = Field(
        ge=1, le=MOST_SESSIONS, description="How many sessions somebody attends to complete it."
    )
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class ProgrammePage(Out):
    """A page of the list of programmes."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/programmes", PROGRAMME_OUT))
    data: list[ProgrammeOut] = Field(max_length=200, description="The programmes, in the order of recording.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


SESSION: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000001b1",
    "programme_id": "019a0000-0000-7000-8000-0000000001a1",
    "number": 1,
    "starts_at": "2026-09-02T17:30:00.000Z",
    "time_zone": "Europe/London",
    "status": "planned",
    "allowed_transitions": ["cancelled"],
    "etag": '"00112233445566778899"',
}


class ProgrammeSessionOut(Out):
    """One meeting of the group. Nobody is named."""

    model_config = ConfigDict(json_schema_extra={"examples": [SESSION]})
    id: UUID = Field(description="The session's identifier.")
    programme_id: UUID = Field(description="The programme.")
    number: int = Field(ge=1, le=MOST_SESSIONS, description="Its place among the programme's sessions.")
    starts_at: InstantOut = Field(description="When it begins.")
    time_zone: str = Field(max_length=64, description="The time zone in which people read it.")
    status: SessionStatus = Field(description="Where it stands.")
    allowed_transitions: list[SessionStatus] = Field(max_length=3, description="Where you may move it now.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class ProgrammeSessionPage(Out):
    """A page of a programme's sessions."""

    model_config = ConfigDict(
        json_schema_extra=page_example(f"/v1/programmes/{SESSION['programme_id']}/sessions", SESSION)
    )
    data: list[ProgrammeSessionOut] = Field(max_length=200, description="The sessions, by their numbers.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class SessionQuery(RecordQuery):
    """The page of a programme's sessions or enrolments."""


class ProgrammeSessionPatch(Schema):
    """Another time for a session that is planned."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"starts_at": "2026-09-03T17:30:00Z"}]})
    starts_at: Instant = kept(description="When it begins now.")


class SessionTransitionIn(Schema):
    """A move of a session's status."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "cancelled"}]})
    to: SessionStatus = Field(
        description="The status to move to; `allowed_transitions` lists those open to you."
    )
