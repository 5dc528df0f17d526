"""Tables of cases: the work itself, whom it is about, and who does it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, UniqueConstraint, text

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
from sosafe_api.core.db.faults import on_violation, unknown_reference
from sosafe_api.domains.cases.errors import AlreadyAtWork, AlreadyInCase
from sosafe_api.domains.cases.rules import CaseAccess, CaseEnding, CaseStatus

unknown_reference("fk_cases_partnership_id_service_id", "#/service_id")
on_violation("uq_case_people_partnership_id_case_id_person_id_role", AlreadyInCase)
on_violation("uq_case_workers_at_work", AlreadyAtWork)


class Case(PartnershipRow, table=True):
    """Work of one service that follows from accepted referrals. Names nobody."""

    __tablename__ = "cases"
    __table_args__ = (
        to_partnership(),
        references("services", "service_id"),
        one_of("status", CaseStatus),
        one_of("access", CaseAccess),
        one_of("ending", CaseEnding),
        CheckConstraint("status NOT IN ('closing', 'closed') OR ending IS NOT NULL", name="ended"),
        Index("ix_cases_of_service", "partnership_id", "service_id", "id"),
        secured(Access.CASE, grants="SELECT, INSERT, UPDATE"),
    )
    service_id: UUID = column(DataClass.C1, UUID)
    kind: str = column(DataClass.C1, str)
    access: str = column(DataClass.C1, str)
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    opened_at: datetime = column(DataClass.C1, datetime)
    opened_by: UUID = column(DataClass.C1, UUID)
    closed_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    ending: str | None = column(DataClass.C1, str, nullable=True)
    closing_asked_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    updated_at: datetime = column(DataClass.C1, datetime)


class CasePerson(PartnershipRow, table=True):
    """Somebody whom a case is about, and what they are in it."""

    __tablename__ = "case_people"
    __table_args__ = (
        references("cases", "case_id"),
        references("people", "person_id"),
        UniqueConstraint("partnership_id", "case_id", "person_id", "role"),
        Index("ix_case_people_person_id", "partnership_id", "person_id"),
        secured(Access.OF_CASE, grants="SELECT, INSERT, DELETE"),
    )
    case_id: UUID = column(DataClass.C1, UUID)
    person_id: UUID = column(DataClass.C1, UUID)
    role: str = column(DataClass.C3, str)
    added_at: datetime = column(DataClass.C1, datetime)


class CaseWorker(PartnershipRow, table=True):
    """Somebody who works on a case. Not guarded by the case, since who may see it is read from here."""

    __tablename__ = "case_workers"
    __table_args__ = (
        references("cases", "case_id"),
        references("principals", "principal_id"),
        Index(
            "uq_case_workers_at_work",
            "partnership_id",
            "case_id",
            "principal_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "uq_case_workers_lead",
            "partnership_id",
            "case_id",
            unique=True,
            postgresql_where=text("lead AND ended_at IS NULL"),
        ),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    case_id: UUID = column(DataClass.C1, UUID)
    principal_id: UUID = column(DataClass.C1, UUID)
    lead: bool = column(DataClass.C1)
    version: int = column(DataClass.C1, Integer, default=1, column_options={"server_default": text("1")})
    started_at: datetime = column(DataClass.C1, datetime)
    ended_at: datetime | None = column(DataClass.C1, datetime, nullable=True)


class CaseTransition(PartnershipRow, table=True):
    """A line of a case's history: one move of its status, never changed."""

    __tablename__ = "case_transitions"
    __table_args__ = (
        references("cases", "case_id"),
        references("principals", "actor_id"),
        Index("ix_case_transitions_of_case", "partnership_id", "case_id", "id"),
        secured(Access.OF_CASE, grants="SELECT, INSERT"),
    )
    case_id: UUID = column(DataClass.C1, UUID)
    from_status: str | None = column(DataClass.C1, str, nullable=True)
    to_status: str = column(DataClass.C1, str)
    reason_code: str | None = column(DataClass.C1, str, nullable=True)
    ending: str | None = column(DataClass.C1, str, nullable=True)
    note: str | None = column(DataClass.C3, str, nullable=True)
    actor_id: UUID = column(DataClass.C1, UUID)
    occurred_at: datetime = column(DataClass.C1, datetime)
