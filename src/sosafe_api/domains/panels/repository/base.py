"""What every repository of panels does: find a row, lock it, add one, read a page in the order of making."""

from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow

Row = TypeVar("Row", bound=PartnershipRow)


class PanelRepository:
    """Rows of the actor's partnership; never commits."""

    def __init__(self, context: Context) -> None:
        self._actor = context.actor
        self._partnership_id = context.actor.partnership_id
        self._today = london_date(context.now)
        self._session = context.transaction.session

    async def find(self, table: type[Row], row_id: UUID, *, lock: bool = False) -> Row | None:
        found: Row | None = await self._one(self._of(table).where(col(table.id) == row_id), lock=lock)
        return found

    async def add(self, *rows: PartnershipRow) -> None:
        """In this order, each written at once: row security asks about an item before what belongs to it."""
        for row in rows:
            self._session.add(row)
            await self._session.flush()

    def _of(self, table: type[PartnershipRow]) -> Any:
        return select(table).where(col(table.partnership_id) == self._partnership_id)

    async def _one(self, statement: Any, *, lock: bool = False) -> Any:
        """The row, or None; locked, it is as it stands now, whatever was read of it before."""
        if lock:
            statement = statement.with_for_update().execution_options(populate_existing=True)
        return (await self._session.exec(statement)).first()

    async def _all(self, statement: Any) -> list[Any]:
        return list((await self._session.exec(statement)).all())

    async def _page(self, statement: Any, key: Any, after: Any, limit: int) -> list[Any]:
        """In the order of making, one more than the page holds."""
        if after is not None:
            statement = statement.where(key > UUID(after))
        return await self._all(statement.order_by(key).limit(limit + 1))
