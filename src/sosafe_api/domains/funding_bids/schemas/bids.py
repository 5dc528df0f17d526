"""What crosses the wire about funding bids and their moves."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.financial_years import FinancialYearLabel
from sosafe_api.core.money import MONEY, MoneyIn, MoneyOut
from sosafe_api.core.partial_dates import PartialDateOut, PartialDateText, PastPartialDateText
from sosafe_api.core.schemas import InstantOut, Links, Out, PageInfo, Schema, line, text
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example
from sosafe_api.domains.funding_bids.schemas.details import (
    CONDITION,
    DOCUMENT,
    LINE,
    LOCATION,
    PROGRAMME,
    BeneficiaryLocationIn,
    BeneficiaryLocationOut,
    BudgetLineIn,
    BudgetLineOut,
    FundingConditionIn,
    FundingConditionOut,
    FundingDocumentIn,
    FundingDocumentOut,
    GrantProgrammeIn,
    GrantProgrammeOut,
)
from sosafe_api.domains.funding_bids.schemas.money import (
    INSTALMENT_OUT,
    MOST_SHOWN,
    REPORT_OUT,
    FundingInstalmentOut,
    FundingReportOut,
)
from sosafe_api.domains.funding_bids.vocabulary import FundingBidStatus, FundingDecision, OpenCall

MOST_PARTS = 50
ID: Any = "019a0000-0000-7000-8000-0000000000f{}".format
GrantIdentifier = Annotated[
    str, StringConstraints(max_length=200, pattern=r"^360G-[A-Za-z0-9]{1,60}-[!-.0-~]{1,120}$")
]
BID: dict[str, Any] = {
    "title": "Safe Space",
    "purpose": "A furnished flat in which somebody in danger can stay for a few days.",
    "funder_id": ID(1),
    "deliverer_id": ID(2),
    "status": "submitted",
    "amount_requested": MONEY,
    "applied_on": "2017-01",
}
BID_SUMMARY: dict[str, Any] = {
    "id": ID(3),
    **BID,
    "intermediary_id": None,
    "follows_bid_id": None,
    "objective_id": None,
    "status_since": "2026-04-01T09:00:00.000Z",
    "decision": None,
    "amount_awarded": None,
    "amount_paid": {"amount": "0.00", "currency": "GBP"},
    "amount_spent": {"amount": "0.00", "currency": "GBP"},
    "decided_on": None,
    "awarded_on": None,
    "received_on": None,
    "financial_year": None,
    "starts_on": None,
    "last_funded_on": None,
    "grant_identifier": None,
    "from_open_call": None,
    "created_at": "2026-04-01T09:00:00.000Z",
    "updated_at": "2026-04-01T09:00:00.000Z",
    "allowed_transitions": ["shortlisted", "awarded", "part_awarded", "rejected", "withdrawn"],
    "etag": '"00112233445566778899"',
}
BID_OUT: dict[str, Any] = {
    **BID_SUMMARY,
    "budget_lines": [{**LINE, "spent": MONEY}],
    "conditions": [CONDITION],
    "documents": [DOCUMENT],
    "beneficiary_locations": [LOCATION],
    "grant_programmes": [PROGRAMME],
    "instalments": [INSTALMENT_OUT],
    "reports": [REPORT_OUT],
}


class FundingBidIn(Schema):
    """A bid; one of the past is recorded in the status that it has reached."""

    model_config = ConfigDict(json_schema_extra={"examples": [BID]})
    title: line(140) = Field(description="What it is called.")  # type: ignore[valid-type]
    purpose: text(2000) | None = Field(None, description="What the money is for.")  # type: ignore[valid-type]
    funder_id: UUID = Field(description="Whose money it is.")
    intermediary_id: UUID | None = Field(None, description="Through whom the money comes.")
    deliverer_id: UUID = Field(description="Who gets it and does the work.")
    follows_bid_id: UUID | None = Field(None, description="The bid whose work this one carries on.")
    objective_id: UUID | None = Field(None, description="The objective of the strategy that it serves.")
    status: FundingBidStatus = Field(FundingBidStatus.IDEA, description="Where it stands.")
    amount_requested: MoneyIn | None = Field(None, description="What is asked for.")
    amount_awarded: MoneyIn | None = Field(None, description="What was awarded.")
    applied_on: PastPartialDateText | None = Field(None, description="When it was submitted.")
    decided_on: PastPartialDateText | None = Field(None, description="When the funder decided.")
    awarded_on: PastPartialDateText | None = Field(None, description="The award date that the funder states.")
    received_on: PastPartialDateText | None = Field(
        None, description="When the award was received: it puts the award into a financial year."
    )
    starts_on: PartialDateText | None = Field(None, description="When the funded work begins.")
    last_funded_on: PartialDateText | None = Field(None, description="The last day or month that is funded.")
    budget_lines: list[BudgetLineIn] = Field([], max_length=MOST_PARTS, description="What it is meant for.")
    conditions: list[FundingConditionIn] = Field(
        [], max_length=MOST_PARTS, description="On which conditions it is given."
    )
    documents: list[FundingDocumentIn] = Field([], max_length=MOST_PARTS, description="Documents by address.")
    grant_identifier: GrantIdentifier | None = Field(
        None, description="Under which it is published: the publisher's 360Giving prefix and a reference."
    )
    beneficiary_locations: list[BeneficiaryLocationIn] = Field(
        [], max_length=MOST_PARTS, description="The areas that it is for."
    )
    grant_programmes: list[GrantProgrammeIn] = Field(
        [], max_length=MOST_PARTS, description="The funder's programmes."
    )
    from_open_call: OpenCall | None = Field(None, description="Whether the funder invited bids publicly.")


class FundingBidPatch(Schema):
    """What may change of a bid; its status moves by transitions."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"last_funded_on": "2019-03"}]})
    title: line(140) = kept(description="What it is called.")  # type: ignore[valid-type]
    purpose: text(2000) | None = Field(None, description="What the money is for.")  # type: ignore[valid-type]
    funder_id: UUID = kept(description="Whose money it is.")
    intermediary_id: UUID | None = Field(None, description="Through whom the money comes.")
    deliverer_id: UUID = kept(description="Who gets it and does the work.")
    follows_bid_id: UUID | None = Field(None, description="The bid whose work this one carries on.")
    objective_id: UUID | None = Field(None, description="The objective of the strategy that it serves.")
    amount_requested: MoneyIn | None = Field(None, description="What is asked for.")
    amount_awarded: MoneyIn | None = Field(None, description="What was awarded.")
    applied_on: PastPartialDateText | None = Field(None, description="When it was submitted.")
    decided_on: PastPartialDateText | None = Field(None, description="When the funder decided.")
    awarded_on: PastPartialDateText | None = Field(None, description="The award date that the funder states.")
    received_on: PastPartialDateText | None = Field(None, description="When the award was received.")
    starts_on: PartialDateText | None = Field(None, description="When the funded work begins.")
    last_funded_on: PartialDateText | None = Field(None, description="The last day or month that is funded.")
    budget_lines: list[BudgetLineIn] = kept(max_length=MOST_PARTS, description="What it is meant for.")
    conditions: list[FundingConditionIn] = kept(max_length=MOST_PARTS, description="On which conditions.")
    documents: list[FundingDocumentIn] = kept(max_length=MOST_PARTS, description="Documents by address.")
    grant_identifier: GrantIdentifier | None = Field(None, description="Under which it is published.")
    beneficiary_locations: list[BeneficiaryLocationIn] = kept(
        max_length=MOST_PARTS, description="The areas that it is for."
    )
    grant_programmes: list[GrantProgrammeIn] = kept(
        max_length=MOST_PARTS, description="The funder's programmes."
    )
    from_open_call: OpenCall | None = Field(None, description="Whether the funder invited bids publicly.")


