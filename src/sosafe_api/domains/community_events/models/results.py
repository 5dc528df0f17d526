"""Tables of what came of events: communities reached, issues raised, and what was said and done. Nobody is named."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Date, Index, Integer, UniqueConstraint

from sosafe_api.core.db.columns import Access, DataClass, PartnershipRow, column, one_of, references, secured
from sosafe_api.core.db.faults import unknown_reference
from sosafe_api.domains.community_events import vocabulary
from sosafe_api.domains.community_events.models.shared import CHANGED

unknown_reference("fk_event_issues_partnership_id_owner_agency_id", "#/owner_agency_id")


class EventReach(PartnershipRow, table=True):
    """How many attendances an event that was held had from one community."""

    __tablename__ = "event_reaches"
    __table_args__ = (
        references("community_events", "event_id"),
        one_of("community", vocabulary.Community),
        CheckConstraint("attendances >= 0", name="attendances"),
        UniqueConstraint("partnership_id", "event_id", "community"),
        secured(Access.PARTNERSHIP, grants=f"{CHANGED}, DELETE"),
    )
    event_id: UUID = column(DataClass.C1, UUID)
    community: str = column(DataClass.C1, str)
    attendances: int = column(DataClass.C1, Integer)


class EventIssue(PartnershipRow, table=True):
    """Something raised at an event, in words that name nobody, which an agency owns until it is done."""

    __tablename__ = "event_issues"
    __table_args__ = (
        references("community_events", "event_id"),
        references("agencies", "owner_agency_id"),
        one_of("status", vocabulary.EventIssueStatus),
        Index("ix_event_issues_of", "partnership_id", "event_id", "id"),
        secured(Access.PARTNERSHIP, grants=CHANGED),
    )
    event_id: UUID = column(DataClass.C1, UUID)
    issue: str = column(DataClass.C1, str)
    owner_agency_id: UUID = column(DataClass.C1, UUID)
    due_on: date = column(DataClass.C1, Date)
    status: str = column(DataClass.C1, str)
    done_on: date | None = column(DataClass.C1, Date, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class EventFeedback(PartnershipRow, table=True):
    """What was said at an event and what was done about it, "you said, we did", in words that name nobody."""

    __tablename__ = "event_feedback"
    __table_args__ = (
        references("community_events", "event_id"),
        Index("ix_event_feedback_of", "partnership_id", "event_id", "id"),
        secured(Access.PARTNERSHIP, grants=CHANGED),
    )
    event_id: UUID = column(DataClass.C1, UUID)
    you_said: str = column(DataClass.C1, str)
    we_did: str | None = column(DataClass.C1, str, nullable=True)
    public: bool = column(DataClass.C1, Boolean)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)
