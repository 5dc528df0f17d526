"""A case's life: its statuses, where each may go, and what its referrals do meanwhile. Pure."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.cases.vocabulary import ContactKind
from sosafe_api.domains.referrals.rules import ErrorReason, HoldReason, NotCompletedReason
from sosafe_api.domains.referrals.rules import Status as ReferralStatus


class CaseStatus(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSING = "closing"
    CLOSED = "closed"
    ENTERED_IN_ERROR = "entered_in_error"


class CaseEnding(StrEnum):
    """Why the work of a case stopped; what changed for the people is told by its outcomes."""

    PLANNED_NEEDS_MET = "planned_needs_met"
    PLANNED_PARTLY_MET = "planned_partly_met"
    TRANSFERRED_IN_AREA = "transferred_in_area"
    TRANSFERRED_OUT_OF_AREA = "transferred_out_of_area"
    CUSTODY = "custody"
    HOSPITAL = "hospital"
    MOVED_AWAY = "moved_away"
    DISENGAGED = "disengaged"
    DECLINED_SERVICE = "declined_service"
    UNABLE_TO_CONTACT = "unable_to_contact"
    DIED = "died"
    EXCLUDED = "excluded"
    DUPLICATE = "duplicate"


class CaseKind(StrEnum):
    """What kind of work a case is."""

    SUPPORT = "support"
    ADVOCACY = "advocacy"
    ONE_TO_ONE = "one_to_one"
    PERPETRATOR_PROGRAMME = "perpetrator_programme"
    FAMILY = "family"
    ANTI_SOCIAL_BEHAVIOUR = "anti_social_behaviour"
    OFFENDER_MANAGEMENT = "offender_management"
    MULTIPLE_NEEDS = "multiple_needs"
    ACCOMMODATION = "accommodation"


class CaseAccess(StrEnum):
    """Who of the service may see a case: all who work for it, or only those who work on it."""

    SERVICE = "service"
    WORKERS = "workers"


class PersonRole(StrEnum):
    """What somebody is in a case; suspects, convicted people, victims and witnesses are told apart."""

    CLIENT = "client"
    VICTIM = "victim"
    WITNESS = "witness"
    ALLEGED_PERPETRATOR = "alleged_perpetrator"
    SUSPECT = "suspect"
    CONVICTED = "convicted"
    CHILD = "child"
    PARTNER = "partner"
    FAMILY_MEMBER = "family_member"
    COMPLAINANT = "complainant"
    OTHER = "other"


S = CaseStatus
TRANSITIONS: dict[CaseStatus, frozenset[CaseStatus]] = {
    S.OPEN: frozenset({S.PAUSED, S.CLOSING, S.CLOSED, S.ENTERED_IN_ERROR}),
    S.PAUSED: frozenset({S.OPEN, S.CLOSING, S.CLOSED, S.ENTERED_IN_ERROR}),
    S.CLOSING: frozenset({S.OPEN, S.CLOSED}),
    S.CLOSED: frozenset({S.ENTERED_IN_ERROR}),
    S.ENTERED_IN_ERROR: frozenset(),
}
LIVES = {"The life of a case": TRANSITIONS}
REASONS: dict[CaseStatus, type[StrEnum]] = {
    S.PAUSED: HoldReason,
    S.CLOSING: CaseEnding,
    S.CLOSED: CaseEnding,
    S.ENTERED_IN_ERROR: ErrorReason,
}
# How many a case's record holds, so that it is always shown whole.
MOST_REFERRALS, MOST_PEOPLE, MOST_WORKERS, MOST_FAMILIES, MOST_OF_FAMILY = 200, 200, 50, 20, 200
# A case that came and went as often as this can still be resumed, closed or declared an error.
MOST_MOVES, MOST_PAUSES = 1000, 990
AT_WORK = frozenset({S.OPEN, S.PAUSED, S.CLOSING})

# What becomes of the referrals when the work ends; None: they are completed.
ENDINGS: dict[CaseEnding, NotCompletedReason | None] = {
    CaseEnding.PLANNED_NEEDS_MET: None,
    CaseEnding.PLANNED_PARTLY_MET: None,
    CaseEnding.TRANSFERRED_IN_AREA: NotCompletedReason.TRANSFERRED,
    CaseEnding.TRANSFERRED_OUT_OF_AREA: NotCompletedReason.TRANSFERRED,
    CaseEnding.CUSTODY: NotCompletedReason.CUSTODY,
    CaseEnding.HOSPITAL: NotCompletedReason.HOSPITAL,
    CaseEnding.MOVED_AWAY: NotCompletedReason.MOVED_AWAY,
    CaseEnding.DISENGAGED: NotCompletedReason.DISENGAGED,
    CaseEnding.DECLINED_SERVICE: NotCompletedReason.DECLINED_SERVICE,
    CaseEnding.UNABLE_TO_CONTACT: NotCompletedReason.UNABLE_TO_CONTACT,
    CaseEnding.DIED: NotCompletedReason.DIED,
    CaseEnding.EXCLUDED: NotCompletedReason.EXCLUDED,
    CaseEnding.DUPLICATE: NotCompletedReason.DUPLICATE,
}


def allowed_transitions(
    status: CaseStatus, *, approval_required: bool, asked_by_caller: bool = False
) -> list[CaseStatus]:
    """Where a caller may move a case. Where closure needs approval, it is asked for, and another gives it."""
    targets = TRANSITIONS[status]
    if approval_required and (status is not S.CLOSING or asked_by_caller):
        targets -= {S.CLOSED}
    return [target for target in CaseStatus if target in targets]


def move_errors(
    status: CaseStatus, to: CaseStatus, reason_code: str | None, ending: CaseEnding | None
) -> list[FieldError]:
    """What is wrong with the reason and the ending that a move states; an approval takes the ending asked."""
    ends = to is S.CLOSING or (to is S.CLOSED and status is not S.CLOSING)
    errors = []
    if ends and ending is None:
        errors.append(FieldError("required", "Must be given for this status.", "#/ending"))
    if ending is not None and not ends:
        errors.append(FieldError("not_wanted", "Must not be given for this move.", "#/ending"))
    reasons = None if to in (S.CLOSING, S.CLOSED) else REASONS.get(to)
    if reasons is None and reason_code is not None:
        errors.append(FieldError("not_wanted", "Must not be given for this status.", "#/reason_code"))
    if reasons is not None and reason_code is None:
        errors.append(FieldError("required", "Must be given for this status.", "#/reason_code"))
    elif reasons is not None and reason_code not in {code.value for code in reasons}:
        errors.append(FieldError("unknown_code", "Is not a reason of this status.", "#/reason_code"))
    return errors


def referral_moves(
    to: CaseStatus, reason_code: str | None, ending: CaseEnding | None
) -> list[tuple[ReferralStatus, str | None]]:
    """Where a case's move takes its referrals, step by step; those that are there already stay.

    Work that rests is resumed before it is completed, as the referral's own table asks. While closure waits for
    approval the referrals stay as they are.
    """
    if to is S.PAUSED:
        return [(ReferralStatus.ON_HOLD, reason_code)]
    if to is S.OPEN:
        return [(ReferralStatus.IN_PROGRESS, None)]
    if to is S.ENTERED_IN_ERROR:
        return [(ReferralStatus.ENTERED_IN_ERROR, reason_code)]
    if to is S.CLOSING or ending is None:
        return []
    early = ENDINGS[ending]
    if early is not None:
        return [(ReferralStatus.NOT_COMPLETED, early.value)]
    return [(ReferralStatus.IN_PROGRESS, None), (ReferralStatus.COMPLETED, None)]


# Which of a person's safe-contact rules a contact from afar rests on; meeting somebody rests on none of them.
SAFE_BY: dict[ContactKind, str] = {
    ContactKind.TELEPHONE: "may_call",
    ContactKind.VIDEO: "may_call",
    ContactKind.TEXT_MESSAGE: "may_text",
    ContactKind.EMAIL: "email",
    ContactKind.LETTER: "may_write",
}


def is_safe(kind: ContactKind, safe_contact: Mapping[str, object]) -> bool:
    """Whether the person may be reached in this way; what is not stated is not allowed."""
    rule = SAFE_BY.get(kind)
    return rule is None or bool(safe_contact.get(rule))


# A number long enough to be a telephone's, a British postcode or its first half, an e-mail address.
_CONTACT_DETAIL = re.compile(
    r"\d(?:[ -]?\d){5,}|\b[A-Z]{1,2}[0-9][A-Z0-9]? ?(?:[0-9][A-Z]{2})?\b|\S@\S", re.IGNORECASE
)
_SHORTEST_NAME = 3


def names_somebody(message: str, names: Iterable[str]) -> bool:
    """Whether a text holds a contact detail, or a part of one of the names as a word."""
    parts = {part.casefold() for name in names for part in re.findall(r"\w+", name)}
    words = {word.casefold() for word in re.findall(r"\w+", message)}
    told = {part for part in parts & words if len(part) >= _SHORTEST_NAME}
    return bool(told) or _CONTACT_DETAIL.search(message) is not None
