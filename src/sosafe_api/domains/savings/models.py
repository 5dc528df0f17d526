"""Tables of predicted savings: unit costs by set, price indices by vintage, statements and what they say."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, Integer, LargeBinary, Numeric, UniqueConstraint, text
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
from sosafe_api.core.db.faults import on_violation
from sosafe_api.domains.savings.errors import NewerVersionExists
from sosafe_api.domains.savings.vocabulary import SavingsStatementStatus, UnitCostSetStatus

on_violation("uq_savings_statements_previous_version_id", NewerVersionExists)
_MOVED_ON = secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE")
_NEVER_CHANGED = secured(Access.PARTNERSHIP, grants="SELECT, INSERT")
STANDING = text("status <> 'withdrawn'")


class UnitCostSet(PartnershipRow, table=True):
    """One version of a set of unit costs: a draft, then frozen, then superseded by the next."""

    __tablename__ = "unit_cost_sets"
    __table_args__ = (
        to_partnership(),
        UniqueConstraint("partnership_id", "code", "number"),
        one_of("status", UnitCostSetStatus),
        Index(
            "uq_unit_cost_sets_published",
            "partnership_id",
            "code",
            unique=True,
            postgresql_where=text("status = 'published'"),
        ),
        _MOVED_ON,
    )
    code: str = column(DataClass.C1, str)
    number: int = column(DataClass.C1, Integer)
    edition: str = column(DataClass.C1, str)
    title: str = column(DataClass.C1, str)
    publisher: str = column(DataClass.C1, str)
    source: str = column(DataClass.C1, str)
    licence: str = column(DataClass.C1, str)
    entry_count: int = column(DataClass.C1, Integer)
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    content_digest: str | None = column(DataClass.C1, str, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class UnitCostEntry(PartnershipRow, table=True):
    """What one incident, case, person, week or year costs. `payers` is a list of payer and part."""

    __tablename__ = "unit_costs"
    __table_args__ = (
        references("unit_cost_sets", "set_id"),
        UniqueConstraint("partnership_id", "set_id", "code"),
        CheckConstraint("amount > 0", name="amount"),
        _NEVER_CHANGED,
    )
    set_id: UUID = column(DataClass.C1, UUID)
    code: str = column(DataClass.C1, str)
    parent_code: str | None = column(DataClass.C1, str, nullable=True)
    category: str = column(DataClass.C1, str)
    description: str = column(DataClass.C1, str)
    unit: str = column(DataClass.C1, str)
    amount: Decimal = column(DataClass.C1, Numeric(11, 2))
    price_year: int = column(DataClass.C1, Integer)
    price_year_kind: str = column(DataClass.C1, str)
    kind: str = column(DataClass.C1, str)
    payers: list[dict[str, str | None]] = column(DataClass.C1, JSONB)


class PriceIndex(PartnershipRow, table=True):
    """A price index of one vintage; `values` are decimal text by year."""

    __tablename__ = "price_indices"
    __table_args__ = (
        to_partnership(),
        UniqueConstraint("partnership_id", "code", "vintage"),
        _NEVER_CHANGED,
    )
    code: str = column(DataClass.C1, str)
    vintage: str = column(DataClass.C1, str)
    title: str = column(DataClass.C1, str)
    source: str = column(DataClass.C1, str)
    licence: str = column(DataClass.C1, str)
    year_kind: str = column(DataClass.C1, str)
    values: dict[str, str] = column(DataClass.C1, JSONB)
    content_digest: str = column(DataClass.C1, str)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)


class SavingsStatement(PartnershipRow, table=True):
    """A statement of savings and where it stands; what it says is a row of `savings_calculations`."""

    __tablename__ = "savings_statements"
    __table_args__ = (
        to_partnership(),
        references("price_indices", "price_index_id"),
        references("savings_statements", "series_id"),
        references("savings_statements", "previous_version_id"),
        references("savings_statements", "next_version_id"),
        references("principals", "created_by"),
        references("principals", "approved_by"),
        UniqueConstraint("partnership_id", "series_id", "number"),
        one_of("status", SavingsStatementStatus),
        CheckConstraint("approved_by <> created_by", name="second_person"),
        CheckConstraint("ends_on > starts_on", name="period"),
        Index(
            "uq_savings_statements_input_hash",
            "partnership_id",
            "input_hash",
            unique=True,
            postgresql_where=STANDING,
        ),
        Index(
            "uq_savings_statements_previous_version_id",
            "partnership_id",
            "previous_version_id",
            unique=True,
            postgresql_where=STANDING,
        ),
        _MOVED_ON,
    )
    series_id: UUID = column(DataClass.C1, UUID)
    number: int = column(DataClass.C1, Integer)
    previous_version_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    next_version_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    title: str = column(DataClass.C1, str)
    starts_on: date = column(DataClass.C1, Date)
    ends_on: date = column(DataClass.C1, Date)
    price_year: int = column(DataClass.C1, Integer)
    price_index_id: UUID = column(DataClass.C1, UUID)
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    reason_code: str | None = column(DataClass.C1, str, nullable=True)
    created_by: UUID = column(DataClass.C1, UUID)
    approved_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    input_hash: str = column(DataClass.C1, str)
    calculation_digest: str = column(DataClass.C1, str)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class SavingsCalculation(PartnershipRow, table=True):
    """What a statement says, as the bytes that are served, and the inputs it follows from. Never changed."""

    __tablename__ = "savings_calculations"
    __table_args__ = (references("savings_statements", "id"), _NEVER_CHANGED)
    inputs: bytes = column(DataClass.C1, LargeBinary)
    body: bytes = column(DataClass.C1, LargeBinary)
