"""Codes of what a referral says about a person; none of them drives its status."""

from enum import StrEnum


class AgeBand(StrEnum):
    """Age in bands, for a person whose date of birth is not known."""

    UNDER_16 = "under_16"
    FROM_16_TO_17 = "16_to_17"
    FROM_18_TO_24 = "18_to_24"
    FROM_25_TO_34 = "25_to_34"
    FROM_35_TO_44 = "35_to_44"
    FROM_45_TO_54 = "45_to_54"
    FROM_55_TO_64 = "55_to_64"
    OVER_64 = "65_and_over"


class ConsentStatus(StrEnum):
    """Whether the person agreed to take part."""

    GIVEN = "given"
    REFUSED = "refused"
    NOT_SOUGHT = "not_sought"


class RiskTool(StrEnum):
    """The tool of a risk assessment made before the referral."""

    DASH_24 = "dash_24"
    DASH_27 = "dash_27"
    OTHER = "other"


class RiskGrade(StrEnum):
    """The assessor's grade."""

    LOW = "low"
    STANDARD = "standard"
    MEDIUM = "medium"
    HIGH = "high"
