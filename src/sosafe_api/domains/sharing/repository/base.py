"""What every query about sharing begins with: the actor's partnership, and rows in the order of their writing."""

from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow

Row = TypeVar("Row", bound=PartnershipRow)


class SharingRepositoryBase:
    """Row security shows what is about people of the caller's cases only; never commits."""

    def __init__(self, context: Context) -> None:
        self.actor = context.actor
        self.session = context.transaction.session

    def own(self, kind: type[Row]) -> Any:
        return select(kind).where(kind.partnership_id == self.actor.partnership_id)

    async def one(self, statement: Any) -> Any:
        return (await self.session.exec(statement)).first()

    async def add(self, *rows: PartnershipRow) -> None:
        """In this order, each written at once."""
        for row in rows:
            self.session.add(row)
            await self.session.flush()

    async def rows(self, kind: type[Row], statement: Any, limit: int, after: Any) -> list[Row]:
        """A page and one row more."""
        if after is not None:
            statement = statement.where(col(kind.id) > UUID(after))
        return list((await self.session.exec(statement.order_by(col(kind.id)).limit(limit + 1))).all())
