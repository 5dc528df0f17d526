"""Tables of imports: the job, the bytes received, the faulty values found, and mappings of headings."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, Index, Integer, LargeBinary, UniqueConstraint
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
from sosafe_api.domains.imports.rules import ImportMode, ImportStatus


class Import(PartnershipRow, table=True):
    """One file on its way in. `status` says where it stands, `problem_code` why it went no further.

    `asked_at` is when its sender last asked for work on it, by the true clock; the worker leaves it alone.
    """

    __tablename__ = "imports"
    __table_args__ = (
        to_partnership(),
        references("principals", "principal_id"),
        one_of("status", ImportStatus),
        one_of("mode", ImportMode),
        Index(None, "partnership_id", "principal_id", "id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    principal_id: UUID = column(DataClass.C1, UUID)
    agency_id: UUID = column(DataClass.C1, UUID)
    resource: str = column(DataClass.C1, str)
    format: str = column(DataClass.C1, str)
    file_name: str | None = column(DataClass.C1, str, nullable=True)
    dry_run: bool = column(DataClass.C1, Boolean)
    commit_automatically: bool = column(DataClass.C1, Boolean)
    mode: str = column(DataClass.C1, str)
    mapping: str | None = column(DataClass.C1, str, nullable=True)
    headings: list[list[str | None]] | None = column(DataClass.C1, JSONB, nullable=True)
    status: str = column(DataClass.C1, str)
    bytes_received: int = column(DataClass.C1, BigInteger, default=0)
    digest: bytes | None = column(DataClass.C1, LargeBinary, nullable=True)
    force: str | None = column(DataClass.C1, str, nullable=True)
    month: date | None = column(DataClass.C1, Date, nullable=True)
    bytes_done: int = column(DataClass.C1, BigInteger, default=0)
    lines_done: int = column(DataClass.C1, Integer, default=0)
    rows_done: int = column(DataClass.C1, Integer, default=0)
    rows_read: int | None = column(DataClass.C1, Integer, nullable=True)
    rows_without_area: int | None = column(DataClass.C1, Integer, nullable=True)
    faults: int | None = column(DataClass.C1, Integer, nullable=True)
    warnings: int | None = column(DataClass.C1, Integer, nullable=True)
    rows_created: int | None = column(DataClass.C1, Integer, nullable=True)
    rows_updated: int | None = column(DataClass.C1, Integer, nullable=True)
    rows_unchanged: int | None = column(DataClass.C1, Integer, nullable=True)
    rows_refused: int | None = column(DataClass.C1, Integer, nullable=True)
    duplicate_of: UUID | None = column(DataClass.C1, UUID, nullable=True)
    problem_code: str | None = column(DataClass.C1, str, nullable=True)
    reversal_reason: str | None = column(DataClass.C1, str, nullable=True)
    problem_detail: str | None = column(DataClass.C1, str, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    asked_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    updated_at: datetime = column(DataClass.C1, datetime)


class ImportMapping(PartnershipRow, table=True):
    """What the headings of an agency's own files mean, under a name; an import keeps a copy of what it read by."""

    __tablename__ = "import_mappings"
    __table_args__ = (
        to_partnership(),
        references("agencies", "agency_id"),
        references("principals", "created_by"),
        UniqueConstraint("partnership_id", "agency_id", "name"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE, DELETE"),
    )
    agency_id: UUID = column(DataClass.C1, UUID)
    name: str = column(DataClass.C1, str)
    resource: str = column(DataClass.C1, str)
    headings: list[list[str | None]] = column(DataClass.C1, JSONB)
    created_by: UUID = column(DataClass.C1, UUID)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class ImportPart(SQLModel, table=True):
    """A stretch of the file, in the order received; kept in the database, so that any worker can go on."""

    __tablename__ = "import_parts"
    __table_args__ = (
        references("imports", "import_id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"),
    )
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    import_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    position: int = column(DataClass.C1, BigInteger, primary_key=True)
    content: bytes = column(DataClass.C3, LargeBinary)
    compressed: bool = column(DataClass.C1, Boolean, column_options={"server_default": "false"})


class ImportProgress(SQLModel, table=True):
    """How far the step under way has read the file; told beside its transaction, which nobody else sees into.

    `starts_without_end` counts the steps whose worker died of them, and the one under way.
    """

    __tablename__ = "import_progress"
    __table_args__ = (
        references("imports", "import_id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    import_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    bytes_read: int = column(DataClass.C1, BigInteger)
    starts_without_end: int = column(DataClass.C1, Integer, column_options={"server_default": "0"})


class ImportRejectedRow(SQLModel, table=True):
    """A row that is not taken: where it stands in the file, so that it can be given back as it was sent."""

    __tablename__ = "import_rejected_rows"
    __table_args__ = (
        references("imports", "import_id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"),
    )
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    import_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    row: int = column(DataClass.C1, Integer, primary_key=True)
    line: int = column(DataClass.C1, Integer)
    position: int = column(DataClass.C1, BigInteger)
    length: int = column(DataClass.C1, Integer)


class ImportedRecord(PartnershipRow, table=True):
    """A row of a file that has become a record; `digest` is a keyed hash of what it said.

    Without a foreign key to the import: its row is the worker's, locked while the records are written beside it.
    """

    __tablename__ = "imported_records"
    __table_args__ = (
        to_partnership(),
        references("agencies", "agency_id"),
        UniqueConstraint("partnership_id", "agency_id", "resource", "reference"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    agency_id: UUID = column(DataClass.C1, UUID)
    resource: str = column(DataClass.C1, str)
    reference: str = column(DataClass.C1, str)
    digest: str = column(DataClass.C1, str)
    record_id: UUID = column(DataClass.C1, UUID)
    import_id: UUID = column(DataClass.C1, UUID)
    row: int = column(DataClass.C1, Integer)
    created_at: datetime = column(DataClass.C1, datetime)


class ImportFault(SQLModel, table=True):
    """A faulty value: where it stands and which rule it breaks, never the value."""

    __tablename__ = "import_faults"
    __table_args__ = (
        references("imports", "import_id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"),
    )
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    import_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    number: int = column(DataClass.C1, Integer, primary_key=True)
    row: int = column(DataClass.C1, Integer)
    line: int = column(DataClass.C1, Integer)
    column_name: str | None = column(DataClass.C1, str, nullable=True)
    severity: str = column(DataClass.C1, str, column_options={"server_default": "error"})
    code: str = column(DataClass.C1, str)
    suggestion: str = column(DataClass.C1, str)
