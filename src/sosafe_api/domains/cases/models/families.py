"""Tables of family work: cases that belong together, each seen by its own workers alone."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Integer, UniqueConstraint

from sosafe_api.core.db.columns import (
    Access,
    DataClass,
    PartnershipRow,
    column,
    references,
    secured,
    to_partnership,
)
from sosafe_api.core.db.faults import on_violation
from sosafe_api.domains.cases.errors import AlreadyInFamily

on_violation("uq_family_cases_partnership_id_family_id_case_id", AlreadyInFamily)


class Family(PartnershipRow, table=True):
    """Work with several people of one family. It says nothing of them but a message that names nobody."""

    __tablename__ = "families"
    __table_args__ = (to_partnership(), secured(Access.FAMILY, grants="SELECT, INSERT, UPDATE"))
    message: str | None = column(DataClass.C3, str, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    updated_at: datetime = column(DataClass.C1, datetime)


class FamilyCase(PartnershipRow, table=True):
    """A case of a family, and whose side it is; seen by who sees the case, whatever else they see."""

    __tablename__ = "family_cases"
    __table_args__ = (
        references("families", "family_id"),
        references("cases", "case_id"),
        UniqueConstraint("partnership_id", "family_id", "case_id"),
        Index("ix_family_cases_of_case", "partnership_id", "case_id"),
        secured(Access.OF_CASE, grants="SELECT, INSERT, DELETE"),
    )
    family_id: UUID = column(DataClass.C1, UUID)
    case_id: UUID = column(DataClass.C1, UUID)
    part: str = column(DataClass.C3, str)
    added_at: datetime = column(DataClass.C1, datetime)
