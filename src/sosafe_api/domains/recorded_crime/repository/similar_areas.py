"""Queries about groups of most similar areas and their rates."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from sosafe_api.core.context import Context
from sosafe_api.domains.recorded_crime.models import SimilarAreaGroup, SimilarAreaRate
from sosafe_api.domains.recorded_crime.schemas import SimilarAreaGroupQuery

_OWN_AREA = b"SELECT area_code FROM partnerships WHERE id = %(partnership_id)s"


class SimilarAreaRepository:
    """Groups and rates of the actor's partnership."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session
        self._execute = context.transaction.execute

    async def own_area(self) -> str:
        ((code,),) = await self._execute(_OWN_AREA, {"partnership_id": self._partnership_id})
        return str(code)

    async def add(self, row: SimilarAreaGroup) -> None:
        self._session.add(row)
        await self._session.flush()

    async def find(self, group_id: UUID, *, lock: bool = False) -> SimilarAreaGroup | None:
        statement = self._groups().where(SimilarAreaGroup.id == group_id)
        return await self._first(statement.with_for_update() if lock else statement)

    async def beginning(self, area_code: str, day: date) -> SimilarAreaGroup | None:
        """The area's group that begins on this day."""
        return await self._first(
            self._groups().where(SimilarAreaGroup.area_code == area_code, SimilarAreaGroup.valid_from == day)
        )

    async def holding(self, area_code: str, day: date) -> SimilarAreaGroup | None:
        """The area's group on a day: the last that had begun."""
        statement = self._groups().where(
            SimilarAreaGroup.area_code == area_code, SimilarAreaGroup.valid_from <= day
        )
        return await self._first(statement.order_by(col(SimilarAreaGroup.valid_from).desc()).limit(1))

    async def page(self, query: SimilarAreaGroupQuery, after: Any) -> Sequence[SimilarAreaGroup]:
        statement = self._groups().order_by(col(SimilarAreaGroup.id)).limit(query.limit + 1)
        if query.area_code is not None:
            statement = statement.where(SimilarAreaGroup.area_code == query.area_code)
        if after is not None:
            statement = statement.where(col(SimilarAreaGroup.id) > after)
        return list((await self._session.exec(statement)).all())

    async def rates(self, quarter_start: date) -> dict[str, dict[str, Decimal]]:
        """Every rate of a quarter, by measure and area."""
        statement = select(SimilarAreaRate).where(
            SimilarAreaRate.partnership_id == self._partnership_id,
            SimilarAreaRate.quarter_start == quarter_start,
        )
        found: dict[str, dict[str, Decimal]] = {}
        for row in (await self._session.exec(statement)).all():
            found.setdefault(row.measure, {})[row.area_code] = row.rate
        return found

    async def latest_quarter(self, measure: str | None) -> date | None:
        """The last that has a rate, of this measure if one is named."""
        statement = select(func.max(SimilarAreaRate.quarter_start)).where(
            SimilarAreaRate.partnership_id == self._partnership_id
        )
        if measure is not None:
            statement = statement.where(SimilarAreaRate.measure == measure)
        found: date | None = (await self._session.exec(statement)).one()
        return found

    def _groups(self) -> Any:
        return select(SimilarAreaGroup).where(SimilarAreaGroup.partnership_id == self._partnership_id)

    async def _first(self, statement: Any) -> SimilarAreaGroup | None:
        found: SimilarAreaGroup | None = (await self._session.exec(statement)).first()
        return found
