"""Codes of meetings and of what a panel deals with."""

from enum import StrEnum


class TitleCode(StrEnum):
    """Under which heading something stands on an agenda; the heading says nothing of the person."""

    DOMESTIC_ABUSE = "domestic_abuse"
    MULTIPLE_NEEDS = "multiple_needs"
    ANTI_SOCIAL_BEHAVIOUR = "anti_social_behaviour"
    EXPLOITATION = "exploitation"
    SUBSTANCE_MISUSE = "substance_misuse"
    MENTAL_HEALTH = "mental_health"
    OFFENDING = "offending"
    HOMELESSNESS = "homelessness"
    SELF_NEGLECT = "self_neglect"
    SAFEGUARDING = "safeguarding"
    OTHER = "other"


class CancellationReason(StrEnum):
    """Why a meeting is not held."""

    NO_BUSINESS = "no_business"
    NOT_ENOUGH_MEMBERS = "not_enough_members"
    VENUE_UNAVAILABLE = "venue_unavailable"
    MERGED_WITH_ANOTHER = "merged_with_another"
    OTHER = "other"


class RecusalReason(StrEnum):
    """Why somebody takes no part in an item."""

    RELATIVE = "relative"
    FRIEND_OR_NEIGHBOUR = "friend_or_neighbour"
    COLLEAGUE = "colleague"
    PARTY_TO_THE_MATTER = "party_to_the_matter"
    OTHER = "other"


class DecisionOutcome(StrEnum):
    """What a panel decided on an item."""

    INFORMATION_SHARED = "information_shared"
    ACTIONS_AGREED = "actions_agreed"
    REFERRED_TO_MARAC = "referred_to_marac"
    REFERRED_TO_SERVICE = "referred_to_service"
    SAFEGUARDING_REFERRAL = "safeguarding_referral"
    DEFERRED = "deferred"
    NO_FURTHER_ACTION = "no_further_action"


class ActionCode(StrEnum):
    """What kind of thing an agency is to do."""

    CONTACT_PERSON = "contact_person"
    SHARE_INFORMATION = "share_information"
    ASSESS_NEEDS = "assess_needs"
    REFER_TO_SERVICE = "refer_to_service"
    SAFETY_MEASURE = "safety_measure"
    ENFORCEMENT = "enforcement"
    HOUSING = "housing"
    HEALTH = "health"
    SAFEGUARDING = "safeguarding"
    OTHER = "other"


class InformationRefusal(StrEnum):
    """Why an agency does not tell what it was asked."""

    NO_LAWFUL_BASIS = "no_lawful_basis"
    NOT_PROPORTIONATE = "not_proportionate"
    WOULD_PREJUDICE_INVESTIGATION = "would_prejudice_investigation"
    WOULD_ENDANGER_SOMEBODY = "would_endanger_somebody"
    OTHER = "other"


class MeetingAttendance(StrEnum):
    """Whether the holder of a seat came."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    ABSENT = "absent"
