"""Tables of people. A person is seen through a case that the caller may see, and in no other way."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Integer
from sqlalchemy.dialects.postgresql import JSONB

from sosafe_api.core.db.columns import (
    Access,
    DataClass,
    PartnershipRow,
    column,
    references,
    secured,
    to_partnership,
)


class Person(PartnershipRow, table=True):
    """Somebody whom a service of the partnership works with, added or matched when a referral is taken up."""

    __tablename__ = "people"
    __table_args__ = (
        to_partnership(),
        references("people", "merged_into_id"),
        secured(Access.PERSON, grants="SELECT, INSERT, UPDATE"),
    )
    full_name: str = column(DataClass.C2, str)
    date_of_birth: date | None = column(DataClass.C2, Date, nullable=True)
    age_band: str | None = column(DataClass.C2, str, nullable=True)
    outward_postcode: str | None = column(DataClass.C2, str, nullable=True)
    safe_contact: dict[str, object] = column(DataClass.C2, JSONB)
    interpreter_language: str | None = column(DataClass.C3, str, nullable=True)
    merged_into_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)
