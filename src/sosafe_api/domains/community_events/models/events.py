"""Tables of events, of the series that they may belong to, and of their moves. Nobody is named in them."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Float, Index, Integer, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid
from sqlmodel import SQLModel

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
from sosafe_api.domains.community_events import vocabulary
from sosafe_api.domains.community_events.models.shared import CHANGED, INSTANT, MONEY, WRITTEN

for _table in ("community_events", "event_series"):
    unknown_reference(f"fk_{_table}_partnership_id_lead_agency_id", "#/lead_agency_id")


class Described(SQLModel):
    """What is said of an event, and of a series for all its events. The time zone is always Europe/London."""

    title: str = column(DataClass.C1, str)
    kind: str = column(DataClass.C1, str)
    description: str | None = column(DataClass.C1, str, nullable=True)
    visibility: str = column(DataClass.C1, str)
    attendance_mode: str = column(DataClass.C1, str)
    place_name: str | None = column(DataClass.C1, str, nullable=True)
    longitude: float | None = column(DataClass.C1, Float, nullable=True)
    latitude: float | None = column(DataClass.C1, Float, nullable=True)
    ward_code: str | None = column(DataClass.C1, str, nullable=True)
    lead_agency_id: UUID = column(DataClass.C1, UUID)
    objective_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    agency_ids: list[UUID] = column(DataClass.C1, ARRAY(Uuid))
    audience: str = column(DataClass.C1, str)
    communities_meant: list[str] = column(DataClass.C1, ARRAY(Text))
    sequence: int = column(DataClass.C1, Integer, default=0)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class EventSeries(Described, PartnershipRow, table=True):
    """Events at an interval, by the clock of Europe/London. `last_starts_at` is the latest that was made."""

    __tablename__ = "event_series"
    __table_args__ = (
        to_partnership(),
        references("agencies", "lead_agency_id"),
        references("objectives", "objective_id"),
        one_of("interval_unit", vocabulary.RhythmUnit),
        CheckConstraint("interval_length BETWEEN 1 AND 52", name="interval_length"),
        CheckConstraint("duration_minutes > 0", name="duration_minutes"),
        secured(Access.PARTNERSHIP, grants=CHANGED),
    )
    interval_unit: str = column(DataClass.C1, str)
    interval_length: int = column(DataClass.C1, Integer)
    begins_as: str = column(DataClass.C1, str)
    starts_at: datetime = column(DataClass.C1, datetime)
    duration_minutes: int = column(DataClass.C1, Integer)
    last_starts_at: datetime = column(DataClass.C1, datetime)


class CommunityEvent(Described, PartnershipRow, table=True):
    """One event, with its own identity also within a series, where `series_starts_at` is when the series has it.

    `previous_starts` are the starts that were told before it was moved, oldest first. Attendance counts
    attendances: who comes to two events is counted twice.
    """

    __tablename__ = "community_events"
    __table_args__ = (
        to_partnership(),
        references("event_series", "series_id"),
        references("agencies", "lead_agency_id"),
        references("objectives", "objective_id"),
        one_of("kind", vocabulary.EventKind),
        one_of("status", vocabulary.EventStatus),
        CheckConstraint("ends_at > starts_at", name="period"),
        UniqueConstraint("partnership_id", "series_id", "series_starts_at"),
        Index("ix_community_events_calendar", "partnership_id", "starts_at", "id"),
        secured(Access.PARTNERSHIP, grants=CHANGED),
    )
    series_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    series_starts_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    starts_at: datetime = column(DataClass.C1, datetime)
    ends_at: datetime = column(DataClass.C1, datetime)
    previous_starts: list[datetime] = column(DataClass.C1, ARRAY(INSTANT))
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    status_reason: str | None = column(DataClass.C1, str, nullable=True)
    moved_online: bool = column(DataClass.C1, Boolean, default=False)
    expected_attendance: int | None = column(DataClass.C1, Integer, nullable=True)
    actual_attendance: int | None = column(DataClass.C1, Integer, nullable=True)
    contacts_made: int | None = column(DataClass.C1, Integer, nullable=True)
    questionnaires_returned: int | None = column(DataClass.C1, Integer, nullable=True)
    doors_knocked: int | None = column(DataClass.C1, Integer, nullable=True)
    reports_submitted: int | None = column(DataClass.C1, Integer, nullable=True)
    intelligence_submitted: int | None = column(DataClass.C1, Integer, nullable=True)
    agency_ids_present: list[UUID] = column(DataClass.C1, ARRAY(Uuid))
    cost: Decimal | None = column(DataClass.C1, MONEY, nullable=True)
    results_recorded_at: datetime | None = column(DataClass.C1, datetime, nullable=True)

    @property
    def position(self) -> list[str]:
        """Where it stands in a list by start."""
        return [self.starts_at.isoformat(), str(self.id)]


class CommunityEventTransition(PartnershipRow, table=True):
    """One move of an event: when, by whom, and why. Never changed."""

    __tablename__ = "community_event_transitions"
    __table_args__ = (
        references("community_events", "event_id"),
        Index("ix_community_event_transitions_of", "partnership_id", "event_id", "id"),
        secured(Access.PARTNERSHIP, grants=WRITTEN),
    )
    event_id: UUID = column(DataClass.C1, UUID)
    from_status: str = column(DataClass.C1, str)
    to_status: str = column(DataClass.C1, str)
    reason_code: str | None = column(DataClass.C1, str, nullable=True)
    occurred_at: datetime = column(DataClass.C1, datetime)
    actor_id: UUID = column(DataClass.C1, UUID)
