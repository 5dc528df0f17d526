"""Tables of funding: organisations, bids, instalments, spending and reports. Amounts paid and spent are sums.

A date that may be known to the month or year only is two columns: its first day, and its precision.
The funding ends with the last day that `last_funded_on` may mean.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Date, Index, Integer, Numeric, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB

from sosafe_api.core.db.columns import (
    Access,
    DataClass,
    PartnershipRow,
    column,
    one_of,
    references,
    secured,
    to_partnership,
)
from sosafe_api.core.db.faults import on_violation, unknown_reference
from sosafe_api.domains.funding_bids.errors import GrantIdentifierInUse, OrganisationIdentifierInUse
from sosafe_api.domains.funding_bids.vocabulary import FundingBidStatus, FundingDecision

on_violation("uq_funding_organisations_partnership_id_org_identifier", OrganisationIdentifierInUse)
on_violation("uq_funding_bids_partnership_id_grant_identifier", GrantIdentifierInUse)
unknown_reference("fk_funding_organisations_partnership_id_agency_id", "#/agency_id")
for _name in ("funder_id", "intermediary_id", "deliverer_id", "follows_bid_id"):
    unknown_reference(f"fk_funding_bids_partnership_id_{_name}", f"#/{_name}")
unknown_reference("fk_funding_spend_entries_partnership_id_noted_by_group_id", "#/noted_by_group_id")

_WRITES = secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE")
_MONEY = Numeric(13, 2)


def _both_or_neither(*names: str) -> tuple[CheckConstraint, ...]:
    """A date stands with its precision."""
    return tuple(
        CheckConstraint(
            f"({name} IS NULL) = ({name}_precision IS NULL)"
            f" AND ({name}_precision IN ('day', 'month', 'year')) IS NOT FALSE",
            name=name,
        )
        for name in names
    )


class FundingOrganisation(PartnershipRow, table=True):
    """Who funds, passes money on, or delivers; an agency of the partnership, or any other body."""

    __tablename__ = "funding_organisations"
    __table_args__ = (
        to_partnership(),
        references("agencies", "agency_id"),
        UniqueConstraint("partnership_id", "org_identifier"),
        _WRITES,
    )
    name: str = column(DataClass.C1, str)
    org_identifier: str | None = column(DataClass.C1, str, nullable=True)
    agency_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    postcode: str | None = column(DataClass.C1, str, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class FundingBid(PartnershipRow, table=True):
    """A bid. `grant_details` are further members of the grant in the words of the 360Giving standard."""

    __tablename__ = "funding_bids"
    __table_args__ = (
        to_partnership(),
        references("funding_organisations", "funder_id"),
        references("funding_organisations", "intermediary_id"),
        references("funding_organisations", "deliverer_id"),
        references("funding_bids", "follows_bid_id"),
        references("objectives", "objective_id"),
        UniqueConstraint("partnership_id", "grant_identifier"),
        one_of("status", FundingBidStatus),
        one_of("decision", FundingDecision),
        CheckConstraint("amount_requested >= 0 AND amount_awarded >= 0", name="amounts"),
        *_both_or_neither(
            "applied_on", "decided_on", "awarded_on", "received_on", "starts_on", "last_funded_on"
        ),
        Index(None, "partnership_id", "received_on"),
        Index(None, "partnership_id", "last_funded_on"),
        _WRITES,
    )
    title: str = column(DataClass.C1, str)
    purpose: str | None = column(DataClass.C1, str, nullable=True)
    funder_id: UUID = column(DataClass.C1, UUID)
    intermediary_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    deliverer_id: UUID = column(DataClass.C1, UUID)
    follows_bid_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    objective_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    decision: str | None = column(DataClass.C1, str, nullable=True)
    amount_requested: Decimal | None = column(DataClass.C1, _MONEY, nullable=True)
    amount_awarded: Decimal | None = column(DataClass.C1, _MONEY, nullable=True)
    applied_on: date | None = column(DataClass.C1, Date, nullable=True)
    applied_on_precision: str | None = column(DataClass.C1, str, nullable=True)
    decided_on: date | None = column(DataClass.C1, Date, nullable=True)
    decided_on_precision: str | None = column(DataClass.C1, str, nullable=True)
    awarded_on: date | None = column(DataClass.C1, Date, nullable=True)
    awarded_on_precision: str | None = column(DataClass.C1, str, nullable=True)
    received_on: date | None = column(DataClass.C1, Date, nullable=True)
    received_on_precision: str | None = column(DataClass.C1, str, nullable=True)
    starts_on: date | None = column(DataClass.C1, Date, nullable=True)
    starts_on_precision: str | None = column(DataClass.C1, str, nullable=True)
    last_funded_on: date | None = column(DataClass.C1, Date, nullable=True)
    last_funded_on_precision: str | None = column(DataClass.C1, str, nullable=True)
    budget_lines: list[dict[str, str]] = column(DataClass.C1, JSONB)
    conditions: list[dict[str, Any]] = column(DataClass.C1, JSONB)
    documents: list[dict[str, str]] = column(DataClass.C1, JSONB)
    grant_identifier: str | None = column(DataClass.C1, str, nullable=True)
    grant_details: dict[str, Any] = column(DataClass.C1, JSONB)
    grant_digest: str | None = column(DataClass.C1, str, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class FundingInstalment(PartnershipRow, table=True):
    """A part of an award that is due or was received; the day of receipt may be unknown."""

    __tablename__ = "funding_instalments"
    __table_args__ = (
        references("funding_bids", "bid_id"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("received OR received_on IS NULL", name="received"),
        *_both_or_neither("due_on", "received_on"),
        Index(None, "partnership_id", "bid_id"),
        _WRITES,
    )
    bid_id: UUID = column(DataClass.C1, UUID)
    amount: Decimal = column(DataClass.C1, _MONEY)
    due_on: date | None = column(DataClass.C1, Date, nullable=True)
    due_on_precision: str | None = column(DataClass.C1, str, nullable=True)
    received: bool = column(DataClass.C1, Boolean)
    received_on: date | None = column(DataClass.C1, Date, nullable=True)
    received_on_precision: str | None = column(DataClass.C1, str, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class FundingSpendEntry(PartnershipRow, table=True):
    """Money spent of an award, on a line of its budget; a correction is a negative entry."""

    __tablename__ = "funding_spend_entries"
    __table_args__ = (
        references("funding_bids", "bid_id"),
        references("groups", "noted_by_group_id"),
        CheckConstraint("amount <> 0", name="amount"),
        *_both_or_neither("spent_on"),
        CheckConstraint("(noted_on IS NULL) = (noted_by_group_id IS NULL)", name="noted"),
        Index(None, "partnership_id", "bid_id"),
        _WRITES,
    )
    bid_id: UUID = column(DataClass.C1, UUID)
    budget_line: str = column(DataClass.C1, str)
    amount: Decimal = column(DataClass.C1, _MONEY)
    spent_on: date = column(DataClass.C1, Date)
    spent_on_precision: str = column(DataClass.C1, str)
    noted_on: date | None = column(DataClass.C1, Date, nullable=True)
    noted_by_group_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class FundingReport(PartnershipRow, table=True):
    """A report that the funder asked for: due on a day, and submitted on one."""

    __tablename__ = "funding_reports"
    __table_args__ = (
        references("funding_bids", "bid_id"),
        Index(None, "partnership_id", "bid_id"),
        Index(None, "partnership_id", "due_on"),
        _WRITES,
    )
    bid_id: UUID = column(DataClass.C1, UUID)
    title: str = column(DataClass.C1, str)
    due_on: date = column(DataClass.C1, Date)
    submitted_on: date | None = column(DataClass.C1, Date, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)
