"""Tables of targets with every version of each, and of the baselines of control charts."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, Integer, Numeric, UniqueConstraint, text

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
from sosafe_api.domains.targets.errors import BaselineExists
from sosafe_api.domains.targets.vocabulary import BaselineStatus, TargetKind, TargetStatus, WantedDirection

on_violation("uq_kpi_baselines_in_force", BaselineExists)
unknown_reference("fk_kpi_target_versions_partnership_id_owner_agency_id", "#/owner_agency_id")
unknown_reference("fk_kpi_target_versions_partnership_id_owner_group_id", "#/owner_group_id")


class KpiTarget(PartnershipRow, table=True):
    """The target of an indicator for a financial year: which of its versions is the latest, and who began it."""

    __tablename__ = "kpi_targets"
    __table_args__ = (
        to_partnership(),
        references("principals", "created_by"),
        UniqueConstraint("partnership_id", "kpi_code", "financial_year"),
        one_of("status", TargetStatus),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    kpi_code: str = column(DataClass.C1, str)
    financial_year: str = column(DataClass.C1, str)
    status: str = column(DataClass.C1, str)
    created_by: UUID = column(DataClass.C1, UUID)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class KpiTargetVersion(PartnershipRow, table=True):
    """What a target said from a change on, and who changed it. Never changed itself."""

    __tablename__ = "kpi_target_versions"
    __table_args__ = (
        references("kpi_targets", "target_id"),
        references("agencies", "owner_agency_id"),
        references("groups", "owner_group_id"),
        references("principals", "changed_by"),
        UniqueConstraint("partnership_id", "target_id", "number"),
        one_of("status", TargetStatus),
        one_of("kind", TargetKind),
        one_of("wanted", WantedDirection),
        CheckConstraint("num_nonnulls(owner_agency_id, owner_group_id) = 1", name="owner"),
        CheckConstraint("(kind = 'threshold') = (baseline_value IS NULL)", name="baseline"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    target_id: UUID = column(DataClass.C1, UUID)
    number: int = column(DataClass.C1, Integer)
    status: str = column(DataClass.C1, str)
    kind: str = column(DataClass.C1, str)
    value: Decimal = column(DataClass.C1, Numeric(20, 4))
    wanted: str = column(DataClass.C1, str)
    percent_change: Decimal | None = column(DataClass.C1, Numeric(12, 4), nullable=True)
    baseline_start: date | None = column(DataClass.C1, Date, nullable=True)
    baseline_end: date | None = column(DataClass.C1, Date, nullable=True)
    baseline_value: Decimal | None = column(DataClass.C1, Numeric(24, 8), nullable=True)
    tolerance_percent: Decimal = column(DataClass.C1, Numeric(7, 4))
    owner_agency_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    owner_group_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    specific: str = column(DataClass.C1, str)
    measurable: str = column(DataClass.C1, str)
    achievable: str = column(DataClass.C1, str)
    relevant: str = column(DataClass.C1, str)
    time_bound: str = column(DataClass.C1, str)
    reason: str | None = column(DataClass.C1, str, nullable=True)
    changed_by: UUID = column(DataClass.C1, UUID)
    changed_at: datetime = column(DataClass.C1, datetime)


class KpiBaseline(PartnershipRow, table=True):
    """From when a chart's mean and limits are reckoned anew, for a known change of the process.

    They rest on the periods from `starts_on` to `ends_on`, the last day that counts; on all that follow without one.
    """

    __tablename__ = "kpi_baselines"
    __table_args__ = (
        to_partnership(),
        references("principals", "created_by"),
        one_of("status", BaselineStatus),
        CheckConstraint("ends_on > starts_on", name="days"),
        Index(
            "uq_kpi_baselines_in_force",
            "partnership_id",
            "kpi_code",
            "period_kind",
            "starts_on",
            unique=True,
            postgresql_where=text("status = 'in_force'"),
        ),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    kpi_code: str = column(DataClass.C1, str)
    period_kind: str = column(DataClass.C1, str)
    starts_on: date = column(DataClass.C1, Date)
    ends_on: date | None = column(DataClass.C1, Date, nullable=True)
    reason: str = column(DataClass.C1, str)
    status: str = column(DataClass.C1, str)
    created_by: UUID = column(DataClass.C1, UUID)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)