class FundingBidTransitionIn(Schema):
    """The next step of a bid, with what is known of it."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"to": "awarded", "amount_awarded": MONEY, "decided_on": "2017-02"}]}
    )
    to: FundingBidStatus = Field(description="Where it moves.")
    amount_awarded: MoneyIn | None = Field(None, description="What was awarded.")
    applied_on: PastPartialDateText | None = Field(None, description="When it was submitted.")
    decided_on: PastPartialDateText | None = Field(None, description="When the funder decided.")
    awarded_on: PastPartialDateText | None = Field(None, description="The award date that the funder states.")
    received_on: PastPartialDateText | None = Field(None, description="When the award was received.")


class FundingBidQuery(RecordQuery):
    """Which bids are listed."""

    status: list[FundingBidStatus] | None = Field(
        None, min_length=1, max_length=12, description="Any of these statuses."
    )
    funder_id: UUID | None = Field(None, description="This organisation's money.")
    intermediary_id: UUID | None = Field(None, description="Through this organisation.")
    deliverer_id: UUID | None = Field(None, description="Delivered by this organisation.")
    objective_id: UUID | None = Field(None, description="Serving this objective.")
    financial_year: FinancialYearLabel | None = Field(None, description="Received in this year.")
    ending_within_months: int | None = Field(
        None, ge=1, le=60, description="Awards in force that end so soon, and that no award follows on."
    )


class FundingBidSummary(Out):
    """A bid, without its parts."""

    model_config = ConfigDict(json_schema_extra={"examples": [BID_SUMMARY]})
    id: UUID = Field(description="The bid's identifier.")
    title: str = Field(max_length=2000, description="What it is called.")
    purpose: str | None = Field(max_length=20000, description="What the money is for.")
    funder_id: UUID = Field(description="Whose money it is.")
    intermediary_id: UUID | None = Field(description="Through whom the money comes.")
    deliverer_id: UUID = Field(description="Who gets it and does the work.")
    follows_bid_id: UUID | None = Field(description="The bid whose work this one carries on.")
    objective_id: UUID | None = Field(description="The objective of the strategy that it serves.")
    status: FundingBidStatus = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when.")
    decision: FundingDecision | None = Field(description="What the funder decided.")
    amount_requested: MoneyOut | None = Field(description="What is asked for.")
    amount_awarded: MoneyOut | None = Field(description="What was awarded.")
    amount_paid: MoneyOut = Field(description="The sum of the instalments received.")
    amount_spent: MoneyOut = Field(description="The sum of what was spent.")
    applied_on: PartialDateOut | None = Field(description="When it was submitted.")
    decided_on: PartialDateOut | None = Field(description="When the funder decided.")
    awarded_on: PartialDateOut | None = Field(description="The award date that the funder states.")
    received_on: PartialDateOut | None = Field(description="When the award was received.")
    financial_year: str | None = Field(max_length=7, description="The year in which it was received.")
    starts_on: PartialDateOut | None = Field(description="When the funded work begins.")
    last_funded_on: PartialDateOut | None = Field(description="The last day or month that is funded.")
    grant_identifier: str | None = Field(max_length=200, description="Under which it is published.")
    from_open_call: OpenCall | None = Field(description="Whether the funder invited bids publicly.")
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    allowed_transitions: list[FundingBidStatus] = Field(max_length=12, description="Where it may move.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change or move it.")


class FundingBidOut(FundingBidSummary):
    """A bid with its parts."""

    model_config = ConfigDict(json_schema_extra={"examples": [BID_OUT]})
    budget_lines: list[BudgetLineOut] = Field(max_length=1000, description="What it is meant for.")
    conditions: list[FundingConditionOut] = Field(max_length=MOST_PARTS, description="On which conditions.")
    documents: list[FundingDocumentOut] = Field(max_length=MOST_PARTS, description="Documents by address.")
    beneficiary_locations: list[BeneficiaryLocationOut] = Field(
        max_length=1000, description="The areas that it is for."
    )
    grant_programmes: list[GrantProgrammeOut] = Field(max_length=1000, description="The funder's programmes.")
    instalments: list[FundingInstalmentOut] = Field(
        max_length=MOST_SHOWN, description="Due and received, in the order of recording."
    )
    reports: list[FundingReportOut] = Field(
        max_length=MOST_SHOWN, description="Asked for, by the day they are due."
    )


class FundingBidPage(Out):
    """A page of the list of bids."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/funding-bids", BID_SUMMARY))
    data: list[FundingBidSummary] = Field(max_length=200, description="In the order of recording.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
