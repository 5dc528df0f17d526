"""What a statement of savings answers: the calculation, line by line and payer by payer, and its place."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Links, Out, PageInfo
from sosafe_api.domains.auth.schemas import page_example
from sosafe_api.domains.savings.schemas.statements import (
    COHORT,
    IN_SCOPE,
    LINE,
    MOST_ASSUMPTIONS,
    MOST_LINES,
    MOST_SCOPE,
    MOST_SETS,
    PERIOD,
    STATEMENT,
)
from sosafe_api.domains.savings.schemas.values import DecimalOut, PriceYear, SavingsAmount, Sha256
from sosafe_api.domains.savings.vocabulary import (
    Comparison,
    CostKind,
    CostUnit,
    EvidenceGrade,
    Payer,
    SavingsStatementStatus,
    WithdrawalReason,
)

_WHOLE: dict[str, Any] = {"amount": "60023.36", "currency": "GBP"}
_NONE: dict[str, Any] = {"amount": "0.00", "currency": "GBP"}
SCOPE_OUT: dict[str, Any] = {**IN_SCOPE, "agency_name": "Example Council"}
SET_USED: dict[str, Any] = {
    "id": STATEMENT["unit_cost_set_ids"][0],
    "code": "example_costs",
    "number": 1,
    "edition": "1.0",
    "content_digest": "0f" * 32,
}
INDEX_USED: dict[str, Any] = {
    "id": STATEMENT["price_index_id"],
    "code": "example_deflator",
    "vintage": "2026-09",
    "content_digest": "0f" * 32,
}
PAYER_SAVING: dict[str, Any] = {"payer": "council", "in_scope": True, "saving": _WHOLE}
LINE_OUT: dict[str, Any] = {
    **{name: value for name, value in LINE.items() if name != "payers"},
    "deadweight": "0.2",
    "unit_cost_set_id": SET_USED["id"],
    "unit": "per_incident",
    "units_avoided": "10",
    "unit_cost": {"amount": "6680.00", "currency": "GBP"},
    "unit_cost_price_year": 2010,
    "index_source": "81.2845",
    "index_target": "91.2981",
    "uprated_unit_cost": {"amount": "7502.92", "currency": "GBP"},
    "saving": _WHOLE,
    "payers": [PAYER_SAVING],
}
TOTAL: dict[str, Any] = {
    "kind": "fiscal",
    "total": _WHOLE,
    "cashable": _NONE,
    "out_of_scope": _NONE,
    "by_payer": [{"payer": "council", "saving": _WHOLE}],
}
CALCULATION: dict[str, Any] = {
    "method": "1",
    "input_hash": "0f" * 32,
    "title": STATEMENT["title"],
    "period": PERIOD,
    "cohort": COHORT,
    "agencies_in_scope": [SCOPE_OUT],
    "price_year": 2017,
    "unit_cost_sets": [SET_USED],
    "price_index": INDEX_USED,
    "lines": [LINE_OUT],
    "totals": [TOTAL],
    "assumptions": STATEMENT["assumptions"],
}
SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000d3",
    "series_id": "019a0000-0000-7000-8000-0000000000d3",
    "number": 1,
    "previous_version_id": None,
    "next_version_id": None,
    "title": STATEMENT["title"],
    "period": PERIOD,
    "price_year": 2017,
    "status": "draft",
    "status_since": "2026-11-02T09:30:00.000Z",
    "reason_code": None,
    "created_at": "2026-11-02T09:30:00.000Z",
    "created_by": "019a0000-0000-7000-8000-0000000000ee",
    "approved_by": None,
    "input_hash": "0f" * 32,
    "calculation_digest": "0f" * 32,
    "allowed_transitions": ["approved", "withdrawn"],
    "etag": '"00112233445566778899"',
}


class SavingsPeriodOut(Out):
    """Whole days of Europe/London, the end exclusive."""

    model_config = ConfigDict(json_schema_extra={"examples": [PERIOD]})
    start: date = Field(description="The first day.")
    end: date = Field(description="The day after the last.")


class CohortOut(Out):
    """Whose costs are compared."""

    model_config = ConfigDict(json_schema_extra={"examples": [COHORT]})
    rule: str = Field(max_length=2000, description="Who belongs to it.")
    size: int = Field(ge=1, le=1_000_000, description="How many people or households.")


class AgencyInScopeOut(Out):
    """Somebody whose savings the statement predicts."""

    model_config = ConfigDict(json_schema_extra={"examples": [SCOPE_OUT]})
    payer: Payer = Field(description="As whom they would have paid.")
    agency_id: UUID | None = Field(description="The agency, where it is one of the partnership.")
    agency_name: str | None = Field(max_length=200, description="Its name when the statement was made.")


class UnitCostSetUsed(Out):
    """The version of a set of unit costs that was used."""

    model_config = ConfigDict(json_schema_extra={"examples": [SET_USED]})
    id: UUID = Field(description="The version's identifier.")
    code: str = Field(max_length=64, description="The set.")
    number: int = Field(ge=1, le=1_000_000, description="Its version.")
    edition: str = Field(max_length=40, description="The publisher's own name of the version.")
    content_digest: Sha256 = Field(description="SHA-256 of its costs.")


class PriceIndexUsed(Out):
    """The vintage of the price index that was used."""

    model_config = ConfigDict(json_schema_extra={"examples": [INDEX_USED]})
    id: UUID = Field(description="The vintage's identifier.")
    code: str = Field(max_length=64, description="The series.")
    vintage: str = Field(max_length=40, description="Its vintage.")
    content_digest: Sha256 = Field(description="SHA-256 of its values.")


class PayerSaving(Out):
    """A payer's share of a line."""

    model_config = ConfigDict(json_schema_extra={"examples": [PAYER_SAVING]})
    payer: Payer = Field(description="Who would have paid.")
    in_scope: bool = Field(description="Whether it is part of the statement's totals.")
    saving: SavingsAmount = Field(description="Their share, in whole pennies.")


