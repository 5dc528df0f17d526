"""Tables of indicators: what was counted when, and what was published, frozen as the bytes that are served."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    Float,
    Index,
    Integer,
    LargeBinary,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

from sosafe_api.core.db.columns import (
    Access,
    DataClass,
    PartnershipRow,
    column,
    references,
    secured,
    to_partnership,
)


class KpiRelease(PartnershipRow, table=True):
    """One publication of all indicators. Numbers count up from 1; a correction is a new release."""

    __tablename__ = "kpi_releases"
    __table_args__ = (
        to_partnership(),
        references("principals", "released_by"),
        UniqueConstraint("partnership_id", "number"),
        CheckConstraint("status IN ('published')", name="status"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    number: int = column(DataClass.C0, Integer)
    status: str = column(DataClass.C0, str)
    notes: str = column(DataClass.C0, str)
    published_at: datetime = column(DataClass.C0, datetime)
    data_cut_off: datetime = column(DataClass.C0, datetime)
    released_by: UUID = column(DataClass.C1, UUID)


class KpiReleaseTable(PartnershipRow, table=True):
    """One answer of a release, as it is sent. `path` names it below the partnership's open indicators."""

    __tablename__ = "kpi_release_tables"
    __table_args__ = (
        references("kpi_releases", "release_id"),
        Index(None, "partnership_id", "release_id", "path", unique=True),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    release_id: UUID = column(DataClass.C0, UUID)
    path: str = column(DataClass.C0, str)
    kpi_code: str | None = column(DataClass.C0, str, nullable=True)
    period_kind: str | None = column(DataClass.C0, str, nullable=True)
    breakdown: str | None = column(DataClass.C0, str, nullable=True)
    media_type: str = column(DataClass.C0, str)
    body: bytes = column(DataClass.C0, LargeBinary)
    content_digest: bytes = column(DataClass.C0, LargeBinary)


class KpiRecording(PartnershipRow, table=True):
    """One look at the counts of one kind of records. `basis` is the digest of the rule they were counted by.

    `facts` are the months covered, the parts of breakdowns and the populations; null where they were as before.
    """

    __tablename__ = "kpi_recordings"
    __table_args__ = (
        to_partnership(),
        UniqueConstraint("partnership_id", "records", "recorded_at"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    records: str = column(DataClass.C1, str)
    recorded_at: datetime = column(DataClass.C1, datetime)
    basis: bytes = column(DataClass.C1, LargeBinary)
    facts: dict[str, object] | None = column(DataClass.C1, JSONB, nullable=True)


class KpiCount(SQLModel, table=True):
    """An elementary count from `recorded_at` on, until a later row of the same key. Of the whole, both parts are ''."""

    __tablename__ = "kpi_counts"
    __table_args__ = (to_partnership(), secured(Access.PARTNERSHIP, grants="SELECT, INSERT"))
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    records: str = column(DataClass.C1, str, primary_key=True)
    measure: str = column(DataClass.C1, str, primary_key=True)
    month: date = column(DataClass.C1, Date, primary_key=True)
    breakdown: str = column(DataClass.C1, str, primary_key=True)
    member: str = column(DataClass.C1, str, primary_key=True)
    recorded_at: datetime = column(DataClass.C1, datetime, primary_key=True)
    count: int = column(DataClass.C1, BigInteger)


class KpiMedian(SQLModel, table=True):
    """A median over the days from `starts_on` to `ends_on` (exclusive) from `recorded_at` on; null: of nothing."""

    __tablename__ = "kpi_medians"
    __table_args__ = (to_partnership(), secured(Access.PARTNERSHIP, grants="SELECT, INSERT"))
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    records: str = column(DataClass.C1, str, primary_key=True)
    starts_on: date = column(DataClass.C1, Date, primary_key=True)
    ends_on: date = column(DataClass.C1, Date, primary_key=True)
    member: str = column(DataClass.C1, str, primary_key=True)
    recorded_at: datetime = column(DataClass.C1, datetime, primary_key=True)
    value: float | None = column(DataClass.C1, Float, nullable=True)
