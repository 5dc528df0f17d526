"""A referral's life: its statuses, who may move it where, the reasons to give, the answer-by clock.

The statuses map onto HL7 FHIR R4 Task (`task-status`) and the BSeR closed-loop referral codes.
"""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sosafe_api.core.clock import LONDON, london_date


class Status(StrEnum):
    """Where a referral stands."""

    SUBMITTED = "submitted"
    RECEIVED = "received"
    UNDER_REVIEW = "under_review"
    AWAITING_INFORMATION = "awaiting_information"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"
    WITHDRAWN = "withdrawn"
    ENTERED_IN_ERROR = "entered_in_error"


class Side(StrEnum):
    """Who moves a referral: the agency that sent it or the service that received it."""

    SENDER = "sender"
    SERVICE = "service"


class ReferralSource(StrEnum):
    """The kind of body a referral comes from, as partnerships count who refers."""

    POLICE = "police"
    COUNCIL_HOUSING = "council_housing"
    COUNCIL_OTHER = "council_other"
    CHILDRENS_SOCIAL_CARE = "childrens_social_care"
    ADULT_SOCIAL_CARE = "adult_social_care"
    MENTAL_HEALTH = "mental_health"
    PRIMARY_CARE = "primary_care"
    HOSPITAL = "hospital"
    SUBSTANCE_MISUSE = "substance_misuse"
    PROBATION = "probation"
    YOUTH_JUSTICE = "youth_justice"
    HOUSING_ASSOCIATION = "housing_association"
    VOLUNTARY_SECTOR = "voluntary_sector"
    SCHOOL = "school"
    FIRE_AND_RESCUE = "fire_and_rescue"
    SELF_OR_FAMILY = "self_or_family"
    MASH = "mash"
    OTHER = "other"


class ReferralReason(StrEnum):
    """Why help is asked for."""

    DOMESTIC_ABUSE_VICTIM = "domestic_abuse_victim"
    DOMESTIC_ABUSE_PERPETRATOR = "domestic_abuse_perpetrator"
    SUBSTANCE_DRUGS = "substance_drugs"
    SUBSTANCE_ALCOHOL = "substance_alcohol"
    OFFENDING = "offending"
    ASB_PERPETRATOR = "asb_perpetrator"
    ASB_VICTIM = "asb_victim"
    HOMELESSNESS = "homelessness"
    TENANCY_RISK = "tenancy_risk"
    MENTAL_HEALTH = "mental_health"
    SELF_HARM_SUICIDE = "self_harm_suicide"
    EXPLOITATION_CSE = "exploitation_cse"
    MODERN_SLAVERY = "modern_slavery"
    HATE = "hate"
    RADICALISATION = "radicalisation"
    SAFEGUARDING_CHILD = "safeguarding_child"
    SAFEGUARDING_ADULT = "safeguarding_adult"
    DEBT = "debt"
    HOARDING = "hoarding"


class Urgency(StrEnum):
    """How soon the sender thinks that somebody must act."""

    ROUTINE = "routine"
    URGENT = "urgent"
    SAME_DAY = "same_day"


class DeclineReason(StrEnum):
    """Why a service refuses a referral."""

    NOT_ELIGIBLE = "not_eligible"
    OUT_OF_AREA = "out_of_area"
    ALREADY_OPEN = "already_open"
    NO_CAPACITY = "no_capacity"
    INSUFFICIENT_INFORMATION = "insufficient_information"
    NO_CONSENT = "no_consent"
    UNABLE_TO_CONTACT = "unable_to_contact"
    WRONG_SERVICE = "wrong_service"


class WithdrawalReason(StrEnum):
    """Why a referral is taken back."""

    CLIENT_REQUEST = "client_request"
    NO_LONGER_NEEDED = "no_longer_needed"
    REFERRED_ELSEWHERE = "referred_elsewhere"
    MOVED_AWAY = "moved_away"


class NotCompletedReason(StrEnum):
    """Why work on an accepted referral ended early."""

    DISENGAGED = "disengaged"
    UNABLE_TO_CONTACT = "unable_to_contact"
    MOVED_AWAY = "moved_away"
    CUSTODY = "custody"
    HOSPITAL = "hospital"
    DIED = "died"
    TRANSFERRED = "transferred"
    DECLINED_SERVICE = "declined_service"
    EXCLUDED = "excluded"
    DUPLICATE = "duplicate"


class HoldReason(StrEnum):
    """Why work on an accepted referral rests."""

    CUSTODY = "custody"
    HOSPITAL = "hospital"
    CLIENT_REQUEST = "client_request"


class ErrorReason(StrEnum):
    """Why a referral should never have been recorded."""

    WRONG_PERSON = "wrong_person"
    DUPLICATE = "duplicate"
    TEST_RECORD = "test_record"


class QuestionKind(StrEnum):
    """What a question of the service is about, for senders' systems that may not read its text."""

    CONTACT_DETAILS = "contact_details"
    CONSENT = "consent"
    RISK = "risk"
    HOUSEHOLD = "household"
    NEEDS = "needs"
    OTHER = "other"


S = Status
SERVICE, SENDER = frozenset({Side.SERVICE}), frozenset({Side.SENDER})
EITHER = SERVICE | SENDER

