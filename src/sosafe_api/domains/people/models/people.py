"""Tables of people. A person is seen through a case that the caller may see, and in no other way."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Date, Index, Integer, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
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
from sosafe_api.domains.people.vocabulary import AddressKind


class Person(PartnershipRow, table=True):
    """Somebody whom a service of the partnership works with, added or matched when a referral is taken up.

    `merged_into_id` is the record under which somebody recorded several times is kept.
    """

    __tablename__ = "people"
    __table_args__ = (
        to_partnership(),
        references("people", "merged_into_id"),
        Index("ix_people_normalised_name", "partnership_id", "normalised_name", "date_of_birth"),
        Index("ix_people_date_of_birth", "partnership_id", "date_of_birth"),
        Index(
            "ix_people_merged_into_id",
            "partnership_id",
            "merged_into_id",
            postgresql_where=text("merged_into_id IS NOT NULL"),
        ),
        secured(Access.PERSON, grants="SELECT, INSERT, UPDATE"),
    )
    full_name: str = column(DataClass.C2, str)
    date_of_birth: date | None = column(DataClass.C2, Date, nullable=True)
    age_band: str | None = column(DataClass.C2, str, nullable=True)
    outward_postcode: str | None = column(DataClass.C2, str, nullable=True)
    safe_contact: dict[str, object] = column(DataClass.C2, JSONB)
    interpreter_language: str | None = column(DataClass.C3, str, nullable=True)
    merged_into_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    normalised_name: str = column(DataClass.C2, str, column_options={"server_default": ""})
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class PersonMatchKey(SQLModel, table=True):
    """One of a dozen numbers that records of one person are likely to share; it tells nothing by itself.

    Not guarded by the person, since it leads to people whom the caller does not see yet. A row each, rather than
    an array: row security lets an index of equal numbers be used, and none of overlapping arrays.
    """

    __tablename__ = "person_match_keys"
    __table_args__ = (
        references("people", "person_id"),
        Index("ix_person_match_keys_person_id", "partnership_id", "person_id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"),
    )
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    match_key: int = column(DataClass.C2, BigInteger, primary_key=True)
    person_id: UUID = column(DataClass.C1, UUID, primary_key=True)


class PersonAddress(PartnershipRow, table=True):
    """Where somebody lives, or gets letters, between two days. A protected location never stands here."""

    __tablename__ = "person_addresses"
    __table_args__ = (
        references("people", "person_id"),
        one_of("kind", AddressKind),
        CheckConstraint("ends_on > starts_on", name="period"),
        Index("ix_person_addresses_person_id", "partnership_id", "person_id"),
        secured(Access.OF_OWN_PERSON, grants="SELECT, INSERT, UPDATE"),
    )
    person_id: UUID = column(DataClass.C1, UUID)
    kind: str = column(DataClass.C2, str)
    lines: list[str] = column(DataClass.C2, ARRAY(Text))
    postcode: str | None = column(DataClass.C2, str, nullable=True)
    uprn: str | None = column(DataClass.C2, str, nullable=True)
    starts_on: date = column(DataClass.C2, Date)
    ends_on: date | None = column(DataClass.C2, Date, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class PersonEquality(PartnershipRow, table=True):
    """What somebody says of themselves, for equality monitoring; each answer or one of three absences."""

    __tablename__ = "person_equality"
    __table_args__ = (
        references("people", "person_id"),
        UniqueConstraint("partnership_id", "person_id"),
        secured(Access.OF_OWN_PERSON, grants="SELECT, INSERT, UPDATE"),
    )
    person_id: UUID = column(DataClass.C1, UUID)
    ethnicity: str = column(DataClass.C3, str)
    sex: str = column(DataClass.C3, str)
    gender_same_as_registered: str = column(DataClass.C3, str)
    long_term_condition: str = column(DataClass.C3, str)
    condition_limits: str = column(DataClass.C3, str)
    sexual_orientation: str = column(DataClass.C3, str)
    religion: str = column(DataClass.C3, str)
    version: int = column(DataClass.C1, Integer, default=1)
    updated_at: datetime = column(DataClass.C1, datetime)
