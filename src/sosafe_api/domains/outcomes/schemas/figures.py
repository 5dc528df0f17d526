"""What crosses the wire about counts of outcomes and the measures made of them."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Links, Out, PageInfo
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.cases.rules import CaseEnding, CaseKind
from sosafe_api.domains.outcomes.rules.follow_ups import MOST_MONTHS
from sosafe_api.domains.outcomes.vocabulary import MeasurementPoint, OutcomeMeasureCode, ResultArea

MOST_CASES = 10**9
PERIOD: dict[str, Any] = {"start": "2025-04-01", "end": "2026-04-01", "label": "2025/26"}
SERVICE = "019a0000-0000-7000-8000-000000000001"


class OutcomePeriod(Out):
    """A financial year, or of the present one the quarters that are over; days in London."""

    model_config = ConfigDict(json_schema_extra={"examples": [PERIOD]})
    start: date = Field(description="The first day.")
    end: date = Field(description="The first day that no longer belongs to it.")
    label: str = Field(max_length=16, description="The financial year.")


class OutcomeQuery(RecordQuery):
    """Which counts are listed. A filter selects from the same table: it shows no count that is hidden there."""

    year: int | None = Field(
        None, ge=2000, le=2100, description="The year in which the financial year began; else the latest."
    )
    service_id: list[UUID] | None = Field(
        None, min_length=1, max_length=20, description="Of any of these services."
    )


class CaseOutcomeQuery(OutcomeQuery):
    """Which counts of closed cases are listed."""

    kind: list[CaseKind] | None = Field(
        None, min_length=1, max_length=12, description="Of these kinds of case."
    )
    ending: list[CaseEnding] | None = Field(
        None, min_length=1, max_length=20, description="With one of these endings."
    )
    area: list[ResultArea] | None = Field(None, min_length=1, max_length=30, description="Of these areas.")


COUNT: dict[str, Any] = {
    "period": PERIOD,
    "service_id": SERVICE,
    "kind": "one_to_one",
    "ending": "planned_needs_met",
    "point": "closure",
    "follow_up_months": None,
    "area": "housing",
    "result": "sustained",
    "count": 24,
    "suppressed": False,
}


class CaseOutcomeCount(Out):
    """How many closed cases have this in common. Null stands for all: of every kind, ending or result."""

    model_config = ConfigDict(json_schema_extra={"examples": [COUNT]})
    period: OutcomePeriod = Field(description="When the cases were closed.")
    service_id: UUID = Field(description="Whose cases.")
    kind: CaseKind | None = Field(description="Of which kind.")
    ending: CaseEnding | None = Field(description="How the work ended.")
    point: MeasurementPoint | None = Field(description="When the result was measured.")
    follow_up_months: int | None = Field(ge=1, le=MOST_MONTHS, description="Months after closure.")
    area: ResultArea | None = Field(description="What the result is about.")
    result: str | None = Field(
        max_length=64,
        description="A `result_value`, of risk a `risk_change`, or `not_recorded` where the case has none.",
    )
    count: int | None = Field(ge=1, le=MOST_CASES, description="Cases; null where the count is hidden.")
    suppressed: bool = Field(
        description="Whether the count is hidden, as it is small or would give a small one away."
    )


class CaseOutcomePage(Out):
    """A page of the list of counts."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/case-outcomes", COUNT))
    data: list[CaseOutcomeCount] = Field(
        max_length=200, description="The counts; what is not listed is none."
    )
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


MEASURE: dict[str, Any] = {
    "measure": "housed_after_six_months",
    "title": "Kept or gained a home six months after closure",
    "cohort_rule": "Base: cases closed in the period with a result in housing 6 months after closure.",
    "follow_up_months": 6,
    "period": PERIOD,
    "service_id": SERVICE,
    "numerator": 48,
    "denominator": 50,
    "percent": 96,
    "low_base": False,
    "suppressed": False,
}


class OutcomeMeasureOut(Out):
    """A share with its base, the rule by which cases are in it, and how long after closure it was measured."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEASURE]})
    measure: OutcomeMeasureCode = Field(description="Which measure.")
    title: str = Field(max_length=200, description="What it says.")
    cohort_rule: str = Field(max_length=500, description="Which cases are its base, and which count.")
    follow_up_months: int | None = Field(
        ge=1, le=MOST_MONTHS, description="Months after closure at which it was measured; null at closure."
    )
    period: OutcomePeriod = Field(description="When the cases were closed.")
    service_id: UUID = Field(description="Whose cases.")
    numerator: int | None = Field(ge=0, le=MOST_CASES, description="Cases that count; null where hidden.")
    denominator: int | None = Field(ge=1, le=MOST_CASES, description="Cases of the base; null where hidden.")
    percent: int | None = Field(ge=0, le=100, description="The share in whole percent; null without both.")
    low_base: bool | None = Field(
        description="Whether the base is below 50: too few for a share to mean much."
    )
    suppressed: bool = Field(
        description="Whether a part is hidden, as it is small or gives a small one away."
    )


class OutcomeMeasurePage(Out):
    """A page of the list of measures."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/outcome-measures", MEASURE))
    data: list[OutcomeMeasureOut] = Field(max_length=200, description="The measures, by service.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
