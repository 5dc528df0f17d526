"""The content of a referral as a sender pushes it: the person, the household, the risk, the consent."""

from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, model_validator

from sosafe_api.core.schemas import Day, PastDay, Schema, broken_rule, line
from sosafe_api.domains.people.schemas import Language, OutwardPostcode, SafeContactIn
from sosafe_api.domains.people.vocabulary import AgeBand
from sosafe_api.domains.referrals.vocabulary import ConsentStatus, RiskGrade, RiskTool

AgeInYears = Annotated[int, Field(ge=0, le=17)]


PERSON: dict[str, Any] = {
    "full_name": "Example Person",
    "date_of_birth": "1990-01-31",
    "outward_postcode": "SG1",
    "safe_contact": {"telephone": "020 7946 0000", "may_call": True},
}


class PersonIn(Schema):
    """The person who needs help, as the sender knows them."""

    model_config = ConfigDict(json_schema_extra={"examples": [PERSON]})
    full_name: line(200) = Field(description="The name as the person gives it.")  # type: ignore[valid-type]
    date_of_birth: PastDay | None = Field(None, description="When known to the day.")
    age_band: AgeBand | None = Field(None, description="When the date of birth is not known.")
    outward_postcode: OutwardPostcode | None = Field(None, description="The postcode's first half, like SG1.")
    safe_contact: SafeContactIn = Field(
        default_factory=SafeContactIn, description="How the person may be reached safely."
    )
    interpreter_language: Language | None = Field(
        None, description="Language of an interpreter, as a BCP 47 tag."
    )

    @model_validator(mode="after")
    def _one_age(self) -> Self:
        if self.date_of_birth is not None and self.age_band is not None:
            raise broken_rule("age_stated_twice", "Must state the date of birth or the age band, not both.")
        return self


class HouseholdIn(Schema):
    """Who lives with the person, as far as it matters for safety."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"children": 2, "children_ages": [3, 7]}]})
    adults: int | None = Field(None, ge=0, le=30, description="Other adults in the household.")
    children: int | None = Field(None, ge=0, le=30, description="Children under 18 in the household.")
    children_ages: list[AgeInYears] = Field(
        default_factory=list, max_length=30, description="The children's ages in years, as far as known."
    )
    expected_birth_on: Day | None = Field(None, description="When a child is expected.")

    @model_validator(mode="after")
    def _ages_of_children(self) -> Self:
        if self.children is not None and len(self.children_ages) > self.children:
            raise broken_rule("more_ages_than_children", "Must not state more ages than children.")
        return self


class RiskIn(Schema):
    """A risk assessment already made, with the tool that was used."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"tool": "dash_24", "score": 11, "grade": "medium", "assessed_on": "2026-10-30"}]
        }
    )
    tool: RiskTool = Field(description="The assessment tool.")
    score: int | None = Field(None, ge=0, le=100, description="The tool's count or score.")
    grade: RiskGrade = Field(description="The assessor's grade.")
    assessed_on: PastDay = Field(description="The day of the assessment.")


class ConsentIn(Schema):
    """Whether the person agrees to the referral, or why it is made without."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "given"}]})
    status: ConsentStatus = Field(description="Whether consent to take part was given.")
    reason: line(500) | None = Field(None, description="Why the referral is made without consent.")  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _reason_without_consent(self) -> Self:
        if self.status is not ConsentStatus.GIVEN and self.reason is None:
            raise broken_rule("reason_required", "Must give a reason when consent was not given.")
        return self
