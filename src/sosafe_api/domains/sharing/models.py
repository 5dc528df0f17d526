"""Tables of exclusions: conflicts of interest that beat every grant."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text

from sosafe_api.core.db.columns import (
    Access,
    DataClass,
    PartnershipRow,
    column,
    references,
    secured,
    to_partnership,
)


class Exclusion(PartnershipRow, table=True):
    """A principal who must not see a person, or the person of a referral or case, and all that goes with them.

    The database works out what else is hidden (`excluded_ids` in the migration): the same person's merged
    records, their cases, the others in those cases, and all of these people's cases and referrals.
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
            "uq_exclusions_subject",
            "partnership_id",
            "principal_id",
            "subject_id",
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
    lifted_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
