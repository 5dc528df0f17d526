"""Columns and constraints of every table of returned incidents; each domain adds its own facts."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, Integer, LargeBinary, UniqueConstraint
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
from sosafe_api.domains.incident_returns.rules import LSOA_VINTAGES
from sosafe_api.domains.incident_returns.vocabulary import EntryErrorReason, IncidentRecordStatus


class ReturnedIncident(PartnershipRow):
    """An incident by an agency's reference: no name, no address, no text of anybody's.

    `changed_at` and `sent_digest` are of what the agency sent last; a correction made here leaves both.
    """

    agency_id: UUID = column(DataClass.C1, UUID)
    agency_reference: str = column(DataClass.C1, str)
    changed_at: datetime = column(DataClass.C1, datetime)
    sent_digest: bytes = column(DataClass.C1, LargeBinary)
    occurred_on: date = column(DataClass.C1, Date)
    occurred_precision: str = column(DataClass.C1, str)
    occurred_time: str | None = column(DataClass.C1, str, nullable=True)
    lsoa_code: str | None = column(DataClass.C1, str, nullable=True)
    lsoa_vintage: int | None = column(DataClass.C1, Integer, nullable=True)
    outward_postcode: str | None = column(DataClass.C1, str, nullable=True)
    status: str = column(DataClass.C1, str)
    error_reason: str | None = column(DataClass.C1, str, nullable=True)
    import_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    recorded_by: UUID = column(DataClass.C1, UUID)
    recorded_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)
    version: int = column(DataClass.C1, Integer)


class EarlierVersion(SQLModel):
    """What a record said before it was changed; `facts` are its columns."""

    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    incident_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    version: int = column(DataClass.C1, Integer, primary_key=True)
    facts: dict[str, Any] = column(DataClass.C1, JSONB)
    replaced_at: datetime = column(DataClass.C1, datetime)
    replaced_by: UUID = column(DataClass.C1, UUID)


def incident_table(*own: Any) -> tuple[Any, ...]:
    """Table arguments: one record a reference of an agency, codes held to their lists, found by day."""
    vintages = ", ".join(map(str, LSOA_VINTAGES))
    return (
        to_partnership(),
        references("agencies", "agency_id"),
        references("principals", "recorded_by"),
        UniqueConstraint("partnership_id", "agency_id", "agency_reference"),
        one_of("status", IncidentRecordStatus),
        one_of("error_reason", EntryErrorReason),
        CheckConstraint("(status = 'entered_in_error') = (error_reason IS NOT NULL)", name="error"),
        CheckConstraint("occurred_precision IN ('day', 'month')", name="occurred_precision"),
        CheckConstraint(f"lsoa_vintage IN ({vintages})", name="lsoa_vintage"),
        CheckConstraint("(lsoa_code IS NULL) = (lsoa_vintage IS NULL)", name="lsoa"),
        *own,
        Index(None, "partnership_id", "occurred_on"),
        Index(None, "partnership_id", "updated_at"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )


def version_table(incidents: str) -> tuple[Any, ...]:
    """Table arguments: what was said before is added to, never changed."""
    return (
        references(incidents, "incident_id"),
        references("principals", "replaced_by"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
