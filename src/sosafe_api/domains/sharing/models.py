"""Tables of sharing: consents, disclosures and what their recipients are told, and exclusions."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, Text, UniqueConstraint, Uuid, text
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
from sosafe_api.core.errors import Conflict
from sosafe_api.domains.sharing.vocabulary import ServiceConsentStatus

on_violation(
    "uq_consents_partnership_id_person_id_service_id",
    lambda: Conflict("The service already keeps a consent of this person: move that one on."),
)
on_violation("uq_exclusions_declared", lambda: Conflict("You declared this already, and it is in force."))
unknown_reference("fk_exclusions_partnership_id_principal_id", "#/principal_id")
unknown_reference("fk_disclosures_partnership_id_recipient_agency_id", "#/recipient_agency_id")


class Consent(PartnershipRow, table=True):
    """Whether a person agrees to take part in a service: one row for the two, moved on as they decide."""

    __tablename__ = "consents"
    __table_args__ = (
        references("people", "person_id"),
        references("services", "service_id"),
        UniqueConstraint("partnership_id", "person_id", "service_id"),
        one_of("status", ServiceConsentStatus),
        secured(Access.OF_PERSON, grants="SELECT, INSERT, UPDATE"),
    )
    person_id: UUID = column(DataClass.C1, UUID)
    service_id: UUID = column(DataClass.C1, UUID)
    status: str = column(DataClass.C2, str)
    stated_on: date = column(DataClass.C2, date)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class ConsentTransition(PartnershipRow, table=True):
    """One line of a consent's history, its first statement included."""

    __tablename__ = "consent_transitions"
    __table_args__ = (
        references("people", "person_id"),
        references("consents", "consent_id"),
        Index("ix_consent_transitions_consent_id", "partnership_id", "consent_id", "id"),
        secured(Access.OF_PERSON, grants="SELECT, INSERT"),
    )
    person_id: UUID = column(DataClass.C1, UUID)
    consent_id: UUID = column(DataClass.C1, UUID)
    from_status: str | None = column(DataClass.C2, str, nullable=True)
    to_status: str = column(DataClass.C2, str)
    reason: str | None = column(DataClass.C3, str, nullable=True)
    stated_on: date = column(DataClass.C2, date)
    actor_id: UUID = column(DataClass.C1, UUID)
    occurred_at: datetime = column(DataClass.C1, datetime)


class Disclosure(PartnershipRow, table=True):
    """What was told of a person: to whom, for what, on which ground, and why if without consent."""

    __tablename__ = "disclosures"
    __table_args__ = (
        references("people", "person_id"),
        references("services", "service_id"),
        references("agencies", "recipient_agency_id"),
        references("sharing_agreements", "agreement_id"),
        Index("ix_disclosures_person_id", "partnership_id", "person_id", "id"),
        secured(Access.OF_PERSON, grants="SELECT, INSERT"),
    )
    person_id: UUID = column(DataClass.C1, UUID)
    service_id: UUID = column(DataClass.C1, UUID)
    recipient_agency_id: UUID = column(DataClass.C1, UUID)
    disclosed_on: date = column(DataClass.C1, date)
    data_classes: list[str] = column(DataClass.C2, ARRAY(Text))
    purpose: str = column(DataClass.C2, str)
    agreement_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    lawful_basis: str = column(DataClass.C2, str)
    gateway: str | None = column(DataClass.C2, str, nullable=True)
    special_category_condition: str | None = column(DataClass.C2, str, nullable=True)
    necessity: str = column(DataClass.C3, str)
    consent_status: str = column(DataClass.C2, str)
    without_consent_reason: str | None = column(DataClass.C3, str, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    disclosed_by: UUID = column(DataClass.C1, UUID)
    created_at: datetime = column(DataClass.C1, datetime)


class DisclosureNotice(PartnershipRow, table=True):
    """What a past recipient is told and has to acknowledge. It leads to disclosures and is told without a name."""

    __tablename__ = "disclosure_notices"
    __table_args__ = (
        references("people", "person_id"),
        references("services", "service_id"),
        references("agencies", "recipient_agency_id"),
        references("consent_transitions", "consent_transition_id"),
        UniqueConstraint(
            "partnership_id",
            "consent_transition_id",
            "recipient_agency_id",
            name="uq_disclosure_notices_each_recipient_once",
        ),
        Index("ix_disclosure_notices_recipient", "partnership_id", "recipient_agency_id", "id"),
        secured(Access.RECIPIENT, grants="SELECT, INSERT, UPDATE"),
    )
    person_id: UUID = column(DataClass.C1, UUID)
    service_id: UUID = column(DataClass.C1, UUID)
    recipient_agency_id: UUID = column(DataClass.C1, UUID)
    consent_transition_id: UUID = column(DataClass.C1, UUID)
    kind: str = column(DataClass.C1, str)
    disclosure_ids: list[UUID] = column(DataClass.C1, ARRAY(Uuid))
    due_on: date = column(DataClass.C1, date)
    acknowledged_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    acknowledged_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)


class Exclusion(PartnershipRow, table=True):
    """A principal who must not see a person, or the person of a referral or case, and all that goes with them.

    The database works out what else is hidden (`excluded_ids` in the migration): the same person's merged
    records, their cases, the others in those cases, all of these people's cases and referrals, and referrals
    about anybody of the same name and date of birth. Whoever is excluded may declare the same again and is not
    told that it stands already.
    """

    __tablename__ = "exclusions"
    __table_args__ = (
        to_partnership(),
        references("principals", "principal_id"),
        CheckConstraint("subject_type IN ('person', 'case', 'referral')", name="subject_type"),
        Index(
            "ix_exclusions_in_force",
            "partnership_id",
            "principal_id",
            postgresql_where=text("lifted_at IS NULL"),
        ),
        Index(
            "uq_exclusions_declared",
            "partnership_id",
            "principal_id",
            "subject_id",
            "declared_by",
            unique=True,
            postgresql_where=text("lifted_at IS NULL"),
        ),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    principal_id: UUID = column(DataClass.C1, UUID)
    subject_type: str = column(DataClass.C1, str)
    subject_id: UUID = column(DataClass.C1, UUID)
    reason_code: str = column(DataClass.C1, str)
    declared_by: UUID = column(DataClass.C1, UUID)
    declared_at: datetime = column(DataClass.C1, datetime)
    lifting_reason_code: str | None = column(DataClass.C1, str, nullable=True)
    lifting_requested_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    lifting_requested_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    lifted_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    lifted_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1, column_options={"server_default": text("1")})
