"""Codes of consent, of disclosures and their refusal, and of conflicts of interest."""

from enum import StrEnum


class ServiceConsentStatus(StrEnum):
    """Whether a person agrees to take part in a service. It is not the lawful basis of any processing."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NOT_SOUGHT = "not_sought"


class SharingRefusal(StrEnum):
    """Why the agreements do not cover a disclosure."""

    NO_AGREEMENT = "no_agreement"
    RECIPIENT_NOT_ENTITLED = "recipient_not_entitled"
    PURPOSE_NOT_AGREED = "purpose_not_agreed"
    DATA_CLASS_NOT_AGREED = "data_class_not_agreed"
    CONDITION_MISSING = "condition_missing"


class NoticeKind(StrEnum):
    """What a recipient of information is told afterwards."""

    CONSENT_WITHDRAWN = "consent_withdrawn"


class ExclusionSubject(StrEnum):
    """What a conflict of interest is declared about."""

    PERSON = "person"
    CASE = "case"
    REFERRAL = "referral"


class ExclusionReason(StrEnum):
    """Why somebody must not see a record."""

    RELATIVE = "relative"
    HOUSEHOLD_MEMBER = "household_member"
    PARTNER_OR_FRIEND = "partner_or_friend"
    OWN_RECORD = "own_record"
    PROFESSIONAL_CONFLICT = "professional_conflict"
    OTHER = "other"


class ExclusionStatus(StrEnum):
    """Where an exclusion stands. It binds until it is lifted, however long that has been asked for."""

    IN_FORCE = "in_force"
    LIFTING_REQUESTED = "lifting_requested"
    LIFTED = "lifted"


class LiftingReason(StrEnum):
    """Why an exclusion is to be lifted."""

    DECLARED_IN_ERROR = "declared_in_error"
    CONFLICT_ENDED = "conflict_ended"
    OTHER = "other"