class SavingsLineOut(Out):
    """A line with every figure that its saving was worked out from."""

    model_config = ConfigDict(json_schema_extra={"examples": [LINE_OUT]})
    unit_cost_code: str = Field(max_length=40, description="The cost.")
    unit_cost_set_id: UUID = Field(description="The set it is of.")
    description: str = Field(max_length=300, description="What was avoided.")
    kind: CostKind = Field(description="On whom the cost falls.")
    comparison: Comparison = Field(description="What the observed units are compared with.")
    units_expected: DecimalOut = Field(description="Units before, or of the baseline.")
    units_observed: DecimalOut = Field(description="Units after, or in fact.")
    units_avoided: DecimalOut = Field(description="The difference.")
    unit: CostUnit = Field(description="What it is the cost of.")
    duration: DecimalOut | None = Field(description="Weeks or years that each unit lasts.")
    unit_cost: SavingsAmount = Field(description="The source's own figure.")
    unit_cost_price_year: PriceYear = Field(description="The year of its prices.")
    index_source: DecimalOut = Field(description="The index of that year.")
    index_target: DecimalOut = Field(description="The index of the statement's year.")
    uprated_unit_cost: SavingsAmount = Field(
        description="Cost x target / source, rounded half up to the penny."
    )
    deadweight: DecimalOut = Field(description="The share that would have come about anyway.")
    attribution: DecimalOut = Field(description="The share of the rest that is the service's doing.")
    saving: SavingsAmount = Field(
        description="Units x duration x uprated cost x (1 - deadweight) x attribution, rounded half up to"
        " the penny (a half penny away from zero)."
    )
    payers: list[PayerSaving] = Field(
        max_length=MOST_SCOPE,
        description="Shared out by largest remainders (Hamilton's method), equal remainders in alphabetical"
        " order: the parts add up to the saving.",
    )
    cashable: bool = Field(description="Whether it can be taken out of a budget.")
    evidence: str = Field(max_length=1000, description="How it is known.")
    evidence_grade: EvidenceGrade = Field(description="How well it is known; it corrects nothing.")


