"""The table of merges: which records are one person's, who said so, and what was taken back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, text

from sosafe_api.core.db.columns import (
    Access,
    DataClass,
    PartnershipRow,
    column,
    references,
    secured,
    to_partnership,
)


class PersonMerge(PartnershipRow, table=True):
    """Two records said to be one person's, until it is reversed. Nothing of either record is changed.

    `root_id` is the record that the merged one is kept under now, along all merges in force. Not guarded by the
    people, since who may see them is read from here; it names nobody.
    """

    __tablename__ = "person_merges"
    __table_args__ = (
        to_partnership(),
        references("people", "person_id"),
        references("people", "merged_person_id"),
        references("people", "root_id"),
        CheckConstraint("person_id <> merged_person_id", name="two_records"),
        Index(
            "uq_person_merges_in_force",
            "partnership_id",
            "merged_person_id",
            unique=True,
            postgresql_where=text("reversed_at IS NULL"),
        ),
        Index(
            "ix_person_merges_root_id",
            "partnership_id",
            "root_id",
            postgresql_where=text("reversed_at IS NULL"),
        ),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    person_id: UUID = column(DataClass.C1, UUID)
    merged_person_id: UUID = column(DataClass.C1, UUID)
    root_id: UUID = column(DataClass.C1, UUID)
    reason_code: str = column(DataClass.C1, str)
    merged_by: UUID = column(DataClass.C1, UUID)
    merged_at: datetime = column(DataClass.C1, datetime)
    reversal_reason_code: str | None = column(DataClass.C1, str, nullable=True)
    reversed_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    reversed_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
