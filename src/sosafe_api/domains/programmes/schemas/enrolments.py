"""What crosses the wire about enrolments and attendance."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import InstantOut, Links, Out, PageInfo, Schema, broken_rule
from sosafe_api.domains.auth.schemas import page_example
from sosafe_api.domains.programmes.rules import MOST_ENROLMENTS, REASONS, EnrolmentStatus, SessionAttendance
from sosafe_api.domains.programmes.schemas.programmes import MOST_SESSIONS

_PROGRAMME = "019a0000-0000-7000-8000-0000000001a1"
_SESSION = "019a0000-0000-7000-8000-0000000001b1"
_ENROLMENT = "019a0000-0000-7000-8000-0000000001c1"
ReasonOut = Annotated[
    str,
    Field(
        max_length=64,
        json_schema_extra={
            "x-extensible-enum": sorted({code.value for codes in REASONS.values() for code in codes})
        },
    ),
]


class EnrolmentIn(Schema):
    """Somebody of a case takes part in the programme."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "case_id": "019a0000-0000-7000-8000-0000000000c1",
                    "person_id": "019a0000-0000-7000-8000-0000000000a1",
                }
            ]
        }
    )
    case_id: UUID = Field(description="A case of the service that runs the programme.")
    person_id: UUID = Field(description="Who takes part: somebody whom the case is about.")


SUMMARY: dict[str, Any] = {
    "id": _ENROLMENT,
    "programme_id": _PROGRAMME,
    "case_id": "019a0000-0000-7000-8000-0000000000c1",
    "status": "enrolled",
    "status_since": "2026-08-10T09:30:00.000Z",
    "enrolled_at": "2026-08-10T09:30:00.000Z",
    "updated_at": "2026-08-10T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class EnrolmentSummary(Out):
    """An enrolment in a list: whose work it belongs to and where it stands; nobody is named."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The enrolment's identifier.")
    programme_id: UUID = Field(description="The programme.")
    case_id: UUID = Field(description="The case.")
    status: EnrolmentStatus = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when.")
    enrolled_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class EnrolmentPage(Out):
    """A page of a programme's enrolments: those whose case you may see."""

    model_config = ConfigDict(
        json_schema_extra=page_example(f"/v1/programmes/{_PROGRAMME}/enrolments", SUMMARY)
    )
    data: list[EnrolmentSummary] = Field(
        max_length=200, description="The enrolments, in the order of recording."
    )
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class EnrolmentOut(EnrolmentSummary):
    """An enrolment as the case's service sees it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **SUMMARY,
                    "person_id": "019a0000-0000-7000-8000-0000000000a1",
                    "reason_code": None,
                    "attended": 21,
                    "minimum_attended": 22,
                    "allowed_transitions": ["left", "entered_in_error"],
                }
            ]
        }
    )
    person_id: UUID = Field(description="Who takes part.")
    reason_code: ReasonOut | None = Field(description="Why they left, or why it was an error.")
    attended: int = Field(ge=0, le=MOST_SESSIONS, description="Sessions that they attended.")
    minimum_attended: int = Field(ge=1, le=MOST_SESSIONS, description="Sessions that completion asks for.")
    allowed_transitions: list[EnrolmentStatus] = Field(
        max_length=4, description="Where you may move it now: to `completed` once they attended enough."
    )


class EnrolmentTransitionIn(Schema):
    """A move of an enrolment's status."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"to": "left", "reason_code": "client_request"}]}
    )
    to: EnrolmentStatus = Field(
        description="The status to move to; `allowed_transitions` lists those open to you."
    )
    reason_code: Annotated[str, StringConstraints(max_length=64, pattern=r"^[a-z_]{1,64}$")] | None = Field(
        None, description="Why; needed for left and entered_in_error."
    )


ENTRY: dict[str, Any] = {"enrolment_id": _ENROLMENT, "attendance": "attended"}


class AttendanceEntry(Schema):
    """Whether one of the group came."""

    model_config = ConfigDict(json_schema_extra={"examples": [ENTRY]})
    enrolment_id: UUID = Field(description="The enrolment.")
    attendance: SessionAttendance = Field(description="Whether they came.")


def _once(entries: list[AttendanceEntry]) -> list[AttendanceEntry]:
    if len({entry.enrolment_id for entry in entries}) != len(entries):
        raise broken_rule("repeated_value", "Must name each enrolment once.")
    return entries


class SessionAttendanceIn(Schema):
    """Who came to a session. Those who are left out stay as they are."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"entries": [ENTRY]}]})
    entries: Annotated[list[AttendanceEntry], AfterValidator(_once)] = Field(
        min_length=1, max_length=100, description="Of each of the group, whether they came."
    )


ENTRY_OUT: dict[str, Any] = {
    **ENTRY,
    "session_id": _SESSION,
    "recorded_at": "2026-09-02T19:40:00.000Z",
    "recorded_by": "019a0000-0000-7000-8000-0000000000b1",
}


class SessionAttendanceOut(Out):
    """Whether one of the group came."""

    model_config = ConfigDict(json_schema_extra={"examples": [ENTRY_OUT]})
    enrolment_id: UUID = Field(description="The enrolment.")
    session_id: UUID = Field(description="The session.")
    attendance: SessionAttendance = Field(description="Whether they came.")
    recorded_at: InstantOut = Field(description="When it was recorded.")
    recorded_by: UUID = Field(description="Who recorded it.")


class SessionAttendanceList(Out):
    """A session's register, of those whose case you may see."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [ENTRY_OUT]}]})
    data: list[SessionAttendanceOut] = Field(
        max_length=MOST_ENROLMENTS, description="One entry an enrolment."
    )


class AttendanceReceipt(Out):
    """The register was kept; it is read for a stated purpose."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"session_id": _SESSION, "recorded": 8}]})
    session_id: UUID = Field(description="The session.")
    recorded: int = Field(ge=1, le=100, description="How many entries were kept.")
