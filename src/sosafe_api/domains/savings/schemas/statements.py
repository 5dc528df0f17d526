"""What an analyst states of savings: cohort, period, agencies in scope, lines, and moves of a statement."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, Schema, line, text
from sosafe_api.domains.auth.schemas import RecordQuery
from sosafe_api.domains.savings.schemas.values import Duration, PriceYear, Quantity, Share, UnitCostCode
from sosafe_api.domains.savings.vocabulary import (
    Comparison,
    CostKind,
    EvidenceGrade,
    Payer,
    SavingsStatementStatus,
    WithdrawalReason,
)

MOST_LINES, MOST_SETS, MOST_SCOPE, MOST_ASSUMPTIONS = 200, 5, 13, 50
PERIOD: dict[str, Any] = {"start": "2016-04-01", "end": "2017-04-01"}
COHORT: dict[str, Any] = {"rule": "Everybody referred for intensive support within the period.", "size": 24}
IN_SCOPE: dict[str, Any] = {"payer": "council", "agency_id": "019a0000-0000-7000-8000-0000000000bb"}
LINE: dict[str, Any] = {
    "unit_cost_code": "HO1.0",
    "description": "Tenancies kept that were about to be lost.",
    "kind": "fiscal",
    "comparison": "baseline_and_actual",
    "units_expected": "12",
    "units_observed": "2",
    "duration": None,
    "deadweight": "0.20",
    "attribution": "1",
    "cashable": False,
    "evidence": "Notices served in the year before, against those served in the period.",
    "evidence_grade": "practitioner_monitoring",
    "payers": [{"payer": "council", "share": "1"}],
}
STATEMENT: dict[str, Any] = {
    "title": "Intensive support, 2016/17",
    "period": PERIOD,
    "cohort": COHORT,
    "agencies_in_scope": [IN_SCOPE],
    "price_year": 2017,
    "unit_cost_set_ids": ["019a0000-0000-7000-8000-0000000000d1"],
    "price_index_id": "019a0000-0000-7000-8000-0000000000d2",
    "lines": [LINE],
    "assumptions": ["Without support, each notice would have led to an eviction."],
}


class SavingsPeriod(Schema):
    """Whole days of Europe/London, the end exclusive."""

    model_config = ConfigDict(json_schema_extra={"examples": [PERIOD]})
    start: Day = Field(description="The first day.")
    end: Day = Field(description="The day after the last.")


class CohortIn(Schema):
    """Whose costs are compared, as a rule and a number; nobody is named."""

    model_config = ConfigDict(json_schema_extra={"examples": [COHORT]})
    rule: text(2000) = Field(description="Who belongs to it, without naming anybody.")  # type: ignore[valid-type]
    size: int = Field(ge=1, le=1_000_000, description="How many people or households.")


class AgencyInScopeIn(Schema):
    """Somebody whose savings the statement predicts."""

    model_config = ConfigDict(json_schema_extra={"examples": [IN_SCOPE]})
    payer: Payer = Field(description="As whom they would have paid.")
    agency_id: UUID | None = Field(
        None, description="The agency of the partnership; null for one outside it, and for society."
    )


class PayerShareIn(Schema):
    """Who would have paid a share of a line."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"payer": "council", "share": "1"}]})
    payer: Payer = Field(description="Who would have paid.")
    share: Share = Field(description="Their share, from 0 to 1; shares of a line add up to 1.")


class SavingsLineIn(Schema):
    """Units of one cost that were avoided: expected less observed; fewer than none where they rose."""

    model_config = ConfigDict(json_schema_extra={"examples": [LINE]})
    unit_cost_code: UnitCostCode = Field(description="The cost, by its code in one of the sets.")
    description: line(300) = Field(description="What was avoided.")  # type: ignore[valid-type]
    kind: CostKind = Field(description="On whom the cost falls; must be the unit cost's own kind.")
    comparison: Comparison = Field(description="What the observed units are compared with.")
    units_expected: Quantity = Field(description="Units before, or of the baseline.")
    units_observed: Quantity = Field(description="Units after, or in fact.")
    duration: Duration | None = Field(
        None,
        description="For how many weeks, or years, each unit lasts: only and always for costs by time.",
    )
    deadweight: Share = Field(description="The share that would have come about anyway, from 0 to 1.")
    attribution: Share = Field(description="The share of the rest that is the service's doing, from 0 to 1.")
    cashable: bool = Field(description="Whether the saving can be taken out of a budget; fiscal ones only.")
    evidence: text(1000) = Field(description="How it is known, without naming anybody.")  # type: ignore[valid-type]
    evidence_grade: EvidenceGrade = Field(description="How well it is known.")
    payers: list[PayerShareIn] | None = Field(
        None,
        min_length=1,
        max_length=MOST_SCOPE,
        description="Who would have paid; null to share it out by the source's own parts.",
    )


class SavingsStatementIn(Schema):
    """A prediction of savings for a cohort and a period."""

    model_config = ConfigDict(json_schema_extra={"examples": [STATEMENT]})
    title: line(200) = Field(description="Its title.")  # type: ignore[valid-type]
    period: SavingsPeriod = Field(description="The period it is about.")
    cohort: CohortIn = Field(description="Whom it is about.")
    agencies_in_scope: list[AgencyInScopeIn] = Field(
        min_length=1, max_length=MOST_SCOPE, description="Whose savings are added up, each payer once."
    )
    price_year: PriceYear = Field(description="In the prices of which year; a financial year by its first.")
    unit_cost_set_ids: list[UUID] = Field(
        min_length=1, max_length=MOST_SETS, description="Published sets of unit costs, each once."
    )
    price_index_id: UUID = Field(description="The price index, of one vintage.")
    lines: list[SavingsLineIn] = Field(min_length=1, max_length=MOST_LINES, description="What was avoided.")
    assumptions: list[text(500)] = Field(  # type: ignore[valid-type]
        default_factory=list, max_length=MOST_ASSUMPTIONS, description="What it rests on besides."
    )


class SavingsVersionIn(Schema):
    """The same statement in the prices of another year, or by a later vintage of the index."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"price_year": 2018, "price_index_id": None}]})
    price_year: PriceYear = Field(description="In the prices of which year; a financial year by its first.")
    price_index_id: UUID | None = Field(
        None, description="Another price index; null to keep the present one."
    )


class SavingsTransitionIn(Schema):
    """A move of a statement's status."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"to": "withdrawn", "reason_code": "wrong_inputs"}]}
    )
    to: SavingsStatementStatus = Field(description="The status to move to.")
    reason_code: WithdrawalReason | None = Field(None, description="Why it is withdrawn.")


class SavingsStatementQuery(RecordQuery):
    """Which statements are listed."""

    status: list[SavingsStatementStatus] | None = Field(
        None, min_length=1, max_length=3, description="In any of these statuses."
    )
    price_year: PriceYear | None = Field(None, description="In the prices of this year.")
    series_id: UUID | None = Field(None, description="Versions of this statement.")
