"""How far the changes of each partnership are numbered, and how far they are forgotten."""

from uuid import UUID

from sqlalchemy import BigInteger
from sqlmodel import SQLModel

from sosafe_api.core.db.columns import Access, DataClass, column, secured, to_partnership


class ChangeFeed(SQLModel, table=True):
    """One row a partnership. Whoever holds its lock numbers changes, so that there is one numberer at a time.

    `numbered` is the last number given, `forgotten` the last one whose change is no longer kept.
    """

    __tablename__ = "change_feeds"
    __table_args__ = (to_partnership(), secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"))
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    numbered: int = column(DataClass.C1, BigInteger)
    forgotten: int = column(DataClass.C1, BigInteger)
