"""Tables of what everybody may read of events: copies without counts, the only ones that the reader role sees."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Integer
from sqlalchemy.dialects.postgresql import JSONB

from sosafe_api.core.db.columns import (
    Access,
    DataClass,
    PartnershipRow,
    column,
    references,
    secured,
    to_partnership,
)
from sosafe_api.domains.community_events.models.shared import CHANGED


class PublishedEvent(PartnershipRow, table=True):
    """The public view of an event; `id` is the event's. `withdrawn` where it is public no more."""

    __tablename__ = "published_events"
    __table_args__ = (
        references("community_events", "id"),
        Index("ix_published_events_calendar", "partnership_id", "starts_at", "id"),
        secured(Access.PARTNERSHIP, grants=CHANGED),
    )
    series_id: UUID | None = column(DataClass.C0, UUID, nullable=True)
    ward_code: str | None = column(DataClass.C0, str, nullable=True)
    starts_at: datetime = column(DataClass.C0, datetime)
    ends_at: datetime = column(DataClass.C0, datetime)
    withdrawn: bool = column(DataClass.C0)
    content: dict[str, object] = column(DataClass.C0, JSONB)
    version: int = column(DataClass.C0, Integer, default=1)
    updated_at: datetime = column(DataClass.C0, datetime)


class PublishedEventSeries(PartnershipRow, table=True):
    """The rule of a series with public events; `id` is the series'."""

    __tablename__ = "published_event_series"
    __table_args__ = (
        references("event_series", "id"),
        secured(Access.PARTNERSHIP, grants=CHANGED),
    )
    ward_code: str | None = column(DataClass.C0, str, nullable=True)
    withdrawn: bool = column(DataClass.C0)
    content: dict[str, object] = column(DataClass.C0, JSONB)
    version: int = column(DataClass.C0, Integer, default=1)
    updated_at: datetime = column(DataClass.C0, datetime)


class PublishedCalendar(PartnershipRow, table=True):
    """How often what a partnership publishes of events has changed, and when last; `id` is the partnership's."""

    __tablename__ = "published_calendars"
    __table_args__ = (to_partnership(), secured(Access.PARTNERSHIP, grants=CHANGED))
    version: int = column(DataClass.C0, Integer, default=1)
    updated_at: datetime = column(DataClass.C0, datetime)
