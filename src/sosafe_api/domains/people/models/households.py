"""Tables of households: who lives, or lived, together. Neither holds where."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, Integer

from sosafe_api.core.db.columns import (
    Access,
    DataClass,
    PartnershipRow,
    column,
    references,
    secured,
    to_partnership,
)


class Household(PartnershipRow, table=True):
    """People who live together; seen by whoever has a case about one who lives there now or did."""

    __tablename__ = "households"
    __table_args__ = (
        to_partnership(),
        secured(Access.HOUSEHOLD, grants="SELECT, INSERT, UPDATE"),
    )
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class HouseholdMember(PartnershipRow, table=True):
    """Somebody's time in a household. When it ended, only those who work for that person see it."""

    __tablename__ = "household_members"
    __table_args__ = (
        references("households", "household_id"),
        references("people", "person_id"),
        CheckConstraint("ends_on > starts_on", name="period"),
        Index("ix_household_members_household_id", "partnership_id", "household_id"),
        Index("ix_household_members_person_id", "partnership_id", "person_id"),
        secured(Access.OF_HOUSEHOLD, grants="SELECT, INSERT, UPDATE"),
    )
    household_id: UUID = column(DataClass.C1, UUID)
    person_id: UUID = column(DataClass.C1, UUID)
    relation: str = column(DataClass.C3, str)
    starts_on: date = column(DataClass.C2, Date)
    ends_on: date | None = column(DataClass.C2, Date, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)
