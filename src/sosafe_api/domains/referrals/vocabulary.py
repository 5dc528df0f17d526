"""Codes of what a referral says about a person; none of them drives its status."""

from enum import StrEnum


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
