"""What every repository of action plans does: find a row, lock it, add some, read a page in the order of recording."""

from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow

Row = TypeVar("Row", bound=PartnershipRow)


class Repository:
    """Rows of the actor's partnership; never commits. Lists give one row more than the page holds."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._today = london_date(context.now)
        self._session = context.transaction.session

    async def add(self, *rows: PartnershipRow) -> None:
        """Written at once, so that a constraint speaks before anything is told of the rows."""
        self._session.add_all(rows)
        await self._session.flush()

    async def find(self, table: type[Row], row_id: UUID, *, lock: bool = False) -> Row | None:
        """Locked, the row is read anew: what was read before may have changed while another held the lock."""
        statement = self._of(table).where(col(table.id) == row_id)
        if lock:
            statement = statement.with_for_update().execution_options(populate_existing=True)
        found: Row | None = (await self._session.exec(statement)).first()
        return found

    def _of(self, table: type[PartnershipRow]) -> Any:
        return select(table).where(col(table.partnership_id) == self._partnership_id)

    async def _all(self, statement: Any) -> list[Any]:
        return list((await self._session.exec(statement)).all())

    async def _page(self, statement: Any, key: Any, after: Any, limit: int) -> list[Any]:
        if after is not None:
            statement = statement.where(key > UUID(after))
        return await self._all(statement.order_by(key).limit(limit + 1))
