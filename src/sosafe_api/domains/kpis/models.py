"""Tables of indicators: what was counted when, what was published, frozen as the bytes that are served, and what
that tells a reader.
"""

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
    one_of,
    references,
    secured,
    to_partnership,
)
from sosafe_api.domains.kpis.vocabulary import ReleaseStatus


class KpiRelease(PartnershipRow, table=True):
    """One publication of all indicators, from its draft on. Published ones count up from 1; a correction is the next.

    `follows` is the number of the release that was the latest when this one was computed, 0 for none: only then
    does the check by the disclosure engine hold. What was published before two people were asked has no `created_by`.
    """

    __tablename__ = "kpi_releases"
    __table_args__ = (
        to_partnership(),
        references("principals", "released_by"),
        references("principals", "created_by"),
        references("principals", "changed_by"),
        references("principals", "withdrawn_by"),
        UniqueConstraint("partnership_id", "number"),
        one_of("status", ReleaseStatus),
        CheckConstraint("(number IS NULL) = (status NOT IN ('published', 'withdrawn'))", name="number"),
        CheckConstraint("released_by <> created_by AND released_by <> changed_by", name="second_person"),
        CheckConstraint("(status = 'withdrawn') = (withdrawn_reason IS NOT NULL)", name="withdrawn"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    number: int | None = column(DataClass.C0, Integer, nullable=True)
    status: str = column(DataClass.C0, str)
    notes: str = column(DataClass.C0, str)
    revisions: list[dict[str, str]] = column(
        DataClass.C0, JSONB, column_options={"server_default": "[]"}, default_factory=list
    )
    before: date | None = column(DataClass.C1, date, nullable=True)
    follows: int = column(DataClass.C1, Integer, column_options={"server_default": "0"}, default=0)
    tables_done: int = column(DataClass.C1, Integer, column_options={"server_default": "0"}, default=0)
    tables_total: int = column(DataClass.C1, Integer, column_options={"server_default": "0"}, default=0)
    findings: list[dict[str, str | int]] = column(
        DataClass.C1, JSONB, column_options={"server_default": "[]"}, default_factory=list
    )
    data_cut_off: datetime | None = column(DataClass.C0, datetime, nullable=True)
    published_at: datetime | None = column(DataClass.C0, datetime, nullable=True)
    released_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    withdrawn_at: datetime | None = column(DataClass.C0, datetime, nullable=True)
    withdrawn_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    withdrawn_reason: str | None = column(DataClass.C0, str, nullable=True)
    created_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    created_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    changed_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    updated_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    version: int = column(DataClass.C1, Integer, column_options={"server_default": "1"}, default=1)


class KpiReleaseTable(PartnershipRow, table=True):
    """One answer of a release in one rendition, as it is sent. `path` names it below the open indicators."""

    __tablename__ = "kpi_release_tables"
    __table_args__ = (
        references("kpi_releases", "release_id"),
        Index(None, "partnership_id", "release_id", "path", "media_type", unique=True),
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


class KpiReleasePage(PartnershipRow, table=True):
    """What a release adds to what is known of some records: counts, sums shown and sums kept back.

    It holds what was kept back too, since the next release must guard it; the reader role may not read it.
    """

    __tablename__ = "kpi_release_pages"
    __table_args__ = (
        references("kpi_releases", "release_id"),
        Index(None, "partnership_id", "release_id", "records", "policy", unique=True),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    release_id: UUID = column(DataClass.C1, UUID)
    records: str = column(DataClass.C1, str)
    policy: str = column(DataClass.C1, str)
    content: bytes = column(DataClass.C1, LargeBinary)
