"""Queries about sets of unit costs, the costs in them, and price indices."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow
from sosafe_api.domains.savings.models import PriceIndex, UnitCostEntry, UnitCostSet
from sosafe_api.domains.savings.schemas import PriceIndexQuery, UnitCostQuery, UnitCostSetQuery
from sosafe_api.domains.savings.vocabulary import UnitCostSetStatus


class CostRepository:
    """Lists give one row more than the page holds, after the value of the order's column in `after`."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    async def add(self, *rows: PartnershipRow) -> None:
        """Written at once, so that a constraint speaks before anything is told of the rows."""
        self._session.add_all(rows)
        await self._session.flush()

    async def find_set(self, set_id: UUID, *, lock: bool = False) -> UnitCostSet | None:
        statement = self._of(UnitCostSet).where(UnitCostSet.id == set_id)
        found: UnitCostSet | None = await self._first(statement.with_for_update() if lock else statement)
        return found

    async def published_set(self, code: str) -> UnitCostSet | None:
        """The published version of a set, locked."""
        statement = self._of(UnitCostSet).where(
            UnitCostSet.code == code, UnitCostSet.status == UnitCostSetStatus.PUBLISHED.value
        )
        found: UnitCostSet | None = await self._first(statement.with_for_update())
        return found

    async def next_number(self, code: str) -> int:
        statement = select(func.coalesce(func.max(UnitCostSet.number), 0) + 1).where(
            UnitCostSet.partnership_id == self._partnership_id, UnitCostSet.code == code
        )
        return int((await self._session.exec(statement)).one())

    async def sets(self, query: UnitCostSetQuery, after: Any) -> Sequence[UnitCostSet]:
        statement = self._of(UnitCostSet)
        if query.code is not None:
            statement = statement.where(UnitCostSet.code == query.code)
        if query.status is not None:
            statement = statement.where(col(UnitCostSet.status).in_(query.status))
        return await self._page(statement, UnitCostSet.id, after, query.limit)

    async def parents(self, set_id: UUID) -> dict[str, str | None]:
        """Every code of the set, with the total that it is a part of."""
        statement = select(UnitCostEntry.code, UnitCostEntry.parent_code).where(
            UnitCostEntry.partnership_id == self._partnership_id, UnitCostEntry.set_id == set_id
        )
        return dict((await self._session.exec(statement)).all())

    async def entries(self, set_id: UUID, codes: Iterable[str] | None = None) -> Sequence[UnitCostEntry]:
        """The set's costs by code, all of them or these."""
        statement = self._of(UnitCostEntry).where(UnitCostEntry.set_id == set_id)
        if codes is not None:
            statement = statement.where(col(UnitCostEntry.code).in_(list(codes)))
        return list((await self._session.exec(statement.order_by(col(UnitCostEntry.code)))).all())

    async def entry_page(self, set_id: UUID, query: UnitCostQuery, after: Any) -> Sequence[UnitCostEntry]:
        statement = self._of(UnitCostEntry).where(UnitCostEntry.set_id == set_id)
        if query.kind is not None:
            statement = statement.where(col(UnitCostEntry.kind).in_(query.kind))
        if query.parent_code is not None:
            statement = statement.where(UnitCostEntry.parent_code == query.parent_code)
        return await self._page(statement, UnitCostEntry.code, after, query.limit)

    async def find_index(self, index_id: UUID) -> PriceIndex | None:
        found: PriceIndex | None = await self._first(self._of(PriceIndex).where(PriceIndex.id == index_id))
        return found

    async def index_of_vintage(self, code: str, vintage: str) -> PriceIndex | None:
        statement = self._of(PriceIndex).where(PriceIndex.code == code, PriceIndex.vintage == vintage)
        found: PriceIndex | None = await self._first(statement)
        return found

    async def indices(self, query: PriceIndexQuery, after: Any) -> Sequence[PriceIndex]:
        statement = self._of(PriceIndex)
        if query.code is not None:
            statement = statement.where(PriceIndex.code == query.code)
        return await self._page(statement, PriceIndex.id, after, query.limit)

    def _of(self, table: type[PartnershipRow]) -> Any:
        return select(table).where(col(table.partnership_id) == self._partnership_id)

    async def _first(self, statement: Any) -> Any:
        return (await self._session.exec(statement)).first()

    async def _page(self, statement: Any, key: Any, after: Any, limit: int) -> list[Any]:
        if after is not None:
            statement = statement.where(col(key) > after)
        return list((await self._session.exec(statement.order_by(key).limit(limit + 1))).all())
