"""Tables of the directory: agencies, their membership, services, groups and liaison officers."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Integer, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, ExcludeConstraint
from sqlalchemy.sql import false, func, literal_column

from sosafe_api.core.db.columns import (
    Access,
    DataClass,
    PartnershipRow,
    column,
    references,
    secured,
    to_partnership,
)
from sosafe_api.core.db.faults import on_violation, unknown_reference
from sosafe_api.domains.agencies.errors import PeriodOverlaps, SlugInUse
from sosafe_api.domains.agencies.vocabulary import ServiceKind

for _table in ("agencies", "services", "groups"):
    on_violation(f"uq_{_table}_partnership_id_slug", SlugInUse)
for _table in ("agency_memberships", "liaison_officers"):
    on_violation(f"ex_{_table}_period", PeriodOverlaps)
for _table in ("services", "group_memberships", "liaison_officers"):
    unknown_reference(f"fk_{_table}_partnership_id_agency_id", "#/agency_id")

_WRITES = secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE")
_PERIOD = func.daterange(literal_column("starts_on"), literal_column("ends_on"))


class Agency(PartnershipRow, table=True):
    """An organisation of the partnership or one that works with it. `kind` is what it is."""

    __tablename__ = "agencies"
    __table_args__ = (to_partnership(), UniqueConstraint("partnership_id", "slug"), _WRITES)
    slug: str = column(DataClass.C1, str)
    name: str = column(DataClass.C1, str)
    kind: str = column(DataClass.C1, str)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class AgencyMembership(PartnershipRow, table=True):
    """How an agency belongs to the partnership, from one day to another (exclusive)."""

    __tablename__ = "agency_memberships"
    __table_args__ = (
        references("agencies", "agency_id"),
        CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="period"),
        ExcludeConstraint(
            ("partnership_id", "="),
            ("agency_id", "="),
            (_PERIOD, "&&"),
            using="gist",
            name="ex_agency_memberships_period",
        ),
        _WRITES,
    )
    agency_id: UUID = column(DataClass.C1, UUID)
    basis: str = column(DataClass.C1, str)
    starts_on: date = column(DataClass.C1, Date)
    ends_on: date | None = column(DataClass.C1, Date, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)


class ServiceOffer(PartnershipRow, table=True):
    """A service that referrals are made to, offered by an agency."""

    __tablename__ = "services"
    __table_args__ = (
        to_partnership(),
        references("agencies", "agency_id"),
        UniqueConstraint("partnership_id", "slug"),
        CheckConstraint("answer_within_days BETWEEN 1 AND 90", name="answer_within_days"),
        _WRITES,
    )
    slug: str = column(DataClass.C1, str)
    agency_id: UUID = column(DataClass.C1, UUID)
    name: str = column(DataClass.C1, str)
    kind: str = column(
        DataClass.C1,
        str,
        default=ServiceKind.OTHER.value,
        column_options={"server_default": ServiceKind.OTHER.value},
    )
    description: str = column(DataClass.C1, str)
    eligibility: str = column(DataClass.C1, str)
    minimum_age: int | None = column(DataClass.C1, Integer, nullable=True)
    maximum_age: int | None = column(DataClass.C1, Integer, nullable=True)
    reason_codes: list[str] = column(DataClass.C1, ARRAY(Text))
    takes_self_referrals: bool = column(DataClass.C1)
    status: str = column(DataClass.C1, str)
    accepting: bool = column(DataClass.C1)
    next_available_on: date | None = column(DataClass.C1, Date, nullable=True)
    places: int | None = column(DataClass.C1, Integer, nullable=True)
    places_free: int | None = column(DataClass.C1, Integer, nullable=True)
    capacity_updated_at: datetime = column(DataClass.C1, datetime)
    answer_within_days: int = column(DataClass.C1, Integer)
    closure_approval_required: bool = column(
        DataClass.C1, default=False, column_options={"server_default": false()}
    )
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class Group(PartnershipRow, table=True):
    """A standing group, panel or forum, with the rhythm in which it meets."""

    __tablename__ = "groups"
    __table_args__ = (to_partnership(), UniqueConstraint("partnership_id", "slug"), _WRITES)
    slug: str = column(DataClass.C1, str)
    name: str = column(DataClass.C1, str)
    level: str = column(DataClass.C1, str)
    purpose: str = column(DataClass.C1, str)
    rhythm: str = column(DataClass.C1, str)
    first_meeting_on: date | None = column(DataClass.C1, Date, nullable=True)
    chair_post: str | None = column(DataClass.C1, str, nullable=True)
    panel_kind: str | None = column(DataClass.C1, str, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class GroupMembership(PartnershipRow, table=True):
    """An agency's seat in a group: the post that fills it and its role, between two days."""

    __tablename__ = "group_memberships"
    __table_args__ = (
        references("groups", "group_id"),
        references("agencies", "agency_id"),
        CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="period"),
        _WRITES,
    )
    group_id: UUID = column(DataClass.C1, UUID)
    agency_id: UUID = column(DataClass.C1, UUID)
    role: str = column(DataClass.C1, str)
    post: str = column(DataClass.C1, str)
    starts_on: date = column(DataClass.C1, Date)
    ends_on: date | None = column(DataClass.C1, Date, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)


class LiaisonOfficer(PartnershipRow, table=True):
    """The post through which a responsible authority shares information, reached by a role mailbox."""

    __tablename__ = "liaison_officers"
    __table_args__ = (
        references("agencies", "agency_id"),
        CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="period"),
        ExcludeConstraint(
            ("partnership_id", "="),
            ("agency_id", "="),
            (_PERIOD, "&&"),
            using="gist",
            name="ex_liaison_officers_period",
        ),
        _WRITES,
    )
    agency_id: UUID = column(DataClass.C1, UUID)
    post: str = column(DataClass.C1, str)
    email: str = column(DataClass.C1, str)
    telephone: str | None = column(DataClass.C1, str, nullable=True)
    starts_on: date = column(DataClass.C1, Date)
    ends_on: date | None = column(DataClass.C1, Date, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
