"""Tables of programmes: what a service offers to groups, its sessions, who is enrolled, who came."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, Integer, UniqueConstraint, text

from sosafe_api.core.db.columns import Access, DataClass, PartnershipRow, column, one_of, references, secured
from sosafe_api.core.db.faults import on_violation
from sosafe_api.domains.programmes.errors import AlreadyEnrolled
from sosafe_api.domains.programmes.rules import EnrolmentStatus, SessionStatus

on_violation("uq_programme_enrolments_in_force", AlreadyEnrolled)


class Programme(PartnershipRow, table=True):
    """A group programme that a service runs week by week."""

    __tablename__ = "programmes"
    __table_args__ = (
        references("services", "service_id"),
        CheckConstraint("minimum_attended BETWEEN 1 AND session_count", name="minimum_attended"),
        Index("ix_programmes_of_service", "partnership_id", "service_id", "id"),
        secured(Access.SERVICE, grants="SELECT, INSERT, UPDATE"),
    )
    service_id: UUID = column(DataClass.C1, UUID)
    name: str = column(DataClass.C1, str)
    kind: str = column(DataClass.C1, str)
    place: str = column(DataClass.C1, str)
    first_session_on: date = column(DataClass.C1, Date)
    start_time: str = column(DataClass.C1, str)
    minutes: int = column(DataClass.C1, Integer)
    session_count: int = column(DataClass.C1, Integer)
    minimum_attended: int = column(DataClass.C1, Integer)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class ProgrammeSession(PartnershipRow, table=True):
    """One meeting of a programme's group."""

    __tablename__ = "programme_sessions"
    __table_args__ = (
        references("programmes", "programme_id"),
        references("services", "service_id"),
        UniqueConstraint("partnership_id", "programme_id", "number"),
        one_of("status", SessionStatus),
        secured(Access.SERVICE, grants="SELECT, INSERT, UPDATE"),
    )
    programme_id: UUID = column(DataClass.C1, UUID)
    service_id: UUID = column(DataClass.C1, UUID)
    number: int = column(DataClass.C1, Integer)
    starts_at: datetime = column(DataClass.C1, datetime)
    status: str = column(DataClass.C1, str)
    version: int = column(DataClass.C1, Integer, default=1)
    updated_at: datetime = column(DataClass.C1, datetime)


class ProgrammeEnrolment(PartnershipRow, table=True):
    """Somebody of a case who takes part in a programme; seen by who sees the case."""

    __tablename__ = "programme_enrolments"
    __table_args__ = (
        references("programmes", "programme_id"),
        references("cases", "case_id"),
        references("people", "person_id"),
        one_of("status", EnrolmentStatus),
        Index(
            "uq_programme_enrolments_in_force",
            "partnership_id",
            "programme_id",
            "case_id",
            "person_id",
            unique=True,
            postgresql_where=text("status <> 'entered_in_error'"),
        ),
        secured(Access.OF_CASE, grants="SELECT, INSERT, UPDATE"),
    )
    programme_id: UUID = column(DataClass.C1, UUID)
    case_id: UUID = column(DataClass.C1, UUID)
    person_id: UUID = column(DataClass.C1, UUID)
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    reason_code: str | None = column(DataClass.C3, str, nullable=True)
    enrolled_at: datetime = column(DataClass.C1, datetime)
    version: int = column(DataClass.C1, Integer, default=1)
    updated_at: datetime = column(DataClass.C1, datetime)


class ProgrammeAttendance(PartnershipRow, table=True):
    """Whether somebody came to a session; seen by who sees their case."""

    __tablename__ = "programme_attendance"
    __table_args__ = (
        references("programme_sessions", "session_id"),
        references("programme_enrolments", "enrolment_id"),
        references("cases", "case_id"),
        references("principals", "recorded_by"),
        UniqueConstraint("partnership_id", "enrolment_id", "session_id"),
        Index("ix_programme_attendance_of_session", "partnership_id", "session_id"),
        secured(Access.OF_CASE, grants="SELECT, INSERT, UPDATE"),
    )
    session_id: UUID = column(DataClass.C1, UUID)
    enrolment_id: UUID = column(DataClass.C1, UUID)
    case_id: UUID = column(DataClass.C1, UUID)
    attendance: str = column(DataClass.C3, str)
    recorded_by: UUID = column(DataClass.C1, UUID)
    recorded_at: datetime = column(DataClass.C1, datetime)
