"""What crosses the wire about totals of awards, success, and awards as the 360Giving standard has them."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.financial_years import FinancialYearLabel
from sosafe_api.core.money import MONEY, MoneyOut
from sosafe_api.core.schemas import Out, Query
from sosafe_api.domains.funding_bids.vocabulary import FundingGrouping, OmissionReason

MOST_GRANTS = 100_000
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
SUMS: dict[str, Any] = {
    "awards": 3,
    "through_intermediary": 1,
    "amount_requested": MONEY,
    "amount_awarded": MONEY,
    "amount_paid": MONEY,
    "amount_spent": MONEY,
}
TOTAL: dict[str, Any] = {
    "organisation_id": "019a0000-0000-7000-8000-0000000000f1",
    "organisation_name": "Example Police and Crime Commissioner",
    "financial_year": None,
    **SUMS,
}
TOTALS: dict[str, Any] = {"by": "funder", "data": [TOTAL], "whole": SUMS}
SUCCESS: dict[str, Any] = {
    "submitted": 8,
    "decided": 4,
    "awarded": 3,
    "part_awarded": 1,
    "rejected": 1,
    "success_rate": 0.75,
}
OMITTED: dict[str, Any] = {
    "bid_id": "019a0000-0000-7000-8000-0000000000f3",
    "title": "Safe Space",
    "reasons": ["award_day_unknown"],
}
PACKAGE: dict[str, Any] = {
    "version": "1.4",
    "license": "https://example.org/licence",
    "publisher": {"name": "Example Community Safety Partnership"},
    "grants": [],
    "_omitted": [OMITTED],
}


class FundingTotalQuery(Query):
    """How awards are added up, and which."""

    by: FundingGrouping = Field(FundingGrouping.FINANCIAL_YEAR, description="A total for each of these.")
    funder_id: UUID | None = Field(None, description="Only this organisation's money.")
    deliverer_id: UUID | None = Field(None, description="Only what this organisation delivers.")
    intermediary_id: UUID | None = Field(None, description="Only what came through this organisation.")
    financial_year: FinancialYearLabel | None = Field(None, description="Only what was received in it.")


class FundingSums(Out):
    """What awards add up to."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMS]})
    awards: int = Field(ge=0, le=2**31, description="How many awards.")
    through_intermediary: int = Field(ge=0, le=2**31, description="How many of them came through somebody.")
    amount_requested: MoneyOut = Field(description="What was asked for, where that is known.")
    amount_awarded: MoneyOut = Field(description="What was awarded.")
    amount_paid: MoneyOut = Field(description="The instalments received.")
    amount_spent: MoneyOut = Field(description="What was spent.")


class FundingTotal(FundingSums):
    """What the awards of one funder, deliverer or financial year add up to."""

    model_config = ConfigDict(json_schema_extra={"examples": [TOTAL]})
    organisation_id: UUID | None = Field(description="The funder or deliverer.")
    organisation_name: str | None = Field(max_length=200, description="Its name.")
    financial_year: str | None = Field(
        max_length=7, description="The year of receipt; null too where nobody knows when that was."
    )


class FundingTotalsOut(Out):
    """Awards added up; the largest sum first, years in their order."""

    model_config = ConfigDict(json_schema_extra={"examples": [TOTALS]})
    by: FundingGrouping = Field(description="What each total is of.")
    data: list[FundingTotal] = Field(max_length=MOST_GRANTS, description="The totals.")
    whole: FundingSums = Field(description="All of them together.")


class FundingSuccessQuery(Query):
    """Which bids' success is worked out."""

    funder_id: UUID | None = Field(None, description="Only bids to this organisation.")
    financial_year: FinancialYearLabel | None = Field(None, description="Only bids decided in this year.")


class FundingSuccessOut(Out):
    """How many bids succeeded of those that were decided."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUCCESS]})
    submitted: int = Field(ge=0, le=2**31, description="Bids that wait for a decision.")
    decided: int = Field(ge=0, le=2**31, description="Bids that the funder decided on.")
    awarded: int = Field(ge=0, le=2**31, description="Of these, awarded whole or in part.")
    part_awarded: int = Field(ge=0, le=2**31, description="Of these, in part.")
    rejected: int = Field(ge=0, le=2**31, description="Decided against.")
    success_rate: float | None = Field(
        ge=0, le=1, description="Awarded as a share of decided, to four places; null where none is decided."
    )


class GrantPackageQuery(Query):
    """How awards without a published identifier are named."""

    prefix: Annotated[str, StringConstraints(pattern=r"^360G-[A-Za-z0-9]{1,60}$", max_length=65)] | None = (
        Field(None, description="The publisher's 360Giving prefix; without it they are left out.")
    )


class OmittedGrant(Out):
    """An award that the standard has no place for yet, and why."""

    model_config = ConfigDict(json_schema_extra={"examples": [OMITTED]})
    bid_id: UUID = Field(description="The bid.")
    title: str = Field(max_length=2000, description="What it is called.")
    reasons: list[OmissionReason] = Field(max_length=10, description="What it lacks.")


class GrantPublisher(Out):
    """Who publishes."""

    model_config = ConfigDict(json_schema_extra={"examples": [PACKAGE["publisher"]]})
    name: str = Field(max_length=200, description="The partnership's name.")


class GrantPackage(Out):
    """Awards as a package of the 360Giving data standard 1.4.3, and those left out."""

    model_config = ConfigDict(json_schema_extra={"examples": [PACKAGE]}, populate_by_name=True)
    version: str = Field(max_length=8, description="The standard's version.")
    license: str = Field(max_length=200, description="On which terms it may be used.")
    publisher: GrantPublisher = Field(description="Who publishes.")
    grants: list[dict[str, Any]] = Field(
        max_length=MOST_GRANTS, description="The awards, each a grant by the standard's own schema."
    )
    omitted: list[OmittedGrant] = Field(
        alias="_omitted", max_length=MOST_GRANTS, description="The awards left out."
    )
