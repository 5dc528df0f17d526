"""What crosses the wire about the partnership's rules of risk."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field

from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, Schema, broken_rule
from sosafe_api.domains.auth.schemas import QueryDay, RecordQuery, page_example
from sosafe_api.domains.referrals.vocabulary import RiskGrade
from sosafe_api.domains.risk.vocabulary import RiskGround, RiskRoute

COUNTED, LEFT_OUT, QUESTIONS = 24, 3, 27
BANDS: list[dict[str, Any]] = [
    {"grade": "standard", "lowest": 0, "highest": 9, "route": "sada_panel"},
    {"grade": "medium", "lowest": 10, "highest": 13, "route": "sada_panel"},
    {"grade": "high", "lowest": 14, "highest": 24, "route": "marac"},
]
TERMS: dict[str, Any] = {
    "bands": BANDS,
    "escalation_threshold": 3,
    "repeat_months": 12,
    "marac_grounds": ["potential_escalation", "repeat"],
    "uncounted_questions": [10, 11, 12],
}
RULE: dict[str, Any] = {"valid_from": "2026-04-01", **TERMS}
_HIGH = "From this number of domestic events in 12 months on there is potential escalation."
_MONTHS = "For so many months after its last referral to MARAC further abuse within a pair is a repeat."
_GROUNDS = "Grounds that call for a MARAC whatever the grade."
_UNCOUNTED = (
    "The three of the 27 questions of `dash_27` that do not count, so that both versions count 24 and the"
    " bands fit both. By default those that only `dash_27` asks, on children and other dependants."
)


def _each_once(values: list[Any]) -> list[Any]:
    if len(set(values)) != len(values):
        raise broken_rule("repeated_value", "Must name each value once.")
    return values


def _standing_alone(grounds: list[RiskGround]) -> list[RiskGround]:
    if {RiskGround.VISIBLE_HIGH_RISK, RiskGround.PROFESSIONAL_JUDGEMENT} & set(grounds):
        raise broken_rule("follows_from_grade", "Must name grounds that stand apart from the grade.")
    return _each_once(grounds)


class RiskBandIn(Schema):
    """Counts that give one grade, and where the partnership discusses it."""

    model_config = ConfigDict(json_schema_extra={"examples": [BANDS[0]]})
    grade: RiskGrade = Field(description="The grade of these counts.")
    lowest: int = Field(ge=0, le=COUNTED, description="The lowest count of the band.")
    highest: int = Field(ge=0, le=COUNTED, description="The highest count of the band.")
    route: RiskRoute = Field(description="Where a risk of this grade is discussed.")


class RiskRuleIn(Schema):
    """A new version of the rule. Assessments already made keep theirs."""

    model_config = ConfigDict(json_schema_extra={"examples": [RULE]})
    valid_from: Day = Field(description="The first day whose assessments it governs.")
    bands: list[RiskBandIn] = Field(
        min_length=2,
        max_length=4,
        description="From the least grade to `high`; together they hold each count from 0 to 24 once.",
    )
    escalation_threshold: int = Field(3, ge=1, le=100, description=_HIGH)
    repeat_months: int = Field(12, ge=1, le=60, description=_MONTHS)
    marac_grounds: Annotated[list[RiskGround], AfterValidator(_standing_alone)] = Field(
        [RiskGround.POTENTIAL_ESCALATION, RiskGround.REPEAT], max_length=2, description=_GROUNDS
    )
    uncounted_questions: Annotated[
        list[Annotated[int, Field(ge=1, le=QUESTIONS)]], AfterValidator(_each_once)
    ] = Field([10, 11, 12], min_length=LEFT_OUT, max_length=LEFT_OUT, description=_UNCOUNTED)


class RiskRuleQuery(RecordQuery):
    """Which versions are listed."""

    on: QueryDay | None = Field(None, description="Only the version that governs assessments of this day.")


class RiskBandOut(Out):
    """Counts that give one grade."""

    model_config = ConfigDict(json_schema_extra={"examples": [BANDS[0]]})
    grade: RiskGrade = Field(description="The grade of these counts.")
    lowest: int = Field(ge=0, le=COUNTED, description="The lowest count of the band.")
    highest: int = Field(ge=0, le=COUNTED, description="The highest count of the band.")
    route: RiskRoute = Field(description="Where a risk of this grade is discussed.")


TERMS_OUT: dict[str, Any] = {**TERMS, "high_threshold": 14}


class RiskTerms(Out):
    """The terms of a rule."""

    model_config = ConfigDict(json_schema_extra={"examples": [TERMS_OUT]})
    bands: list[RiskBandOut] = Field(max_length=4, description="From the least grade to the gravest.")
    high_threshold: int = Field(ge=0, le=COUNTED, description="From this count on the risk is visibly high.")
    escalation_threshold: int = Field(ge=1, le=100, description=_HIGH)
    repeat_months: int = Field(ge=1, le=60, description=_MONTHS)
    marac_grounds: list[RiskGround] = Field(max_length=2, description=_GROUNDS)
    uncounted_questions: list[Annotated[int, Field(ge=1, le=QUESTIONS)]] = Field(
        max_length=LEFT_OUT, description=_UNCOUNTED
    )


RULE_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000d1",
    "rule_version": 1,
    "valid_from": "2026-04-01",
    **TERMS_OUT,
    "created_at": "2026-03-02T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class RiskRuleOut(RiskTerms):
    """One version of the partnership's rule."""

    model_config = ConfigDict(json_schema_extra={"examples": [RULE_OUT]})
    id: UUID = Field(description="The version's identifier.")
    rule_version: int = Field(ge=1, le=2**31 - 1, description="Counted from 1 within the partnership.")
    valid_from: date = Field(description="The first day whose assessments it governs.")
    created_at: InstantOut = Field(description="When it was recorded.")
    etag: str = Field(max_length=64, description="Of this version, which never changes.")


class RiskRulePage(Out):
    """A page of the list of rules."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/risk-rules", RULE_OUT))
    data: list[RiskRuleOut] = Field(max_length=200, description="The versions, oldest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
