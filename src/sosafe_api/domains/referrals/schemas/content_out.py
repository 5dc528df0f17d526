"""The content of a referral as a reader gets it: as it was sent, what was not stated as null."""

from datetime import date
from typing import Any

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Out
from sosafe_api.domains.people.schemas import SAFE_CONTACT_OUT, SafeContactOut
from sosafe_api.domains.people.vocabulary import AgeBand
from sosafe_api.domains.referrals.vocabulary import ConsentStatus, RiskGrade, RiskTool

PERSON_OUT: dict[str, Any] = {
    "full_name": "Example Person",
    "date_of_birth": "1990-01-31",
    "age_band": None,
    "outward_postcode": "SG1",
    "safe_contact": SAFE_CONTACT_OUT,
    "interpreter_language": None,
}


class PersonOut(Out):
    """The person who needs help, as the sender knows them."""

    model_config = ConfigDict(json_schema_extra={"examples": [PERSON_OUT]})
    full_name: str = Field(max_length=200, description="The name as the person gives it.")
    date_of_birth: date | None = Field(description="When known to the day.")
    age_band: AgeBand | None = Field(description="When the date of birth is not known.")
    outward_postcode: str | None = Field(max_length=4, description="The postcode's first half.")
    safe_contact: SafeContactOut = Field(description="How the person may be reached safely.")
    interpreter_language: str | None = Field(
        max_length=35, description="Language of an interpreter, as a BCP 47 tag; for the receiving service."
    )


class HouseholdOut(Out):
    """Who lives with the person, as far as it matters for safety."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"adults": None, "children": 2, "children_ages": [3, 7], "expected_birth_on": None}]
        }
    )
    adults: int | None = Field(ge=0, le=30, description="Other adults in the household.")
    children: int | None = Field(ge=0, le=30, description="Children under 18 in the household.")
    children_ages: list[int] = Field(
        max_length=30,
        description="The children's ages in years, as far as known.",
        json_schema_extra={"items": {"type": "integer", "minimum": 0, "maximum": 17}},
    )
    expected_birth_on: date | None = Field(description="When a child is expected.")


class RiskOut(Out):
    """A risk assessment made before the referral."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"tool": "dash_24", "score": 11, "grade": "medium", "assessed_on": "2026-10-30"}]
        }
    )
    tool: RiskTool = Field(description="The assessment tool.")
    score: int | None = Field(ge=0, le=100, description="The tool's count or score.")
    grade: RiskGrade = Field(description="The assessor's grade.")
    assessed_on: date = Field(description="The day of the assessment.")


class ConsentOut(Out):
    """Whether the person agrees to the referral, or why it is made without."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "given", "reason": None}]})
    status: ConsentStatus = Field(description="Whether consent to take part was given.")
    reason: str | None = Field(max_length=500, description="Why the referral is made without consent.")
