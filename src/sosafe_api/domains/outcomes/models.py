"""Tables of outcomes: results with their versions, follow-ups and their rules, approvals of extracts."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, Integer, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY

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
from sosafe_api.domains.outcomes.errors import AlreadyConcluded, AlreadyMeasured, RuleInUse
from sosafe_api.domains.outcomes.vocabulary import (
    ExtractStatus,
    FollowUpOutcome,
    MeasurementPoint,
    ResultArea,
    ResultEvidence,
    ResultValue,
)

on_violation("uq_case_results_measured_once", AlreadyMeasured)
on_violation("uq_follow_ups_partnership_id_case_id_months", AlreadyConcluded)
on_violation("uq_follow_up_rules_partnership_id_service_id_starts_on", RuleInUse)
unknown_reference("fk_follow_up_rules_partnership_id_service_id", "#/service_id")
unknown_reference("fk_extract_approvals_partnership_id_service_id", "#/service_id")


class CaseResult(PartnershipRow, table=True):
    """One version of what was measured once of a case; a correction adds the next, nothing is changed."""

    __tablename__ = "case_results"
    __table_args__ = (
        references("cases", "case_id"),
        references("case_needs", "need_id"),
        references("principals", "recorded_by"),
        UniqueConstraint("partnership_id", "result_id", "version"),
        UniqueConstraint(
            "partnership_id",
            "case_id",
            "area",
            "point",
            "follow_up_months",
            "version",
            name="uq_case_results_measured_once",
            postgresql_nulls_not_distinct=True,
        ),
        one_of("point", MeasurementPoint),
        one_of("area", ResultArea),
        one_of("value", ResultValue),
        one_of("evidence", ResultEvidence),
        secured(Access.OF_CASE, grants="SELECT, INSERT"),
    )
    case_id: UUID = column(DataClass.C1, UUID)
    result_id: UUID = column(DataClass.C1, UUID)
    version: int = column(DataClass.C1, Integer)
    need_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    area: str = column(DataClass.C3, str)
    point: str = column(DataClass.C1, str)
    follow_up_months: int | None = column(DataClass.C1, Integer, nullable=True)
    value: str = column(DataClass.C3, str)
    evidence: str = column(DataClass.C3, str)
    note: str | None = column(DataClass.C3, str, nullable=True)
    measured_on: date = column(DataClass.C3, Date)
    entered_in_error: bool = column(DataClass.C1)
    recorded_by: UUID = column(DataClass.C1, UUID)
    recorded_at: datetime = column(DataClass.C1, datetime)


class FamilyAssessment(PartnershipRow, table=True):
    """An assessment of a family and the plan that came of it; the latest one counts."""

    __tablename__ = "family_assessments"
    __table_args__ = (
        references("cases", "case_id"),
        Index("ix_family_assessments_of_case", "partnership_id", "case_id", "id"),
        secured(Access.OF_CASE, grants="SELECT, INSERT"),
    )
    case_id: UUID = column(DataClass.C1, UUID)
    whole_family: bool = column(DataClass.C3)
    assessed_on: date = column(DataClass.C3, Date)
    plan_agreed_on: date | None = column(DataClass.C3, Date, nullable=True)
    recorded_by: UUID = column(DataClass.C1, UUID)
    recorded_at: datetime = column(DataClass.C1, datetime)


class FollowUpRule(PartnershipRow, table=True):
    """How many months after closure a service measures again, for cases closed from a day on. Never changed."""

    __tablename__ = "follow_up_rules"
    __table_args__ = (
        to_partnership(),
        references("services", "service_id"),
        UniqueConstraint("partnership_id", "service_id", "starts_on"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    service_id: UUID = column(DataClass.C1, UUID)
    months: list[int] = column(DataClass.C1, ARRAY(Integer))
    starts_on: date = column(DataClass.C1, Date)
    version: int = column(DataClass.C1, Integer)
    created_at: datetime = column(DataClass.C1, datetime)


class FollowUp(PartnershipRow, table=True):
    """How a follow-up was concluded; one that is due has no row, since its day follows from the rule."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        references("cases", "case_id"),
        references("principals", "concluded_by"),
        UniqueConstraint("partnership_id", "case_id", "months"),
        one_of("outcome", FollowUpOutcome),
        secured(Access.OF_CASE, grants="SELECT, INSERT"),
    )
    case_id: UUID = column(DataClass.C1, UUID)
    months: int = column(DataClass.C1, Integer)
    due_on: date = column(DataClass.C1, Date)
    outcome: str = column(DataClass.C1, str)
    reason_code: str | None = column(DataClass.C3, str, nullable=True)
    concluded_on: date = column(DataClass.C1, Date)
    concluded_by: UUID = column(DataClass.C1, UUID)
    version: int = column(DataClass.C1, Integer)
    created_at: datetime = column(DataClass.C1, datetime)


class ExtractApproval(PartnershipRow, table=True):
    """A request for records of closed cases without names, and a second person's answer to it."""

    __tablename__ = "extract_approvals"
    __table_args__ = (
        to_partnership(),
        references("principals", "requested_by"),
        references("principals", "decided_by"),
        references("services", "service_id"),
        one_of("status", ExtractStatus),
        CheckConstraint("status <> 'approved' OR decided_by <> requested_by", name="second_person"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    project: str = column(DataClass.C1, str)
    reason: str = column(DataClass.C1, str)
    service_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    closed_from: date = column(DataClass.C1, Date)
    closed_before: date = column(DataClass.C1, Date)
    status: str = column(DataClass.C1, str)
    requested_by: UUID = column(DataClass.C1, UUID)
    requested_at: datetime = column(DataClass.C1, datetime)
    decided_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    decided_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    expires_on: date | None = column(DataClass.C1, Date, nullable=True)
    version: int = column(DataClass.C1, Integer)
    updated_at: datetime = column(DataClass.C1, datetime)
