"""Tables of exports: what was asked for, and the sealed parts of what was written."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, LargeBinary
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
from sosafe_api.domains.exports.vocabulary import ExportFormat, ExportStatus


class Export(PartnershipRow, table=True):
    """A list as a file. `rights` are those by which it was written; `attempt` is which worker's writing counts."""

    __tablename__ = "exports"
    __table_args__ = (
        to_partnership(),
        references("principals", "principal_id"),
        one_of("format", ExportFormat),
        one_of("status", ExportStatus),
        Index(None, "partnership_id", "principal_id", "id"),
        secured(Access.OWN, grants="SELECT, INSERT, UPDATE, DELETE"),
    )
    principal_id: UUID = column(DataClass.C1, UUID)
    agency_id: UUID = column(DataClass.C1, UUID)
    address: str = column(DataClass.C1, str)
    permission: str = column(DataClass.C1, str)
    token_scope: str = column(DataClass.C1, str)
    format: str = column(DataClass.C1, str)
    purpose: str | None = column(DataClass.C1, str, nullable=True)
    rights: dict[str, Any] | None = column(DataClass.C1, JSONB, nullable=True)
    status: str = column(DataClass.C1, str)
    attempt: int = column(DataClass.C1, Integer, default=0)
    rows_written: int = column(DataClass.C1, BigInteger, default=0)
    bytes_written: int = column(DataClass.C1, BigInteger, default=0)
    digest: bytes | None = column(DataClass.C1, LargeBinary, nullable=True)
    as_of: datetime | None = column(DataClass.C1, datetime, nullable=True)
    change_cursor: str | None = column(DataClass.C1, str, nullable=True)
    problem_code: str | None = column(DataClass.C1, str, nullable=True)
    problem_detail: str | None = column(DataClass.C1, str, nullable=True)
    expires_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class ExportPart(PartnershipRow, table=True):
    """A stretch of an export's content, sealed to its row; all but the last are of one length (`rules.PART_BYTES`)."""

    __tablename__ = "export_parts"
    __table_args__ = (
        references("exports", "export_id"),
        Index(None, "partnership_id", "export_id", "number", unique=True),
        secured(Access.OWN, grants="SELECT, INSERT, DELETE"),
    )
    export_id: UUID = column(DataClass.C1, UUID)
    principal_id: UUID = column(DataClass.C1, UUID)
    number: int = column(DataClass.C1, Integer)
    key_number: int = column(DataClass.C1, Integer)
    content: bytes = column(DataClass.C3, LargeBinary)
