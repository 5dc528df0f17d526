"""A case's life: its statuses, where each may go, and what its referrals do meanwhile. Pure."""

from enum import StrEnum


class CaseStatus(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSING = "closing"
    CLOSED = "closed"
    ENTERED_IN_ERROR = "entered_in_error"


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
