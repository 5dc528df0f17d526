"""Tables of the work on a case: needs, goals, the steps of its plan, contacts. All speak of people."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, Integer

from sosafe_api.core.db.columns import Access, DataClass, PartnershipRow, column, references, secured
from sosafe_api.core.db.faults import unknown_reference

unknown_reference("fk_case_plan_steps_partnership_id_agency_id", "#/agency_id")
_GRANTS = secured(Access.OF_CASE, grants="SELECT, INSERT, UPDATE")


class CaseRecord(PartnershipRow):
    """What each record of the work has: its case, its versions, who made it."""

    case_id: UUID = column(DataClass.C1, UUID)
    created_by: UUID = column(DataClass.C1, UUID)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class CaseNeed(CaseRecord, table=True):
    """What somebody of the case needs, and whether it is met."""

    __tablename__ = "case_needs"
    __table_args__ = (
        references("cases", "case_id"),
        references("people", "person_id"),
        references("principals", "created_by"),
        Index("ix_case_needs_of_case", "partnership_id", "case_id", "id"),
        _GRANTS,
    )
    person_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    kind: str = column(DataClass.C3, str)
    status: str = column(DataClass.C1, str)
    identified_on: date = column(DataClass.C1, date)
    note: str | None = column(DataClass.C3, str, nullable=True)


class CaseGoal(CaseRecord, table=True):
    """What is to be reached, by when, and how one will know."""

    __tablename__ = "case_goals"
    __table_args__ = (
        references("cases", "case_id"),
        references("case_needs", "need_id"),
        references("principals", "created_by"),
        Index("ix_case_goals_of_case", "partnership_id", "case_id", "id"),
        _GRANTS,
    )
    need_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    goal: str = column(DataClass.C3, str)
    measure: str = column(DataClass.C3, str)
    target_on: date = column(DataClass.C1, date)
    progress: str = column(DataClass.C1, str)


class CasePlanStep(CaseRecord, table=True):
    """One step of the plan: what is done, by whom, until when."""

    __tablename__ = "case_plan_steps"
    __table_args__ = (
        references("cases", "case_id"),
        references("case_goals", "goal_id"),
        references("agencies", "agency_id"),
        references("principals", "created_by"),
        Index("ix_case_plan_steps_of_case", "partnership_id", "case_id", "id"),
        _GRANTS,
    )
    goal_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    step: str = column(DataClass.C3, str)
    owner: str = column(DataClass.C1, str)
    agency_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    due_on: date | None = column(DataClass.C1, date, nullable=True)
    done_on: date | None = column(DataClass.C1, date, nullable=True)


class CaseContact(CaseRecord, table=True):
    """A contact with somebody of the case, planned or held; its kind may tell where they are."""

    __tablename__ = "case_contacts"
    __table_args__ = (
        references("cases", "case_id"),
        references("people", "person_id"),
        references("principals", "created_by"),
        references("principals", "principal_id"),
        Index("ix_case_contacts_of_case", "partnership_id", "case_id", "id"),
        _GRANTS,
    )
    person_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    principal_id: UUID = column(DataClass.C1, UUID)
    kind: str = column(DataClass.C3, str)
    starts_at: datetime = column(DataClass.C3, datetime)
    attendance: str | None = column(DataClass.C3, str, nullable=True)
    note: str | None = column(DataClass.C3, str, nullable=True)
