"""Tables of referrals. What a list shows stands apart from what only the receiving service may read."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Index, Integer, LargeBinary, Text, UniqueConstraint, text
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
from sosafe_api.domains.referrals.rules import UNDECIDED, Status

_UNDECIDED = ", ".join(f"'{status.value}'" for status in sorted(UNDECIDED))


class Referral(PartnershipRow, table=True):
    """A request about a person to a service: who asked whom, when, and where it stands. Names nobody."""

    __tablename__ = "referrals"
    __table_args__ = (
        to_partnership(),
        references("agencies", "agency_id"),
        references("services", "service_id"),
        references("referrals", "redirected_from_id"),
        references("cases", "case_id"),
        one_of("status", Status),
        Index(
            "uq_referrals_agency_reference",
            "partnership_id",
            "agency_id",
            "agency_reference",
            unique=True,
            postgresql_where=text("redirected_from_id IS NULL"),
        ),
        Index("ix_referrals_sent", "partnership_id", "agency_id", "id"),
        Index("ix_referrals_sent_updated", "partnership_id", "agency_id", "updated_at", "id"),
        Index("ix_referrals_received", "partnership_id", "service_id", "id"),
        Index(
            "ix_referrals_undecided",
            "partnership_id",
            "service_id",
            "answer_deadline_at",
            postgresql_where=text(f"status IN ({_UNDECIDED})"),
        ),
        Index(
            "uq_referrals_redirected_from_id",
            "partnership_id",
            "redirected_from_id",
            unique=True,
            postgresql_where=text("redirected_from_id IS NOT NULL"),
        ),
        Index("ix_referrals_received_at", "partnership_id", "received_at"),
        Index(
            "ix_referrals_ended",
            "partnership_id",
            "status_since",
            postgresql_where=text("status IN ('completed', 'not_completed')"),
        ),
        Index(
            "ix_referrals_case_id",
            "partnership_id",
            "case_id",
            postgresql_where=text("case_id IS NOT NULL"),
        ),
        secured(Access.REFERRAL, grants="SELECT, INSERT, UPDATE"),
    )
    agency_id: UUID = column(DataClass.C1, UUID)
    agency_reference: str = column(DataClass.C1, str)
    service_id: UUID = column(DataClass.C1, UUID)
    submitted_by: UUID = column(DataClass.C1, UUID)
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    reason_code: str | None = column(DataClass.C1, str, nullable=True)
    redirected_from_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    redirected_to_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    case_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    referral_source: str = column(DataClass.C1, str)
    urgency: str = column(DataClass.C1, str)
    referred_on: date = column(DataClass.C1, Date)
    received_at: datetime = column(DataClass.C1, datetime)
    first_answer_by: date = column(DataClass.C1, Date)
    answer_deadline_at: datetime = column(DataClass.C1, datetime)
    clock_stopped_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    awaiting_seconds: int = column(DataClass.C1, Integer, default=0)
    decided_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    content_digest: bytes = column(DataClass.C1, LargeBinary)
    import_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    ending: str | None = column(DataClass.C1, str, nullable=True)
    result_codes: list[str] = column(
        DataClass.C1, ARRAY(Text), column_options={"server_default": text("'{}'")}
    )
    version: int = column(DataClass.C1, Integer, default=1)
    updated_at: datetime = column(DataClass.C1, datetime)


class ReferralDetails(PartnershipRow, table=True):
    """What the referral says about the person; `id` is the referral's. Read one by one, for a purpose."""

    __tablename__ = "referral_details"
    __table_args__ = (
        references("referrals", "id"),
        # By it an exclusion finds referrals about the same person that no case has taken up yet.
        Index(
            "ix_referral_details_date_of_birth",
            "partnership_id",
            "date_of_birth",
            postgresql_where=text("date_of_birth IS NOT NULL"),
        ),
        secured(Access.REFERRAL_CONTENT, grants="SELECT, INSERT"),
    )
    agency_id: UUID = column(DataClass.C1, UUID)
    service_id: UUID = column(DataClass.C1, UUID)
    full_name: str = column(DataClass.C2, str)
    date_of_birth: date | None = column(DataClass.C2, Date, nullable=True)
    age_band: str | None = column(DataClass.C2, str, nullable=True)
    outward_postcode: str | None = column(DataClass.C2, str, nullable=True)
    safe_contact: dict[str, object] = column(DataClass.C2, JSONB)
    interpreter_language: str | None = column(DataClass.C3, str, nullable=True)
    household: dict[str, object] | None = column(DataClass.C3, JSONB, nullable=True)
    reason_codes: list[str] = column(DataClass.C3, ARRAY(Text))
    risk: dict[str, object] | None = column(DataClass.C3, JSONB, nullable=True)
    consent: dict[str, object] = column(DataClass.C3, JSONB)
    narrative: str | None = column(DataClass.C3, str, nullable=True)


class ReferralTransition(PartnershipRow, table=True):
    """One move of a referral's status: when, by whom, of which agency, and why. Never changed."""

    __tablename__ = "referral_transitions"
    __table_args__ = (
        references("referrals", "referral_id"),
        UniqueConstraint("partnership_id", "referral_id", "version"),
        secured(Access.OF_REFERRAL, grants="SELECT, INSERT"),
    )
    referral_id: UUID = column(DataClass.C1, UUID)
    agency_id: UUID = column(DataClass.C1, UUID)
    service_id: UUID = column(DataClass.C1, UUID)
    version: int = column(DataClass.C1, Integer)
    from_status: str | None = column(DataClass.C1, str, nullable=True)
    to_status: str = column(DataClass.C1, str)
    reason_code: str | None = column(DataClass.C1, str, nullable=True)
    note: str | None = column(DataClass.C3, str, nullable=True)
    actor_id: UUID = column(DataClass.C1, UUID)
    actor_agency_id: UUID = column(DataClass.C1, UUID)
    occurred_at: datetime = column(DataClass.C1, datetime)


class ReferralQuestion(PartnershipRow, table=True):
    """A question of the service to the sender, and its answer."""

    __tablename__ = "referral_questions"
    __table_args__ = (
        references("referrals", "referral_id"),
        Index(None, "partnership_id", "referral_id"),
        secured(Access.OF_REFERRAL, grants="SELECT, INSERT, UPDATE"),
    )
    referral_id: UUID = column(DataClass.C1, UUID)
    agency_id: UUID = column(DataClass.C1, UUID)
    service_id: UUID = column(DataClass.C1, UUID)
    code: str = column(DataClass.C1, str)
    question: str = column(DataClass.C3, str)
    asked_at: datetime = column(DataClass.C1, datetime)
    asked_by: UUID = column(DataClass.C1, UUID)
    answer: str | None = column(DataClass.C3, str, nullable=True)
    answered_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    answered_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
