"""Tables of ambassadors and other volunteers: a reference, a name where one is needed, and hours of training."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, Integer, Numeric, UniqueConstraint

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
from sosafe_api.domains.community_events import vocabulary
from sosafe_api.domains.community_events.errors import VolunteerReferenceInUse
from sosafe_api.domains.community_events.models.shared import CHANGED, WRITTEN

on_violation("uq_volunteers_partnership_id_reference", VolunteerReferenceInUse)
unknown_reference("fk_volunteers_partnership_id_agency_id", "#/agency_id")
unknown_reference("fk_volunteer_training_sessions_partnership_id_event_id", "#/event_id")


class Volunteer(PartnershipRow, table=True):
    """Somebody under a reference that tells nothing of them; a volunteer may be a child."""

    __tablename__ = "volunteers"
    __table_args__ = (
        to_partnership(),
        references("agencies", "agency_id"),
        one_of("role", vocabulary.VolunteerRole),
        one_of("status", vocabulary.VolunteerStatus),
        UniqueConstraint("partnership_id", "reference"),
        secured(Access.PARTNERSHIP, grants=CHANGED),
    )
    reference: str = column(DataClass.C1, str)
    display_name: str | None = column(DataClass.C2, str, nullable=True)
    role: str = column(DataClass.C1, str)
    agency_id: UUID = column(DataClass.C1, UUID)
    status: str = column(DataClass.C1, str)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class VolunteerTrainingSession(PartnershipRow, table=True):
    """Hours of training on one day. Never changed."""

    __tablename__ = "volunteer_training_sessions"
    __table_args__ = (
        references("volunteers", "volunteer_id"),
        references("community_events", "event_id"),
        CheckConstraint("hours > 0 AND hours <= 24", name="hours"),
        Index("ix_volunteer_training_sessions_of", "partnership_id", "volunteer_id", "id"),
        secured(Access.PARTNERSHIP, grants=WRITTEN),
    )
    volunteer_id: UUID = column(DataClass.C1, UUID)
    event_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    trained_on: date = column(DataClass.C1, Date)
    topic: str = column(DataClass.C1, str)
    hours: Decimal = column(DataClass.C1, Numeric(4, 2))
    created_at: datetime = column(DataClass.C1, datetime)
