"""A programme's sessions and enrolments: when they are, where each may go, what completion asks for. Pure."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sosafe_api.core.clock import LONDON
from sosafe_api.core.errors import FieldError

MOST_ENROLMENTS = 200
A_WEEK = timedelta(days=7)


class ProgrammeKind(StrEnum):
    """What a group programme is about."""

    BEHAVIOUR_CHANGE = "behaviour_change"
    RECOVERY = "recovery"
    PARENTING = "parenting"
    FREEDOM_FROM_ABUSE = "freedom_from_abuse"
    LIFE_SKILLS = "life_skills"
    ACTIVITY = "activity"


class SessionStatus(StrEnum):
    """Where a session stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class EnrolmentStatus(StrEnum):
    """Where an enrolment stands."""

    ENROLLED = "enrolled"
    COMPLETED = "completed"
    LEFT = "left"
    ENTERED_IN_ERROR = "entered_in_error"


class SessionAttendance(StrEnum):
    """Whether somebody came to a session."""

    ATTENDED = "attended"
    ABSENT_WITH_REASON = "absent_with_reason"
    ABSENT = "absent"


class LeavingReason(StrEnum):
    """Why somebody left a programme before its end."""

    CLIENT_REQUEST = "client_request"
    MISSED_SESSIONS = "missed_sessions"
    CONDUCT = "conduct"
    UNSUITABLE = "unsuitable"
    CUSTODY = "custody"
    HOSPITAL = "hospital"
    MOVED_AWAY = "moved_away"
    DIED = "died"


class EnrolmentErrorReason(StrEnum):
    """Why an enrolment should never have been recorded."""

    WRONG_PERSON = "wrong_person"
    DUPLICATE = "duplicate"


SESSION_TRANSITIONS: dict[SessionStatus, frozenset[SessionStatus]] = {
    SessionStatus.PLANNED: frozenset({SessionStatus.HELD, SessionStatus.CANCELLED}),
    SessionStatus.HELD: frozenset(),
    SessionStatus.CANCELLED: frozenset({SessionStatus.PLANNED}),
}
E = EnrolmentStatus
ENROLMENT_TRANSITIONS: dict[EnrolmentStatus, frozenset[EnrolmentStatus]] = {
    E.ENROLLED: frozenset({E.COMPLETED, E.LEFT, E.ENTERED_IN_ERROR}),
    E.COMPLETED: frozenset({E.ENTERED_IN_ERROR}),
    E.LEFT: frozenset({E.ENROLLED, E.ENTERED_IN_ERROR}),
    E.ENTERED_IN_ERROR: frozenset(),
}
LIVES = {
    "The life of a programme session": SESSION_TRANSITIONS,
    "The life of an enrolment": ENROLMENT_TRANSITIONS,
}
REASONS: dict[EnrolmentStatus, type[StrEnum]] = {
    E.LEFT: LeavingReason,
    E.ENTERED_IN_ERROR: EnrolmentErrorReason,
}


def session_starts(first_on: date, at: time, count: int) -> list[datetime]:
    """Week by week at the same time by London's clocks, whatever the season."""
    return [datetime.combine(first_on + number * A_WEEK, at, LONDON) for number in range(count)]


def allowed_session_moves(status: SessionStatus, starts_at: datetime, now: datetime) -> list[SessionStatus]:
    """Where a session may go: nobody holds one before it begins."""
    early = {SessionStatus.HELD} if starts_at > now else set()
    return [target for target in SessionStatus if target in SESSION_TRANSITIONS[status] - early]


def allowed_enrolment_moves(
    status: EnrolmentStatus, *, attended: int, minimum_attended: int
) -> list[EnrolmentStatus]:
    """Where an enrolment may go: who attended too few sessions has not completed the programme."""
    short = {E.COMPLETED} if attended < minimum_attended else set()
    return [target for target in E if target in ENROLMENT_TRANSITIONS[status] - short]


def reason_errors(to: EnrolmentStatus, reason_code: str | None) -> list[FieldError]:
    """What is wrong with the reason of a move, if anything."""
    codes = REASONS.get(to)
    if codes is None:
        if reason_code is None:
            return []
        return [FieldError("not_wanted", "Must not be given for this status.", "#/reason_code")]
    if reason_code is None:
        return [FieldError("required", "Must be given for this status.", "#/reason_code")]
    if reason_code not in {code.value for code in codes}:
        return [FieldError("unknown_code", "Is not a reason of this status.", "#/reason_code")]
    return []
