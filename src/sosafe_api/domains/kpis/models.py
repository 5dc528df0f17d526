"""Tables of releases: what was published, frozen as the bytes that are served."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, LargeBinary, UniqueConstraint

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
