"""Tables of partnerships, principals, their roles and withdrawn tokens, and sharing agreements."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
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
from sosafe_api.core.db.faults import on_violation, unknown_reference
from sosafe_api.core.errors import Conflict

unknown_reference("fk_sharing_agreement_parties_partnership_id_agency_id", "#/agency_ids")
unknown_reference("fk_principals_partnership_id_agency_id", "#/agency_id")
unknown_reference("fk_role_assignments_partnership_id_service_id", "#/service_id")
unknown_reference("fk_role_assignments_partnership_id_group_id", "#/group_id")
on_violation(
    "uq_principals_partnership_id_client_id",
    lambda: Conflict("Somebody of the partnership is known by this name already: choose another."),
)


class Partnership(SQLModel, table=True):
    """A community safety partnership; common to the installation, since its slug leads to all else."""

    __tablename__ = "partnerships"
    __table_args__ = (
        UniqueConstraint("slug"),
        CheckConstraint("mode IN ('test', 'live')", name="mode"),
        CheckConstraint(
            "clock_ahead_seconds = 0 OR (mode = 'test' AND clock_ahead_seconds > 0)", name="clock_ahead"
        ),
        secured(Access.COMMON, grants="SELECT, UPDATE"),
    )
    id: UUID = column(DataClass.C0, UUID, primary_key=True)
    slug: str = column(DataClass.C0, str)
    name: str = column(DataClass.C0, str)
    area_code: str = column(DataClass.C0, str)
    mode: str = column(DataClass.C1, str)
    clock_ahead_seconds: int = column(
        DataClass.C1, BigInteger, default=0, column_options={"server_default": text("0")}
    )
    version: int = column(DataClass.C1, default=1)
    created_at: datetime = column(DataClass.C1, datetime)


class Principal(PartnershipRow, table=True):
    """A program or a person that can be given tokens. People are known by an identifier, not a name."""

    __tablename__ = "principals"
    __table_args__ = (
        to_partnership(),
        references("agencies", "agency_id"),
        UniqueConstraint("partnership_id", "client_id"),
        CheckConstraint("kind IN ('client', 'user')", name="kind"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    kind: str = column(DataClass.C1, str)
    client_id: str = column(DataClass.C1, str)
    agency_id: UUID = column(DataClass.C1, UUID)
    scopes: list[str] = column(DataClass.C1, ARRAY(Text))
    secret_digest: bytes | None = column(DataClass.C1, LargeBinary, nullable=True)
    key_set: list[dict[str, str]] | None = column(DataClass.C1, JSONB, nullable=True)
    key_algorithm: str | None = column(DataClass.C1, str, nullable=True)
    tokens_valid_after: datetime = column(DataClass.C1, datetime)
    disabled_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1, column_options={"server_default": text("1")})
    created_at: datetime = column(DataClass.C1, datetime)


class RoleAssignment(PartnershipRow, table=True):
    """A role held from one day to another (exclusive); a caseworker's is for one service, a panel's for one group."""

    __tablename__ = "role_assignments"
    __table_args__ = (
        references("principals", "principal_id"),
        references("services", "service_id"),
        references("groups", "group_id"),
        UniqueConstraint(
            "partnership_id",
            "principal_id",
            "role",
            "service_id",
            "group_id",
            "starts_on",
            postgresql_nulls_not_distinct=True,
        ),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    principal_id: UUID = column(DataClass.C1, UUID)
    role: str = column(DataClass.C1, str)
    service_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    group_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    starts_on: date = column(DataClass.C1, date)
    ends_on: date | None = column(DataClass.C1, date, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1, column_options={"server_default": text("1")})


class RevokedToken(SQLModel, table=True):
    """A token withdrawn before its end; kept until it would have expired anyway."""

    __tablename__ = "revoked_tokens"
    __table_args__ = (secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"),)
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    token_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    expires_at: datetime = column(DataClass.C1, datetime)


class UsedAssertion(SQLModel, table=True):
    """The identifier of a client assertion, so that each is used once (RFC 7523 section 3)."""

    __tablename__ = "used_assertions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["partnership_id", "principal_id"], ["principals.partnership_id", "principals.id"]
        ),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"),
    )
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    principal_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    assertion_id: str = column(DataClass.C1, str, primary_key=True)
    expires_at: datetime = column(DataClass.C1, datetime)


class SharingAgreement(PartnershipRow, table=True):
    """An information-sharing agreement between agencies, in force between two days.

    One that names no class of data opens reading for its purposes, but covers no disclosure.
    """

    __tablename__ = "sharing_agreements"
    __table_args__ = (to_partnership(), secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"))
    title: str = column(DataClass.C1, str)
    starts_on: date = column(DataClass.C1, date)
    ends_on: date | None = column(DataClass.C1, date, nullable=True)
    review_on: date | None = column(DataClass.C1, date, nullable=True)
    data_classes: list[str] = column(
        DataClass.C1, ARRAY(Text), default_factory=list, column_options={"server_default": text("'{}'")}
    )
    version: int = column(DataClass.C1, default=1)
    created_at: datetime = column(DataClass.C1, datetime)


class AgreementParty(SQLModel, table=True):
    """An agency that an agreement binds and entitles; `receives` says that information may go to it."""

    __tablename__ = "sharing_agreement_parties"
    __table_args__ = (
        references("sharing_agreements", "agreement_id"),
        references("agencies", "agency_id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"),
    )
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    agreement_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    agency_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    receives: bool = column(DataClass.C1, default=True, column_options={"server_default": text("true")})


class AgreementPurpose(SQLModel, table=True):
    """A purpose of an agreement: lawful basis, and the power or condition that opens the gate."""

    __tablename__ = "sharing_agreement_purposes"
    __table_args__ = (
        references("sharing_agreements", "agreement_id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"),
    )
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    agreement_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    code: str = column(DataClass.C1, str, primary_key=True)
    lawful_basis: str = column(DataClass.C1, str)
    gateway: str = column(DataClass.C1, str)
    special_category_condition: str | None = column(DataClass.C1, str, nullable=True)
