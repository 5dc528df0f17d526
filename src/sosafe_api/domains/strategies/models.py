"""Tables of strategies: versions with their term and aims, objectives by number, and the measures of each."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, Integer, Text, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, ExcludeConstraint
from sqlalchemy.sql import func, literal_column

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
from sosafe_api.domains.strategies.errors import DraftExists, TermOverlaps
from sosafe_api.domains.strategies.vocabulary import StrategyStatus

on_violation("ex_strategies_term", TermOverlaps)
on_violation("uq_strategies_draft", DraftExists)
_REWRITTEN = secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE, DELETE")


class Strategy(PartnershipRow, table=True):
    """One version of a strategy. `ends_on` is the first day after its term; aims are numbered by their place."""

    __tablename__ = "strategies"
    __table_args__ = (
        to_partnership(),
        references("principals", "created_by"),
        references("principals", "adopted_by"),
        UniqueConstraint("partnership_id", "name", "number"),
        one_of("status", StrategyStatus),
        CheckConstraint("ends_on > starts_on", name="term"),
        CheckConstraint("adopted_by <> created_by AND adopted_by <> ALL (written_by)", name="second_person"),
        ExcludeConstraint(
            ("partnership_id", "="),
            (func.daterange(literal_column("starts_on"), literal_column("ends_on")), "&&"),
            using="gist",
            name="ex_strategies_term",
            where=text("status = 'adopted'"),
        ),
        Index(
            "uq_strategies_draft",
            "partnership_id",
            "name",
            unique=True,
            postgresql_where=text("status = 'draft'"),
        ),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    name: str = column(DataClass.C1, str)
    number: int = column(DataClass.C1, Integer)
    starts_on: date = column(DataClass.C1, Date)
    ends_on: date = column(DataClass.C1, Date)
    aims: list[str] = column(DataClass.C1, ARRAY(Text))
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    created_by: UUID = column(DataClass.C1, UUID)
    written_by: list[UUID] = column(
        DataClass.C1, ARRAY(Uuid), default_factory=list, column_options={"server_default": text("'{}'")}
    )
    adopted_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class Objective(PartnershipRow, table=True):
    """An objective of a version of a strategy, known by its number there and never by its words."""

    __tablename__ = "objectives"
    __table_args__ = (
        references("strategies", "strategy_id"),
        UniqueConstraint("partnership_id", "strategy_id", "number"),
        CheckConstraint("number > 0", name="number"),
        _REWRITTEN,
    )
    strategy_id: UUID = column(DataClass.C1, UUID)
    number: int = column(DataClass.C1, Integer)
    title: str = column(DataClass.C1, str)


class ObjectiveMeasure(PartnershipRow, table=True):
    """What an objective is measured by; `kpi` is an indicator's code where one shows it."""

    __tablename__ = "objective_measures"
    __table_args__ = (
        references("objectives", "objective_id"),
        UniqueConstraint("partnership_id", "objective_id", "number"),
        CheckConstraint("number > 0", name="number"),
        Index(None, "partnership_id", "kpi"),
        _REWRITTEN,
    )
    objective_id: UUID = column(DataClass.C1, UUID)
    number: int = column(DataClass.C1, Integer)
    description: str = column(DataClass.C1, str)
    kpi: str | None = column(DataClass.C1, str, nullable=True)


class StrategyCorrection(PartnershipRow, table=True):
    """A slip in an adopted strategy put right: why, by whom, and the words before and after. Never changed."""

    __tablename__ = "strategy_corrections"
    __table_args__ = (
        references("strategies", "strategy_id"),
        references("principals", "corrected_by"),
        Index(None, "partnership_id", "strategy_id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    strategy_id: UUID = column(DataClass.C1, UUID)
    reason: str = column(DataClass.C1, str)
    changes: list[dict[str, str | None]] = column(DataClass.C1, JSONB)
    corrected_by: UUID = column(DataClass.C1, UUID)
    corrected_at: datetime = column(DataClass.C1, datetime)
