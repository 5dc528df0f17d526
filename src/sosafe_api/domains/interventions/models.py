"""Tables of interventions, the stages of ASB cases, public spaces orders, and ASB case reviews."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Index, Integer, Numeric, SmallInteger, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB

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
from sosafe_api.core.db.faults import unknown_reference
from sosafe_api.domains.interventions import vocabulary

for _table, _column in (
    ("interventions", "agency_id"),
    ("public_spaces_orders", "agency_id"),
    ("asb_case_review_recommendations", "agency_id"),
    ("interventions", "public_spaces_penalty_id"),
):
    unknown_reference(f"fk_{_table}_partnership_id_{_column}", f"#/{_column}")
_MONEY = Numeric(13, 2)
_CHANGED = "SELECT, INSERT, UPDATE"


class Intervention(PartnershipRow, table=True):
    """A step of a case. Days count whole, the last one too; instants are of powers that last hours."""

    __tablename__ = "interventions"
    __table_args__ = (
        references("cases", "case_id"),
        references("people", "person_id"),
        references("agencies", "agency_id"),
        references("public_spaces_penalties", "public_spaces_penalty_id"),
        one_of("kind", vocabulary.InterventionKind),
        one_of("status", vocabulary.InterventionStatus),
        Index("ix_interventions_of_case", "partnership_id", "case_id", "id"),
        UniqueConstraint("partnership_id", "public_spaces_penalty_id"),
        secured(Access.OF_CASE, grants=_CHANGED),
    )
    case_id: UUID = column(DataClass.C1, UUID)
    person_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    agency_id: UUID = column(DataClass.C1, UUID)
    kind: str = column(DataClass.C3, str)
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    issued_on: date | None = column(DataClass.C1, date, nullable=True)
    ended_as: str | None = column(DataClass.C1, str, nullable=True)
    starts_on: date | None = column(DataClass.C1, date, nullable=True)
    last_day: date | None = column(DataClass.C1, date, nullable=True)
    starts_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    ends_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    review_on: date | None = column(DataClass.C1, date, nullable=True)
    hearing_on: date | None = column(DataClass.C1, date, nullable=True)
    extensions: int = column(DataClass.C1, SmallInteger, default=0)
    ward: str | None = column(DataClass.C2, str, nullable=True)
    outward_postcode: str | None = column(DataClass.C2, str, nullable=True)
    uprn: str | None = column(DataClass.C3, str, nullable=True)
    place: str | None = column(DataClass.C3, str, nullable=True)
    terms: str | None = column(DataClass.C3, str, nullable=True)
    works: str | None = column(DataClass.C3, str, nullable=True)
    conviction: str | None = column(DataClass.C3, str, nullable=True)
    ground: str | None = column(DataClass.C3, str, nullable=True)
    extent: str | None = column(DataClass.C1, str, nullable=True)
    under_18: bool | None = column(DataClass.C3, Boolean, nullable=True)
    power_of_arrest: bool | None = column(DataClass.C3, Boolean, nullable=True)
    penalty: Decimal | None = column(DataClass.C3, _MONEY, nullable=True)
    public_spaces_penalty_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    outcome: str | None = column(DataClass.C3, str, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class InterventionBreach(PartnershipRow, table=True):
    """An occasion on which the terms of an intervention were broken, and what followed."""

    __tablename__ = "intervention_breaches"
    __table_args__ = (
        references("cases", "case_id"),
        references("interventions", "intervention_id"),
        one_of("consequence", vocabulary.BreachConsequence),
        Index("ix_intervention_breaches_of", "partnership_id", "intervention_id", "id"),
        secured(Access.OF_CASE, grants=_CHANGED),
    )
    case_id: UUID = column(DataClass.C1, UUID)
    intervention_id: UUID = column(DataClass.C1, UUID)
    occurred_on: date = column(DataClass.C3, date)
    account: str = column(DataClass.C3, str)
    consequence: str = column(DataClass.C3, str)
    penalty: Decimal | None = column(DataClass.C3, _MONEY, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class AsbCase(PartnershipRow, table=True):
    """The stage of a case of anti-social behaviour; one that never moved has no row and is as reported."""

    __tablename__ = "asb_cases"
    __table_args__ = (
        references("cases", "case_id"),
        one_of("stage", vocabulary.AsbStage),
        UniqueConstraint("partnership_id", "case_id"),
        secured(Access.OF_CASE, grants=_CHANGED),
    )
    case_id: UUID = column(DataClass.C1, UUID)
    stage: str = column(DataClass.C1, str)
    stage_since: datetime = column(DataClass.C1, datetime)
    closed_as: str | None = column(DataClass.C1, str, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    updated_at: datetime = column(DataClass.C1, datetime)


class EnforcementTransition(PartnershipRow, table=True):
    """One move of an intervention, or, where none is named, of the case's stage."""

    __tablename__ = "enforcement_transitions"
    __table_args__ = (
        references("cases", "case_id"),
        references("interventions", "intervention_id"),
        Index("ix_enforcement_transitions_of_case", "partnership_id", "case_id", "id"),
        secured(Access.OF_CASE, grants="SELECT, INSERT"),
    )
    case_id: UUID = column(DataClass.C1, UUID)
    intervention_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    from_code: str = column(DataClass.C1, str)
    to_code: str = column(DataClass.C1, str)
    reason_code: str | None = column(DataClass.C1, str, nullable=True)
    note: str | None = column(DataClass.C3, str, nullable=True)
    occurred_at: datetime = column(DataClass.C1, datetime)
    actor_id: UUID = column(DataClass.C1, UUID)


