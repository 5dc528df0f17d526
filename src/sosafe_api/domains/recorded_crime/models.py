"""Tables of the offence tree, recorded crime by area, quarter and publication, and most similar areas."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Index, Integer, LargeBinary, Numeric, UniqueConstraint
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
from sosafe_api.core.db.faults import on_violation
from sosafe_api.domains.recorded_crime.errors import GroupInUse

on_violation("uq_similar_area_groups_partnership_id_area_code_valid_from", GroupInUse)


class Offence(SQLModel, table=True):
    """A node of the offence tree: a group, a subgroup, or an offence by its code.

    `also_in` is a second whole that counts it: some tables add up offences otherwise than the tree does. A series
    that was closed ends with `valid_to`.
    """

    __tablename__ = "offences"
    __table_args__ = (secured(Access.COMMON, grants="SELECT"),)
    code: str = column(DataClass.C0, str, primary_key=True)
    position: int = column(DataClass.C0, Integer)
    level: str = column(DataClass.C0, str)
    name: str = column(DataClass.C0, str)
    parent_code: str | None = column(DataClass.C0, str, nullable=True)
    also_in: str | None = column(DataClass.C0, str, nullable=True)
    crime_type: str | None = column(DataClass.C0, str, nullable=True)
    valid_from: date | None = column(DataClass.C0, Date, nullable=True)
    valid_to: date | None = column(DataClass.C0, Date, nullable=True)


class OffencePart(SQLModel, table=True):
    """Every whole of the offence tree with everything that counts in it, itself included."""

    __tablename__ = "offence_parts"
    __table_args__ = (Index(None, "part_code"), secured(Access.COMMON, grants="SELECT"))
    whole_code: str = column(DataClass.C0, str, primary_key=True)
    part_code: str = column(DataClass.C0, str, primary_key=True)


class RecordedCrimeVersion(PartnershipRow, table=True):
    """What one publication says of an area's quarter. A later one revises it and takes nothing of it away."""

    __tablename__ = "recorded_crime_versions"
    __table_args__ = (
        to_partnership(),
        UniqueConstraint(
            "partnership_id",
            "area_code",
            "quarter_start",
            "published_on",
            name="uq_recorded_crime_versions_publication",
        ),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    area_code: str = column(DataClass.C0, str)
    quarter_start: date = column(DataClass.C0, Date)
    published_on: date = column(DataClass.C0, Date)
    digest: bytes = column(DataClass.C0, LargeBinary)
    import_id: UUID = column(DataClass.C1, UUID)
    loaded_at: datetime = column(DataClass.C0, datetime)


class RecordedCrime(SQLModel, table=True):
    """How many offences of a code a publication counts in an area's quarter; transfers can make it negative."""

    __tablename__ = "recorded_crimes"
    __table_args__ = (
        references("recorded_crime_versions", "version_id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"),
    )
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    version_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    offence_code: str = column(DataClass.C0, str, primary_key=True)
    count: int = column(DataClass.C0, Integer)


class SimilarAreaGroup(PartnershipRow, table=True):
    """The areas most similar to one, from a day on until the next group of the same area begins."""

    __tablename__ = "similar_area_groups"
    __table_args__ = (
        to_partnership(),
        UniqueConstraint("partnership_id", "area_code", "valid_from"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    area_code: str = column(DataClass.C0, str)
    valid_from: date = column(DataClass.C0, Date)
    source: str = column(DataClass.C0, str)
    members: list[dict[str, Any]] = column(DataClass.C0, JSONB)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class SimilarAreaRate(SQLModel, table=True):
    """An area's rate of a measure in a quarter, as the tables of most similar areas print it."""

    __tablename__ = "similar_area_rates"
    __table_args__ = (secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"),)
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    measure: str = column(DataClass.C0, str, primary_key=True)
    quarter_start: date = column(DataClass.C0, Date, primary_key=True)
    area_code: str = column(DataClass.C0, str, primary_key=True)
    rate: Decimal = column(DataClass.C0, Numeric(12, 4))
    digest: bytes = column(DataClass.C0, LargeBinary)
    import_id: UUID = column(DataClass.C1, UUID)