TRANSITIONS: dict[Status, dict[Status, frozenset[Side]]] = {
    S.SUBMITTED: {S.RECEIVED: SERVICE, S.WITHDRAWN: SENDER, S.ENTERED_IN_ERROR: EITHER},
    S.RECEIVED: {
        S.UNDER_REVIEW: SERVICE,
        S.ACCEPTED: SERVICE,
        S.DECLINED: SERVICE,
        S.WITHDRAWN: SENDER,
        S.ENTERED_IN_ERROR: EITHER,
    },
    S.UNDER_REVIEW: {
        S.AWAITING_INFORMATION: SERVICE,
        S.ACCEPTED: SERVICE,
        S.DECLINED: SERVICE,
        S.WITHDRAWN: SENDER,
        S.ENTERED_IN_ERROR: EITHER,
    },
    S.AWAITING_INFORMATION: {
        S.UNDER_REVIEW: SERVICE,
        S.DECLINED: SERVICE,
        S.WITHDRAWN: SENDER,
        S.ENTERED_IN_ERROR: EITHER,
    },
    S.ACCEPTED: {S.IN_PROGRESS: SERVICE, S.WITHDRAWN: SENDER, S.ENTERED_IN_ERROR: EITHER},
    S.DECLINED: {S.ENTERED_IN_ERROR: SERVICE},
    S.IN_PROGRESS: {
        S.ON_HOLD: SERVICE,
        S.COMPLETED: SERVICE,
        S.NOT_COMPLETED: SERVICE,
        S.ENTERED_IN_ERROR: SERVICE,
    },
    S.ON_HOLD: {S.IN_PROGRESS: SERVICE, S.NOT_COMPLETED: SERVICE, S.ENTERED_IN_ERROR: SERVICE},
    S.COMPLETED: {S.ENTERED_IN_ERROR: SERVICE},
    S.NOT_COMPLETED: {S.ENTERED_IN_ERROR: SERVICE},
    S.WITHDRAWN: {S.ENTERED_IN_ERROR: EITHER},
    S.ENTERED_IN_ERROR: {},
}
LIVES = {"The life of a referral": TRANSITIONS}

MOST_QUESTIONS = 100

# Files of referrals: as many as a partnership has in ten years, at over a kilobyte each.
MOST_FILE_BYTES, MOST_FILE_ROWS = 256 * 1024 * 1024, 200_000
# What is wrong with a row of a file, beside what is wrong with a referral pushed singly.
FILE_ROW_FAULTS = {
    "unknown_reference": "Names no service of your partnership; `GET /services` lists them.",
    "service_not_accepting": "The service takes no referrals at present; `GET /services` says when it will.",
    "agency_reference_in_use": (
        "Your agency has used the reference for another content, here or in a row before, or for a referral that was"
        " entered in error: give this row a reference of its own."
    ),
}

UNDECIDED = frozenset({S.SUBMITTED, S.RECEIVED, S.UNDER_REVIEW, S.AWAITING_INFORMATION})
DECISIONS = frozenset({S.ACCEPTED, S.DECLINED})
FINAL = frozenset({S.DECLINED, S.COMPLETED, S.NOT_COMPLETED, S.WITHDRAWN, S.ENTERED_IN_ERROR})

REASONS: dict[Status, type[StrEnum]] = {
    S.DECLINED: DeclineReason,
    S.WITHDRAWN: WithdrawalReason,
    S.NOT_COMPLETED: NotCompletedReason,
    S.ON_HOLD: HoldReason,
    S.ENTERED_IN_ERROR: ErrorReason,
}


def allowed_transitions(status: Status, sides: frozenset[Side], *, in_case: bool = False) -> list[Status]:
    """Where a caller standing on these sides may move a referral, in the order of the table.

    `awaiting_information` is not offered: asking a question leads there, so that nobody waits unasked. Once
    a case has taken the referral up, the case moves it.
    """
    if in_case:
        return []
    return [
        target
        for target, movers in TRANSITIONS[status].items()
        if movers & sides and target is not Status.AWAITING_INFORMATION
    ]


def reason_problem(target: Status, reason_code: str | None) -> str | None:
    """What is wrong with a move's reason: `required`, `unknown_code`, `not_wanted`, or nothing."""
    codes = REASONS.get(target)
    if codes is None:
        return "not_wanted" if reason_code is not None else None
    if reason_code is None:
        return "required"
    return None if reason_code in {code.value for code in codes} else "unknown_code"


def answer_deadline(received_at: datetime, answer_within_days: int) -> datetime:
    """The first instant that is too late: midnight in London after the last day for the answer."""
    last_day = london_date(received_at) + timedelta(days=answer_within_days)
    return datetime.combine(last_day + timedelta(days=1), time(), LONDON)


def answer_by(deadline: datetime) -> date:
    """The last day on which the service can answer in time."""
    return london_date(deadline - timedelta(milliseconds=1))


def resumed_deadline(deadline: datetime, stopped_at: datetime, now: datetime) -> datetime:
    """The deadline after a pause: later by as long as the service waited for the sender."""
    return deadline + (now - stopped_at)


def is_overdue(status: str, deadline: datetime, stopped_at: datetime | None, now: datetime) -> bool:
    return status in UNDECIDED and stopped_at is None and now >= deadline
