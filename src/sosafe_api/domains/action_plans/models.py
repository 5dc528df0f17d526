"""Tables of action plans: a year's plan, its actions with milestones and updates, and problem-solving plans."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, Integer, Numeric, UniqueConstraint, Uuid, text
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
from sosafe_api.domains.action_plans.errors import AlreadyCarried, PlanExists
from sosafe_api.domains.action_plans.vocabulary import (
    ActionPlanStatus,
    PlanActionStatus,
    ProblemSolvingStatus,
)

on_violation("uq_action_plans_year", PlanExists)
on_violation("uq_plan_actions_partnership_id_carried_from_id", AlreadyCarried)
unknown_reference("fk_action_plans_partnership_id_group_id", "#/group_id")
for _table in ("plan_actions", "problem_solving_plans"):
    unknown_reference(f"fk_{_table}_partnership_id_owner_agency_id", "#/owner_agency_id")
unknown_reference("fk_plan_actions_partnership_id_problem_solving_plan_id", "#/problem_solving_plan_id")

_WRITES = secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE")
_LINKS = secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE")
VALUE = Numeric(14, 4)


class ActionPlan(PartnershipRow, table=True):
    """A strategy's plan for a financial year. `starts_on` and `ends_on` (exclusive) are that year's."""

    __tablename__ = "action_plans"
    __table_args__ = (
        to_partnership(),
        references("strategies", "strategy_id"),
        references("groups", "group_id"),
        references("principals", "created_by"),
        references("principals", "agreed_by"),
        CheckConstraint("agreed_by <> created_by AND agreed_by <> ALL (written_by)", name="second_person"),
        Index(
            "uq_action_plans_year",
            "partnership_id",
            "strategy_id",
            "financial_year",
            unique=True,
            postgresql_where=text("status <> 'discarded'"),
        ),
        one_of("status", ActionPlanStatus),
        _WRITES,
    )
    strategy_id: UUID = column(DataClass.C1, UUID)
    group_id: UUID = column(DataClass.C1, UUID)
    financial_year: str = column(DataClass.C1, str)
    starts_on: date = column(DataClass.C1, Date)
    ends_on: date = column(DataClass.C1, Date)
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    created_by: UUID = column(DataClass.C1, UUID)
    written_by: list[UUID] = column(
        DataClass.C1, ARRAY(Uuid), default_factory=list, column_options={"server_default": text("'{}'")}
    )
    agreed_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    agreed_on: date | None = column(DataClass.C1, Date, nullable=True)
    closed_on: date | None = column(DataClass.C1, Date, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class ProblemSolvingPlan(PartnershipRow, table=True):
    """A problem dealt with by SARA, in words that name nobody."""

    __tablename__ = "problem_solving_plans"
    __table_args__ = (
        to_partnership(),
        references("objectives", "objective_id"),
        references("agencies", "owner_agency_id"),
        one_of("status", ProblemSolvingStatus),
        _WRITES,
    )
    title: str = column(DataClass.C1, str)
    place: str | None = column(DataClass.C1, str, nullable=True)
    objective_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    owner_agency_id: UUID = column(DataClass.C1, UUID)
    kpi: str | None = column(DataClass.C1, str, nullable=True)
    started_on: date = column(DataClass.C1, Date)
    scanning: str | None = column(DataClass.C1, str, nullable=True)
    analysis: str | None = column(DataClass.C1, str, nullable=True)
    response: str | None = column(DataClass.C1, str, nullable=True)
    assessment: str | None = column(DataClass.C1, str, nullable=True)
    outcome: str | None = column(DataClass.C1, str, nullable=True)
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class PlanAction(PartnershipRow, table=True):
    """An action with its SMART target. `stated_on` is the day of the latest word on it."""

    __tablename__ = "plan_actions"
    __table_args__ = (
        references("action_plans", "plan_id"),
        references("objectives", "objective_id"),
        references("agencies", "owner_agency_id"),
        references("problem_solving_plans", "problem_solving_plan_id"),
        references("plan_actions", "carried_from_id"),
        UniqueConstraint("partnership_id", "plan_id", "number"),
        UniqueConstraint("partnership_id", "carried_from_id"),
        CheckConstraint("due_on >= starts_on", name="period"),
        Index(None, "partnership_id", "problem_solving_plan_id"),
        one_of("status", PlanActionStatus),
        _WRITES,
    )
    plan_id: UUID = column(DataClass.C1, UUID)
    number: int = column(DataClass.C1, Integer)
    objective_id: UUID = column(DataClass.C1, UUID)
    owner_agency_id: UUID = column(DataClass.C1, UUID)
    problem_solving_plan_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    kpi: str | None = column(DataClass.C1, str, nullable=True)
    title: str = column(DataClass.C1, str)
    specific: str = column(DataClass.C1, str)
    measure: str = column(DataClass.C1, str)
    unit: str = column(DataClass.C1, str)
    baseline: Decimal | None = column(DataClass.C1, VALUE, nullable=True)
    target_value: Decimal = column(DataClass.C1, VALUE)
    achievable: str = column(DataClass.C1, str)
    realistic: str = column(DataClass.C1, str)
    starts_on: date = column(DataClass.C1, Date)
    due_on: date = column(DataClass.C1, Date)
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    stated_on: date | None = column(DataClass.C1, Date, nullable=True)
    latest_value: Decimal | None = column(DataClass.C1, VALUE, nullable=True)
    completed_on: date | None = column(DataClass.C1, Date, nullable=True)
    carried_from_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class PlanMilestone(PartnershipRow, table=True):
    """A step of an action with its own day."""

    __tablename__ = "plan_milestones"
    __table_args__ = (
        references("plan_actions", "action_id"),
        Index(None, "partnership_id", "action_id"),
        _WRITES,
    )
    action_id: UUID = column(DataClass.C1, UUID)
    title: str = column(DataClass.C1, str)
    due_on: date = column(DataClass.C1, Date)
    done_on: date | None = column(DataClass.C1, Date, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class PlanUpdate(PartnershipRow, table=True):
    """How an action was said to stand on a day, each change of its status among them. Never changed."""

    __tablename__ = "plan_updates"
    __table_args__ = (
        references("plan_actions", "action_id"),
        references("meetings", "meeting_id"),
        references("agencies", "agency_id"),
        references("principals", "recorded_by"),
        Index(None, "partnership_id", "action_id", "noted_on"),
        one_of("status", PlanActionStatus),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    action_id: UUID = column(DataClass.C1, UUID)
    noted_on: date = column(DataClass.C1, Date)
    status: str = column(DataClass.C1, str)
    note: str = column(DataClass.C1, str)
    value: Decimal | None = column(DataClass.C1, VALUE, nullable=True)
    meeting_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    agency_id: UUID = column(DataClass.C1, UUID)
    recorded_by: UUID = column(DataClass.C1, UUID)
    recorded_at: datetime = column(DataClass.C1, datetime)


class PlanActionBid(PartnershipRow, table=True):
    """A funding bid that pays for an action, or is to."""

    __tablename__ = "plan_action_bids"
    __table_args__ = (
        references("plan_actions", "action_id"),
        references("funding_bids", "bid_id"),
        UniqueConstraint("partnership_id", "action_id", "bid_id"),
        Index(None, "partnership_id", "bid_id"),
        _LINKS,
    )
    action_id: UUID = column(DataClass.C1, UUID)
    bid_id: UUID = column(DataClass.C1, UUID)


class PlanActionEvent(PartnershipRow, table=True):
    """A community event that is held for an action."""

    __tablename__ = "plan_action_events"
    __table_args__ = (
        references("plan_actions", "action_id"),
        references("community_events", "event_id"),
        UniqueConstraint("partnership_id", "action_id", "event_id"),
        Index(None, "partnership_id", "event_id"),
        _LINKS,
    )
    action_id: UUID = column(DataClass.C1, UUID)
    event_id: UUID = column(DataClass.C1, UUID)