class PayerTotal(Out):
    """What a payer in scope saves."""

    model_config = ConfigDict(json_schema_extra={"examples": [TOTAL["by_payer"][0]]})
    payer: Payer = Field(description="Who would have paid.")
    saving: SavingsAmount = Field(description="The sum of their shares of the lines.")


class SavingsTotal(Out):
    """What the lines of one kind come to. Totals of different kinds are never added together."""

    model_config = ConfigDict(json_schema_extra={"examples": [TOTAL]})
    kind: CostKind = Field(description="On whom the costs fall.")
    total: SavingsAmount = Field(description="For the payers in scope: exactly the sum of `by_payer`.")
    cashable: SavingsAmount = Field(description="The part of it that can be taken out of a budget.")
    out_of_scope: SavingsAmount = Field(description="What falls to payers out of scope; not in the total.")
    by_payer: list[PayerTotal] = Field(max_length=MOST_SCOPE, description="The payers in scope.")


class SavingsCalculation(Out):
    """What a statement says. It never changes, and the same inputs give the same bytes.

    No correction for optimism bias, drop-off or time lag is made: state the units that are left after them.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [CALCULATION]})
    method: str = Field(max_length=8, description="The version of the method.")
    input_hash: Sha256 = Field(description="SHA-256 of the canonical JSON of all inputs.")
    title: str = Field(max_length=200, description="Its title.")
    period: SavingsPeriodOut = Field(description="The period it is about.")
    cohort: CohortOut = Field(description="Whom it is about.")
    agencies_in_scope: list[AgencyInScopeOut] = Field(
        max_length=MOST_SCOPE, description="Whose savings are added up."
    )
    price_year: PriceYear = Field(description="In the prices of which year.")
    unit_cost_sets: list[UnitCostSetUsed] = Field(max_length=MOST_SETS, description="The costs used.")
    price_index: PriceIndexUsed = Field(description="The index used.")
    lines: list[SavingsLineOut] = Field(max_length=MOST_LINES, description="The lines, as stated.")
    totals: list[SavingsTotal] = Field(max_length=3, description="One for each kind that occurs.")
    assumptions: list[Annotated[str, Field(max_length=500)]] = Field(
        max_length=MOST_ASSUMPTIONS, description="What it rests on besides."
    )


class SavingsStatementSummary(Out):
    """A statement in a list: what it is about and where it stands."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The statement's identifier.")
    series_id: UUID = Field(description="The first version of the same statement.")
    number: int = Field(ge=1, le=1_000_000, description="Counts the versions up from 1.")
    previous_version_id: UUID | None = Field(description="The version that this one brings to other prices.")
    next_version_id: UUID | None = Field(description="The version that brings this one to other prices.")
    title: str = Field(max_length=200, description="Its title.")
    period: SavingsPeriodOut = Field(description="The period it is about.")
    price_year: PriceYear = Field(description="In the prices of which year.")
    status: SavingsStatementStatus = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when.")
    reason_code: WithdrawalReason | None = Field(description="Why it was withdrawn.")
    created_at: InstantOut = Field(description="When it was made.")
    created_by: UUID = Field(description="Who made it.")
    approved_by: UUID | None = Field(description="Who approved it: never the one who made it.")
    input_hash: Sha256 = Field(description="SHA-256 of the canonical JSON of all inputs.")
    calculation_digest: Sha256 = Field(description="SHA-256 of the bytes of the calculation.")
    allowed_transitions: list[SavingsStatementStatus] = Field(max_length=3, description="Where it may go.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to move it on.")


class SavingsStatementOut(SavingsStatementSummary):
    """A statement of predicted savings, with the calculation."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**SUMMARY, "calculation": CALCULATION}]})
    calculation: SavingsCalculation = Field(description="What it says, byte for byte as first worked out.")


class SavingsStatementPage(Out):
    """A page of the list of statements."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/savings-statements", SUMMARY))
    data: list[SavingsStatementSummary] = Field(max_length=200, description="The statements, as made.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
