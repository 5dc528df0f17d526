"""What crosses the wire about assessments by DASH, and about referrals to MARAC that follow from them."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Links, Out, PageInfo, PastDay, Schema, text
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.referrals.vocabulary import RiskGrade
from sosafe_api.domains.risk.schemas.rules import COUNTED, QUESTIONS, TERMS_OUT, RiskTerms
from sosafe_api.domains.risk.vocabulary import (
    AnswerSource,
    DashAnswer,
    DashVersion,
    PairHistory,
    RiskGround,
    RiskRoute,
)

MOST_EVENTS, LONGEST_RATIONALE = 1000, 4000
_FIRST: dict[str, Any] = {"question": 1, "answer": "yes", "source": "victim"}
_ANSWERS = [
    {"question": number, "answer": "yes" if number <= 11 else "dont_know", "source": "victim"}  # noqa: PLR2004
    for number in range(1, COUNTED + 1)
]
_JUDGEMENT: dict[str, Any] = {"grade": "high", "rationale": "Fear of harm is out of proportion to the count."}
ASSESSMENT: dict[str, Any] = {
    "person_id": "019a0000-0000-7000-8000-0000000000a1",
    "perpetrator_id": None,
    "case_id": None,
    "referral_id": None,
    "dash_version": "dash_24",
    "assessed_on": "2026-11-03",
    "event_on": "2026-11-02",
    "answers": _ANSWERS,
    "domestic_events_in_12_months": 2,
    "judgement": _JUDGEMENT,
}
_VICTIM = "The victim: somebody whom a case of your service is about."
_PERPETRATOR = (
    "Who is said to do it, where they are known to your cases; without them no repeat is recognised."
)
_EVENT = "The day of the abuse that led to the assessment; it decides whether it is a repeat."
_EVENTS = "Domestic events between the two within 12 months before, this one included; null when not known."
_RATIONALE = "What the judgement rests on."


class DashAnswerIn(Schema):
    """One question of the list, by its number: the texts belong to their authors."""

    model_config = ConfigDict(json_schema_extra={"examples": [_FIRST]})
    question: int = Field(ge=1, le=QUESTIONS, description="The question's number in its version of the list.")
    answer: DashAnswer = Field(description="What was answered.")
    source: AnswerSource = Field(description="Who or what the answer comes from.")


class RiskJudgementIn(Schema):
    """The assessor's own judgement. It can raise the grade that the count gives; it never lowers it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_JUDGEMENT]})
    grade: RiskGrade = Field(description="One of the grades of the partnership's rule.")
    rationale: text(LONGEST_RATIONALE) = Field(description=_RATIONALE)  # type: ignore[valid-type]


class RiskAssessmentIn(Schema):
    """Answers to every question of one version of the list; the service counts, grades and routes."""

    model_config = ConfigDict(json_schema_extra={"examples": [ASSESSMENT]})
    person_id: UUID = Field(description=_VICTIM)
    perpetrator_id: UUID | None = Field(None, description=_PERPETRATOR)
    case_id: UUID | None = Field(None, description="The case in which it was made; it is about the victim.")
    referral_id: UUID | None = Field(
        None, description="The referral on which it was made; your service received it."
    )
    dash_version: DashVersion = Field(description="Which list of questions was asked.")
    assessed_on: PastDay = Field(description="The day of the assessment; the rule of that day governs it.")
    event_on: PastDay | None = Field(
        None, description=_EVENT + " When absent, the day of the assessment stands for it."
    )
    answers: list[DashAnswerIn] = Field(
        min_length=COUNTED, max_length=QUESTIONS, description="Each question of the version once."
    )
    domestic_events_in_12_months: int | None = Field(None, ge=0, le=MOST_EVENTS, description=_EVENTS)
    judgement: RiskJudgementIn | None = Field(
        None, description="The assessor's judgement, where there is one."
    )


class RiskAssessmentQuery(RecordQuery):
    """Which assessments are listed."""

    person_id: UUID | None = Field(None, description="About this victim.")
    case_id: UUID | None = Field(None, description="Made in this case.")


SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000d2",
    "person_id": "019a0000-0000-7000-8000-0000000000a1",
    "case_id": None,
    "referral_id": None,
    "dash_version": "dash_24",
    "assessed_on": "2026-11-03",
    "created_at": "2026-11-03T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class RiskAssessmentSummary(Out):
    """That an assessment was made. What it came to is read one at a time, for a purpose."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The assessment's identifier.")
    person_id: UUID = Field(description="The victim.")
    case_id: UUID | None = Field(description="The case in which it was made.")
    referral_id: UUID | None = Field(description="The referral on which it was made.")
    dash_version: DashVersion = Field(description="Which list of questions was asked.")
    assessed_on: date = Field(description="The day of the assessment.")
    created_at: InstantOut = Field(description="When it was recorded.")
    etag: str = Field(max_length=64, description="Of the assessment, which never changes.")


class RiskAssessmentPage(Out):
    """A page of the list of assessments."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/risk-assessments", SUMMARY))
    data: list[RiskAssessmentSummary] = Field(max_length=200, description="The assessments, oldest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class DashAnswerOut(Out):
    """One question of the list, by its number."""

    model_config = ConfigDict(json_schema_extra={"examples": [_FIRST]})
    question: int = Field(ge=1, le=QUESTIONS, description="The question's number in its version of the list.")
    answer: DashAnswer = Field(description="What was answered.")
    source: AnswerSource = Field(description="Who or what the answer comes from.")


class RiskJudgementOut(Out):
    """The assessor's own judgement."""

    model_config = ConfigDict(json_schema_extra={"examples": [_JUDGEMENT]})
    grade: RiskGrade = Field(description="The grade as the assessor judged it.")
    rationale: str = Field(max_length=LONGEST_RATIONALE, description=_RATIONALE)


_RULE_USED: dict[str, Any] = {"id": None, "rule_version": None, **TERMS_OUT}


class RiskRuleUsed(RiskTerms):
    """The rule that the assessment was made under, and keeps."""

    model_config = ConfigDict(json_schema_extra={"examples": [_RULE_USED]})
    id: UUID | None = Field(description="Null where the partnership had recorded no rule for that day.")
    rule_version: int | None = Field(ge=1, le=2**31 - 1, description="The rule's number, null likewise.")


DETAILS: dict[str, Any] = {
    **SUMMARY,
    "perpetrator_id": None,
    "event_on": "2026-11-02",
    "answers": _ANSWERS,
    "domestic_events_in_12_months": 2,
    "judgement": _JUDGEMENT,
    "yes_count": 11,
    "count_grade": "medium",
    "grade": "high",
    "grounds": ["professional_judgement"],
    "route": "marac",
    "pair_history": "perpetrator_not_stated",
    "last_marac_referral_on": None,
    "marac_referred_on": None,
    "rule": _RULE_USED,
    "assessed_by": "019a0000-0000-7000-8000-0000000000b1",
}


class RiskAssessmentOut(RiskAssessmentSummary):
    """An assessment with its answers and what they came to: the grade always with its grounds."""

    model_config = ConfigDict(json_schema_extra={"examples": [DETAILS]})
    perpetrator_id: UUID | None = Field(description="Who is said to do it.")
    event_on: date = Field(description=_EVENT)
    answers: list[DashAnswerOut] = Field(max_length=QUESTIONS, description="By the number of the question.")
    domestic_events_in_12_months: int | None = Field(ge=0, le=MOST_EVENTS, description=_EVENTS)
    judgement: RiskJudgementOut | None = Field(description="The assessor's judgement, where there was one.")
    yes_count: int = Field(ge=0, le=COUNTED, description="How many of the 24 that count were answered yes.")
    count_grade: RiskGrade = Field(description="The grade that the count alone gives.")
    grade: RiskGrade = Field(description="The graver of the count's grade and the assessor's.")
    grounds: list[RiskGround] = Field(max_length=4, description="What calls for attention, and why.")
    route: RiskRoute = Field(description="Where it is to be discussed by the rule.")
    pair_history: PairHistory = Field(description="What earlier referrals to MARAC of the two mean for it.")
    last_marac_referral_on: date | None = Field(
        description="The last referral to MARAC of the two before it."
    )
    marac_referred_on: date | None = Field(description="When this assessment led to a referral to MARAC.")
    rule: RiskRuleUsed = Field(description="The rule that it was made under.")
    assessed_by: UUID = Field(description="The user who recorded it.")


_MARAC: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000d3",
    "risk_assessment_id": "019a0000-0000-7000-8000-0000000000d2",
    "created_at": "2026-11-04T09:30:00.000Z",
}


class MaracReferralIn(Schema):
    """That the assessment's route was followed: the two it is about were referred to a MARAC."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"referred_on": "2026-11-04"}]})
    referred_on: PastDay = Field(description="The day of the referral, not before that of the assessment.")


class MaracReferralReceipt(Out):
    """That the referral to MARAC is on record; its day stands in the assessment."""

    model_config = ConfigDict(json_schema_extra={"examples": [_MARAC]})
    id: UUID = Field(description="The record's identifier.")
    risk_assessment_id: UUID = Field(description="The assessment that led to it.")
    created_at: InstantOut = Field(description="When it was recorded.")
