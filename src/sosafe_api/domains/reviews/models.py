"""Tables of death reviews: the internal record, its steps, what follows from it, and what is published."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Index, Integer, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import Uuid

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
from sosafe_api.domains.reviews.errors import ReferenceInUse
from sosafe_api.domains.reviews.vocabulary import DeathReviewStatus, ReviewActionStatus

on_violation("uq_death_reviews_partnership_id_reference", ReferenceInUse)
unknown_reference("fk_death_reviews_partnership_id_victim_person_id", "#/victim_person_id")
unknown_reference("fk_death_review_recommendations_partnership_id_agency_id", "#/agency_id")
unknown_reference("fk_death_review_actions_partnership_id_agency_id", "#/agency_id")


class DeathReview(PartnershipRow, table=True):
    """The review of one death, kept by the group that conducts it. Who died is named here and nowhere else."""

    __tablename__ = "death_reviews"
    __table_args__ = (
        to_partnership(),
        references("groups", "group_id"),
        references("people", "victim_person_id"),
        UniqueConstraint("partnership_id", "reference"),
        one_of("status", DeathReviewStatus),
        secured(Access.DEATH_REVIEW, grants="SELECT, INSERT, UPDATE"),
    )
    group_id: UUID = column(DataClass.C1, UUID)
    reference: str = column(DataClass.C1, str)
    name: str = column(DataClass.C1, str)
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    notified_on: date = column(DataClass.C1, Date)
    handed_over_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    victim_person_id: UUID | None = column(DataClass.C3, UUID, nullable=True)
    victim_name: str = column(DataClass.C2, str)
    died_on: date | None = column(DataClass.C3, Date, nullable=True)
    relationship: str | None = column(DataClass.C3, str, nullable=True)
    circumstances: str | None = column(DataClass.C3, str, nullable=True)
    pseudonym: str | None = column(DataClass.C3, str, nullable=True)
    agency_ids: list[UUID] = column(DataClass.C3, ARRAY(Uuid))
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class DeathReviewStep(PartnershipRow, table=True):
    """One step of a review: when, by whom, and why. Never changed."""

    __tablename__ = "death_review_steps"
    __table_args__ = (
        references("death_reviews", "review_id"),
        UniqueConstraint("partnership_id", "review_id", "version"),
        secured(Access.OF_DEATH_REVIEW, grants="SELECT, INSERT"),
    )
    review_id: UUID = column(DataClass.C1, UUID)
    version: int = column(DataClass.C1, Integer)
    status: str = column(DataClass.C1, str)
    reason_code: str | None = column(DataClass.C1, str, nullable=True)
    occurred_at: datetime = column(DataClass.C1, datetime)
    actor_id: UUID = column(DataClass.C1, UUID)


class DeathReviewRecommendation(PartnershipRow, table=True):
    """What a review recommends to an agency, in words that name nobody."""

    __tablename__ = "death_review_recommendations"
    __table_args__ = (
        references("death_reviews", "review_id"),
        references("agencies", "agency_id"),
        Index(None, "partnership_id", "review_id"),
        secured(Access.OF_DEATH_REVIEW, grants="SELECT, INSERT"),
    )
    review_id: UUID = column(DataClass.C1, UUID)
    agency_id: UUID = column(DataClass.C1, UUID)
    theme: str = column(DataClass.C1, str)
    recommendation: str = column(DataClass.C1, str)


class DeathReviewAction(PartnershipRow, table=True):
    """What an agency does about a recommendation, in words that name nobody, and by when."""

    __tablename__ = "death_review_actions"
    __table_args__ = (
        references("death_reviews", "review_id"),
        references("death_review_recommendations", "recommendation_id"),
        references("agencies", "agency_id"),
        one_of("status", ReviewActionStatus),
        Index(None, "partnership_id", "review_id"),
        secured(Access.OF_DEATH_REVIEW, grants="SELECT, INSERT, UPDATE"),
    )
    review_id: UUID = column(DataClass.C1, UUID)
    recommendation_id: UUID = column(DataClass.C1, UUID)
    agency_id: UUID = column(DataClass.C1, UUID)
    description: str = column(DataClass.C1, str)
    due_on: date = column(DataClass.C1, Date)
    status: str = column(DataClass.C1, str)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class PublishedDeathReview(PartnershipRow, table=True):
    """The anonymised view of a published review; `id` is the review's. Follows its actions, nothing else."""

    __tablename__ = "published_death_reviews"
    __table_args__ = (
        references("death_reviews", "id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    content: dict[str, object] = column(DataClass.C1, JSONB)
    published_at: datetime = column(DataClass.C1, datetime)
