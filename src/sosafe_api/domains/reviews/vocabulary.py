"""Codes of death reviews and of what follows from them."""

from enum import StrEnum


class DeathReviewName(StrEnum):
    """What the law calls the review (Domestic Violence, Crime and Victims Act 2004 s.9, renamed in 2024).

    `domestic_homicide_review`: Domestic Homicide Review. `domestic_abuse_related_death_review`: Domestic Abuse
    Related Death Review.
    """

    DOMESTIC_HOMICIDE_REVIEW = "domestic_homicide_review"
    DOMESTIC_ABUSE_RELATED_DEATH_REVIEW = "domestic_abuse_related_death_review"


class DeathReviewStatus(StrEnum):
    """The steps of a review, from the notification of a death to its publication.

    The Home Office is told of either decision: `home_office_told`, or `not_conducted_told`.
    """

    NOTIFIED = "notified"
    NOT_CONDUCTED = "not_conducted"
    NOT_CONDUCTED_TOLD = "not_conducted_told"
    CONDUCT_DECIDED = "conduct_decided"
    HOME_OFFICE_TOLD = "home_office_told"
    PANEL_FORMED = "panel_formed"
    REPORT_DRAFTED = "report_drafted"
    QUALITY_ASSURANCE = "quality_assurance"
    PUBLISHED = "published"
    ENTERED_IN_ERROR = "entered_in_error"


class NotConductedReason(StrEnum):
    """Why no review of a death is conducted."""

    CRITERIA_NOT_MET = "criteria_not_met"
    COVERED_BY_OTHER_REVIEW = "covered_by_other_review"
    OTHER_AREA_CONDUCTS = "other_area_conducts"


class DeathRelationship(StrEnum):
    """What the one who caused the death was to the one who died."""

    PARTNER = "partner"
    FORMER_PARTNER = "former_partner"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    OTHER_RELATIVE = "other_relative"
    HOUSEHOLD_MEMBER = "household_member"
    NOBODY_ELSE = "nobody_else"


class RecommendationTheme(StrEnum):
    """What a recommendation is about."""

    USE_OF_DASH = "use_of_dash"
    INFORMATION_SHARING = "information_sharing"
    POLICY = "policy"
    RECORDING = "recording"
    REFERRAL_ROUTES = "referral_routes"
    TRAINING = "training"
    OTHER = "other"


class ReviewActionStatus(StrEnum):
    """Where an action that follows from a recommendation stands."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"


class DashUseStatus(StrEnum):
    """Whether counts are shown, or hidden since small ones would be told."""

    SHOWN = "shown"
    SUPPRESSED = "suppressed"
