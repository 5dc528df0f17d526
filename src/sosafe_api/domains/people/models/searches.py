"""The table of searches for people: who asked when, and a keyed hash of what for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Integer

from sosafe_api.core.db.columns import (
    Access,
    DataClass,
    PartnershipRow,
    column,
    references,
    secured,
)


class PersonSearch(PartnershipRow, table=True):
    """One search, empty ones too. `terms_digest` is equal for equal terms and tells nothing without the key."""

    __tablename__ = "person_searches"
    __table_args__ = (
        references("principals", "principal_id"),
        Index("ix_person_searches_lately", "partnership_id", "principal_id", "searched_at"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    principal_id: UUID = column(DataClass.C1, UUID)
    terms_digest: str = column(DataClass.C1, str)
    found: int = column(DataClass.C1, Integer)
    searched_at: datetime = column(DataClass.C1, datetime)
