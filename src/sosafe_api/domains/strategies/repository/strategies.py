"""Queries about versions of strategies, with what each says."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, func, select

from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow
from sosafe_api.domains.strategies.models import Objective, ObjectiveMeasure, Strategy, StrategyCorrection
from sosafe_api.domains.strategies.schemas import StrategyQuery
from sosafe_api.domains.strategies.vocabulary import StrategyStatus


class StrategyRepository:
    """Strategies of the actor's partnership; never commits."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    async def add(self, *rows: PartnershipRow) -> None:
        """Written at once, so that a constraint speaks before anything is told of the rows."""
        self._session.add_all(rows)
        await self._session.flush()

    async def find(self, strategy_id: UUID, *, lock: bool = False) -> Strategy | None:
        """Locked, the row is read anew: what was read before may have changed while another held the lock."""
        statement = self._of(Strategy).where(Strategy.id == strategy_id)
        if lock:
            statement = statement.with_for_update().execution_options(populate_existing=True)
        found: Strategy | None = (await self._session.exec(statement)).first()
        return found

    async def adopted(self, name: str) -> Strategy | None:
        """The adopted version of this name, locked."""
        statement = self._of(Strategy).where(
            Strategy.name == name, Strategy.status == StrategyStatus.ADOPTED.value
        )
        found: Strategy | None = (await self._session.exec(statement.with_for_update())).first()
        return found

    async def next_number(self, name: str) -> int:
        statement = select(func.coalesce(func.max(Strategy.number), 0) + 1).where(
            Strategy.partnership_id == self._partnership_id, Strategy.name == name
        )
        return int((await self._session.exec(statement)).one())

    async def page(self, query: StrategyQuery, after: Any) -> Sequence[Strategy]:
        """In the order of recording, one more than the page holds."""
        statement = self._of(Strategy)
        if query.name is not None:
            statement = statement.where(Strategy.name == query.name)
        if query.status is not None:
            statement = statement.where(col(Strategy.status).in_([each.value for each in query.status]))
        if after is not None:
            statement = statement.where(col(Strategy.id) > UUID(after))
        return list((await self._session.exec(statement.order_by(Strategy.id).limit(query.limit + 1))).all())

    async def in_force(self, day: date) -> Strategy | None:
        """The adopted strategy whose term has this day: there is one at most."""
        statement = self._of(Strategy).where(
            Strategy.status == StrategyStatus.ADOPTED.value,
            col(Strategy.starts_on) <= day,
            col(Strategy.ends_on) > day,
        )
        found: Strategy | None = (await self._session.exec(statement)).first()
        return found

    async def objectives(self, strategy_id: UUID) -> list[Objective]:
        statement = self._of(Objective).where(Objective.strategy_id == strategy_id)
        return list((await self._session.exec(statement.order_by(Objective.number))).all())

    async def measures(self, objective_ids: Sequence[UUID]) -> list[ObjectiveMeasure]:
        statement = self._of(ObjectiveMeasure).where(col(ObjectiveMeasure.objective_id).in_(objective_ids))
        return list((await self._session.exec(statement.order_by(ObjectiveMeasure.number))).all())

    async def corrections(self, strategy_id: UUID) -> list[StrategyCorrection]:
        statement = self._of(StrategyCorrection).where(StrategyCorrection.strategy_id == strategy_id)
        return list((await self._session.exec(statement.order_by(StrategyCorrection.id))).all())

    async def clear(self, objective_ids: Sequence[UUID]) -> None:
        """Takes a draft's objectives away, with their measures; nothing refers to them yet."""
        for table, key in (
            (ObjectiveMeasure, col(ObjectiveMeasure.objective_id)),
            (Objective, col(Objective.id)),
        ):
            await self._session.exec(
                delete(table).where(col(table.partnership_id) == self._partnership_id, key.in_(objective_ids))
            )

    def _of(self, table: type[PartnershipRow]) -> Any:
        return select(table).where(col(table.partnership_id) == self._partnership_id)
