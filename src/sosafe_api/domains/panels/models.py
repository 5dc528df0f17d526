"""Tables of panels: meetings, what is put before them, packs, and what follows."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, LargeBinary, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

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
from sosafe_api.domains.panels.rules import ActionStatus, AgendaItemStatus, MeetingStatus, RequestStatus

unknown_reference("fk_panel_actions_partnership_id_owner_agency_id", "#/owner_agency_id")
unknown_reference("fk_information_requests_partnership_id_agency_id", "#/agency_id")


class Meeting(PartnershipRow, table=True):
    """A meeting of a group. `scheduled_on` is the day by the group's rhythm, wherever the meeting is moved to."""

    __tablename__ = "meetings"
    __table_args__ = (
        to_partnership(),
        references("groups", "group_id"),
        UniqueConstraint("partnership_id", "group_id", "scheduled_on"),
        Index(None, "partnership_id", "starts_at"),
        one_of("status", MeetingStatus),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    group_id: UUID = column(DataClass.C1, UUID)
    panel_kind: str | None = column(DataClass.C1, str, nullable=True)
    scheduled_on: date | None = column(DataClass.C1, date, nullable=True)
    starts_at: datetime = column(DataClass.C1, datetime)
    place: str | None = column(DataClass.C1, str, nullable=True)
    moves: int = column(DataClass.C1, Integer, default=0)
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    reason_code: str | None = column(DataClass.C1, str, nullable=True)
    attendance_version: int = column(DataClass.C1, Integer, default=0)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class SeatAttendance(PartnershipRow, table=True):
    """Whether the holder of an agency's seat came to a meeting; the holder is not named."""

    __tablename__ = "seat_attendances"
    __table_args__ = (
        references("meetings", "meeting_id"),
        references("group_memberships", "group_membership_id"),
        UniqueConstraint("partnership_id", "meeting_id", "group_membership_id"),
        secured(Access.GROUP, grants="SELECT, INSERT, DELETE"),
    )
    meeting_id: UUID = column(DataClass.C1, UUID)
    group_id: UUID = column(DataClass.C1, UUID)
    group_membership_id: UUID = column(DataClass.C1, UUID)
    agency_id: UUID = column(DataClass.C1, UUID)
    attendance: str = column(DataClass.C1, str)
    recorded_by: UUID = column(DataClass.C1, UUID)
    recorded_at: datetime = column(DataClass.C1, datetime)


class AgendaItem(PartnershipRow, table=True):
    """What a service puts before a meeting: its own copy, so that nobody there reads the case itself.

    `subject_ids` are the case, the referral and the people: whoever is excluded from one of them sees no item.
    """

    __tablename__ = "agenda_items"
    __table_args__ = (
        references("meetings", "meeting_id"),
        references("services", "service_id"),
        references("cases", "case_id"),
        references("referrals", "referral_id"),
        CheckConstraint("num_nonnulls(case_id, referral_id) > 0", name="subject"),
        Index(None, "partnership_id", "meeting_id"),
        one_of("status", AgendaItemStatus),
        secured(Access.AGENDA_ITEM, grants="SELECT, INSERT, UPDATE"),
    )
    meeting_id: UUID = column(DataClass.C1, UUID)
    group_id: UUID = column(DataClass.C1, UUID)
    service_id: UUID = column(DataClass.C1, UUID)
    presented_by: UUID = column(DataClass.C1, UUID)
    case_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    referral_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    subject_ids: list[UUID] = column(DataClass.C1, ARRAY(Uuid))
    title_code: str = column(DataClass.C1, str)
    person: dict[str, object] = column(DataClass.C2, JSONB)
    contact: dict[str, object] = column(DataClass.C2, JSONB)
    account: dict[str, object] = column(DataClass.C3, JSONB)
    status: str = column(DataClass.C1, str)
    published_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class AgendaItemRecusal(PartnershipRow, table=True):
    """Somebody who takes no part in an item. Not guarded by it, since who may see the item is read from here."""

    __tablename__ = "agenda_item_recusals"
    __table_args__ = (
        references("agenda_items", "agenda_item_id"),
        references("principals", "principal_id"),
        UniqueConstraint("partnership_id", "agenda_item_id", "principal_id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    agenda_item_id: UUID = column(DataClass.C1, UUID)
    principal_id: UUID = column(DataClass.C1, UUID)
    reason_code: str = column(DataClass.C1, str)
    recorded_by: UUID = column(DataClass.C1, UUID)
    recorded_at: datetime = column(DataClass.C1, datetime)


class PanelPack(PartnershipRow, table=True):
    """One publication of a meeting's pack to one agency."""

    __tablename__ = "panel_packs"
    __table_args__ = (
        references("meetings", "meeting_id"),
        references("agencies", "agency_id"),
        UniqueConstraint("partnership_id", "meeting_id", "agency_id", "number"),
        secured(Access.GROUP, grants="SELECT, INSERT"),
    )
    meeting_id: UUID = column(DataClass.C1, UUID)
    group_id: UUID = column(DataClass.C1, UUID)
    agency_id: UUID = column(DataClass.C1, UUID)
    number: int = column(DataClass.C1, Integer)
    published_by: UUID = column(DataClass.C1, UUID)
    published_at: datetime = column(DataClass.C1, datetime)


class PanelPackItem(PartnershipRow, table=True):
    """An item of one agency's pack: the bytes that its members are served."""

    __tablename__ = "panel_pack_items"
    __table_args__ = (
        references("panel_packs", "pack_id"),
        references("agenda_items", "agenda_item_id"),
        UniqueConstraint("partnership_id", "pack_id", "agenda_item_id"),
        secured(Access.PACK_ITEM, grants="SELECT, INSERT"),
    )
    pack_id: UUID = column(DataClass.C1, UUID)
    agenda_item_id: UUID = column(DataClass.C1, UUID)
    agency_id: UUID = column(DataClass.C1, UUID)
    body: bytes = column(DataClass.C3, LargeBinary)


class InformationRequest(PartnershipRow, table=True):
    """What an agency is asked before a panel deals with an item, and what it answered."""

    __tablename__ = "information_requests"
    __table_args__ = (
        references("agenda_items", "agenda_item_id"),
        references("agencies", "agency_id"),
        Index(None, "partnership_id", "agenda_item_id"),
        one_of("status", RequestStatus),
        secured(Access.INFORMATION_REQUEST, grants="SELECT, INSERT, UPDATE"),
    )
    agenda_item_id: UUID = column(DataClass.C1, UUID)
    meeting_id: UUID = column(DataClass.C1, UUID)
    group_id: UUID = column(DataClass.C1, UUID)
    agency_id: UUID = column(DataClass.C1, UUID)
    question: str = column(DataClass.C3, str)
    due_on: date = column(DataClass.C1, date)
    status: str = column(DataClass.C1, str)
    answer: str | None = column(DataClass.C3, str, nullable=True)
    refusal_code: str | None = column(DataClass.C1, str, nullable=True)
    asked_by: UUID = column(DataClass.C1, UUID)
    answered_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    answered_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class PanelDecision(PartnershipRow, table=True):
    """What a panel decided on an item, and why. Never changed."""

    __tablename__ = "panel_decisions"
    __table_args__ = (
        references("agenda_items", "agenda_item_id"),
        UniqueConstraint("partnership_id", "agenda_item_id"),
        secured(Access.OF_AGENDA_ITEM, grants="SELECT, INSERT"),
    )
    agenda_item_id: UUID = column(DataClass.C1, UUID)
    meeting_id: UUID = column(DataClass.C1, UUID)
    outcome_code: str = column(DataClass.C3, str)
    rationale: str = column(DataClass.C3, str)
    decided_by: UUID = column(DataClass.C1, UUID)
    decided_at: datetime = column(DataClass.C1, datetime)


class PanelAction(PartnershipRow, table=True):
    """What an agency is to do by when. It holds its own copy of whom it is about, for an agency outside the panel."""

    __tablename__ = "panel_actions"
    __table_args__ = (
        references("agenda_items", "agenda_item_id"),
        references("agencies", "owner_agency_id"),
        Index(None, "partnership_id", "owner_agency_id"),
        Index(None, "partnership_id", "group_id"),
        Index(None, "partnership_id", "agenda_item_id"),
        one_of("status", ActionStatus),
        secured(Access.PANEL_ACTION, grants="SELECT, INSERT, UPDATE"),
    )
    agenda_item_id: UUID = column(DataClass.C1, UUID)
    meeting_id: UUID = column(DataClass.C1, UUID)
    group_id: UUID = column(DataClass.C1, UUID)
    service_id: UUID = column(DataClass.C1, UUID)
    subject_ids: list[UUID] = column(DataClass.C1, ARRAY(Uuid))
    owner_agency_id: UUID = column(DataClass.C1, UUID)
    action_code: str = column(DataClass.C1, str)
    description: str = column(DataClass.C3, str)
    person: dict[str, object] = column(DataClass.C2, JSONB)
    due_on: date = column(DataClass.C1, date)
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    note: str | None = column(DataClass.C3, str, nullable=True)
    set_by: UUID = column(DataClass.C1, UUID)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class MeetingMinutes(PartnershipRow, table=True):
    """What was minuted of a meeting beside its decisions. Names nobody: what concerns somebody is an item's."""

    __tablename__ = "meeting_minutes"
    __table_args__ = (
        references("meetings", "meeting_id"),
        UniqueConstraint("partnership_id", "meeting_id"),
        secured(Access.GROUP, grants="SELECT, INSERT, UPDATE"),
    )
    meeting_id: UUID = column(DataClass.C1, UUID)
    group_id: UUID = column(DataClass.C1, UUID)
    text: str = column(DataClass.C3, str)
    written_by: UUID = column(DataClass.C1, UUID)
    approved_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    approved_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)
