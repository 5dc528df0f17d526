"""What crosses the wire about people who may be a referral's: how likely and why, and nothing of themselves."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Out
from sosafe_api.domains.people.vocabulary import FieldAgreement, Likelihood

REASONS: dict[str, Any] = {
    "name": "similar",
    "sound": "agrees",
    "date_of_birth": "agrees",
    "outward_postcode": "differs",
    "agency_reference": "unknown",
}
CANDIDATE: dict[str, Any] = {
    "person_id": "019a0000-0000-7000-8000-0000000000a1",
    "score": 0.98,
    "likelihood": "likely",
    "reasons": REASONS,
}


class CandidateReasons(Out):
    """How far the referral and the person's record agree in each part; the values are not told."""

    model_config = ConfigDict(json_schema_extra={"examples": [REASONS]})
    name: FieldAgreement = Field(
        description="The name: similar where mistyped, a short form, or given and family name in the other order."
    )
    sound: FieldAgreement = Field(description="How the name sounds in English.")
    date_of_birth: FieldAgreement = Field(
        description="The date of birth: similar with one digit wrong, or day and month swapped."
    )
    outward_postcode: FieldAgreement = Field(
        description="The postcode's first half: similar with one sign changed."
    )
    agency_reference: FieldAgreement = Field(
        description="The sender's reference: agrees where an earlier referral of the person had the same."
    )


class CandidateOut(Out):
    """A person whom the partnership knows and who may be the one of the referral. You decide."""

    model_config = ConfigDict(json_schema_extra={"examples": [CANDIDATE]})
    person_id: UUID = Field(
        description="Send it with `POST /cases` when you know that it is the same person."
    )
    score: float = Field(
        ge=0, le=1, multiple_of=0.01, description="How likely it is the same person, 0 to 1."
    )
    likelihood: Likelihood = Field(description="`likely` from 0.95 on, `possible` from 0.05 on.")
    reasons: CandidateReasons = Field(description="What the score rests on.")


class CandidateList(Out):
    """The likeliest candidates, most likely first; nobody hidden from you is among them."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [CANDIDATE]}]})
    data: list[CandidateOut] = Field(max_length=10, description="At most ten.")