class PublicSpacesOrder(PartnershipRow, table=True):
    """A public spaces protection order: an area and its restrictions, about no person."""

    __tablename__ = "public_spaces_orders"
    __table_args__ = (
        to_partnership(),
        references("agencies", "agency_id"),
        one_of("status", vocabulary.PublicSpacesOrderStatus),
        Index("ix_public_spaces_orders_lapse", "partnership_id", "last_day"),
        CheckConstraint("last_day >= starts_on", name="period"),
        secured(Access.PARTNERSHIP, grants=_CHANGED),
    )
    agency_id: UUID = column(DataClass.C1, UUID)
    title: str = column(DataClass.C1, str)
    area: str = column(DataClass.C1, str)
    designated_areas: list[str] = column(DataClass.C1, JSONB)
    restrictions: list[str] = column(DataClass.C1, JSONB)
    starts_on: date = column(DataClass.C1, date)
    last_day: date = column(DataClass.C1, date)
    review_on: date | None = column(DataClass.C1, date, nullable=True)
    status: str = column(DataClass.C1, str)
    discharged_on: date | None = column(DataClass.C1, date, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class PublicSpacesExtension(PartnershipRow, table=True):
    """One extension of an order, decided before the order would have lapsed."""

    __tablename__ = "public_spaces_extensions"
    __table_args__ = (
        references("public_spaces_orders", "public_spaces_order_id"),
        Index("ix_public_spaces_extensions_of", "partnership_id", "public_spaces_order_id", "id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    public_spaces_order_id: UUID = column(DataClass.C1, UUID)
    decided_on: date = column(DataClass.C1, date)
    last_day_before: date = column(DataClass.C1, date)
    last_day: date = column(DataClass.C1, date)
    created_at: datetime = column(DataClass.C1, datetime)


class PublicSpacesPenalty(PartnershipRow, table=True):
    """A fixed penalty under an order, about nobody; a step of a case may name it, never the other way round."""

    __tablename__ = "public_spaces_penalties"
    __table_args__ = (
        references("public_spaces_orders", "public_spaces_order_id"),
        Index("ix_public_spaces_penalties_of", "partnership_id", "public_spaces_order_id", "id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    public_spaces_order_id: UUID = column(DataClass.C1, UUID)
    issued_on: date = column(DataClass.C1, date)
    amount: Decimal = column(DataClass.C1, _MONEY)
    created_at: datetime = column(DataClass.C1, datetime)


class AsbReviewProcedure(PartnershipRow, table=True):
    """The partnership's review procedures from a day on: the threshold and the clock. Never changed."""

    __tablename__ = "asb_case_review_procedures"
    __table_args__ = (
        to_partnership(),
        UniqueConstraint("partnership_id", "starts_on"),
        CheckConstraint("complaints_needed BETWEEN 1 AND 3", name="complaints_needed"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    starts_on: date = column(DataClass.C1, date)
    complaints_needed: int = column(DataClass.C1, SmallInteger)
    complaint_within_months: int = column(DataClass.C1, SmallInteger)
    application_within_months: int = column(DataClass.C1, SmallInteger)
    acknowledge_within: int = column(DataClass.C1, SmallInteger)
    decide_within: int = column(DataClass.C1, SmallInteger)
    meet_within: int = column(DataClass.C1, SmallInteger)
    created_at: datetime = column(DataClass.C1, datetime)


class AsbCaseReview(PartnershipRow, table=True):
    """An application for an ASB case review and what became of it, kept by one service."""

    __tablename__ = "asb_case_reviews"
    __table_args__ = (
        to_partnership(),
        references("services", "service_id"),
        references("cases", "case_id"),
        references("asb_case_review_procedures", "procedure_id"),
        one_of("status", vocabulary.AsbCaseReviewStatus),
        Index("ix_asb_case_reviews_of_service", "partnership_id", "service_id", "id"),
        Index("ix_asb_case_reviews_applied", "partnership_id", "applied_on"),
        secured(Access.CASE_REVIEW, grants=_CHANGED),
    )
    service_id: UUID = column(DataClass.C1, UUID)
    case_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    procedure_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    applicant: str = column(DataClass.C1, str)
    applicant_name: str | None = column(DataClass.C2, str, nullable=True)
    applicant_contact: str | None = column(DataClass.C2, str, nullable=True)
    account: str = column(DataClass.C3, str)
    complaints: list[dict[str, Any]] = column(DataClass.C3, JSONB)
    qualifying_complaints: int = column(DataClass.C1, SmallInteger)
    complaints_needed: int = column(DataClass.C1, SmallInteger)
    status: str = column(DataClass.C1, str)
    applied_on: date = column(DataClass.C1, date)
    acknowledge_by: date = column(DataClass.C1, date)
    decide_by: date = column(DataClass.C1, date)
    meet_by: date = column(DataClass.C1, date)
    next_due_on: date | None = column(DataClass.C1, date, nullable=True)
    acknowledged_on: date | None = column(DataClass.C1, date, nullable=True)
    decided_on: date | None = column(DataClass.C1, date, nullable=True)
    threshold_met: bool | None = column(DataClass.C1, Boolean, nullable=True)
    ground: str | None = column(DataClass.C1, str, nullable=True)
    held_on: date | None = column(DataClass.C1, date, nullable=True)
    concluded_on: date | None = column(DataClass.C1, date, nullable=True)
    recommended: bool | None = column(DataClass.C1, Boolean, nullable=True)
    closed_on: date | None = column(DataClass.C1, date, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class AsbReviewRecommendation(PartnershipRow, table=True):
    """What a review recommends to an agency, and the agency's response."""

    __tablename__ = "asb_case_review_recommendations"
    __table_args__ = (
        references("asb_case_reviews", "asb_case_review_id"),
        references("services", "service_id"),
        references("cases", "case_id"),
        references("agencies", "agency_id"),
        Index("ix_asb_case_review_recommendations_of", "partnership_id", "asb_case_review_id", "id"),
        secured(Access.CASE_REVIEW, grants=_CHANGED),
    )
    asb_case_review_id: UUID = column(DataClass.C1, UUID)
    service_id: UUID = column(DataClass.C1, UUID)
    case_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    agency_id: UUID = column(DataClass.C1, UUID)
    recommendation: str = column(DataClass.C3, str)
    response: str | None = column(DataClass.C1, str, nullable=True)
    response_note: str | None = column(DataClass.C3, str, nullable=True)
    responded_on: date | None = column(DataClass.C1, date, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)
