"""Tables of reports: what each is, and its frozen documents."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, Integer, LargeBinary
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
from sosafe_api.domains.reports.vocabulary import ReportKind, ReportStatus


class Report(PartnershipRow, table=True):
    """A report as at a day. `starts_on` and `ends_on` (exclusive) are the days since the report or meeting before."""

    __tablename__ = "reports"
    __table_args__ = (
        to_partnership(),
        references("groups", "group_id"),
        references("reports", "previous_report_id"),
        references("principals", "created_by"),
        one_of("kind", ReportKind),
        one_of("status", ReportStatus),
        CheckConstraint("ends_on > starts_on", name="period"),
        Index(None, "partnership_id", "kind", "stands_on"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    kind: str = column(DataClass.C1, str)
    group_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    stands_on: date = column(DataClass.C1, Date)
    starts_on: date = column(DataClass.C1, Date)
    ends_on: date = column(DataClass.C1, Date)
    previous_report_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    status: str = column(DataClass.C1, str)
    created_by: UUID = column(DataClass.C1, UUID)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class ReportDocument(SQLModel, table=True):
    """A report's bytes of one media type: its content, what its charts are drawn from, and what was made of them."""

    __tablename__ = "report_documents"
    __table_args__ = (
        references("reports", "report_id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    report_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    media_type: str = column(DataClass.C1, str, primary_key=True)
    body: bytes = column(DataClass.C1, LargeBinary)
