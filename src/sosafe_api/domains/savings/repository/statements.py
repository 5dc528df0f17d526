"""Queries about statements of savings and what they say."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, func, select

from sosafe_api.core.context import Context
from sosafe_api.domains.savings.models import STANDING, SavingsCalculation, SavingsStatement
from sosafe_api.domains.savings.schemas import SavingsStatementQuery
from sosafe_api.domains.savings.vocabulary import SavingsStatementStatus


class StatementRepository:
    """Statements of the actor's partnership; never commits."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    def _of(self) -> Any:
        return select(SavingsStatement).where(SavingsStatement.partnership_id == self._partnership_id)

    async def find(self, statement_id: UUID, *, lock: bool = False) -> SavingsStatement | None:
        statement = self._of().where(SavingsStatement.id == statement_id)
        result = await self._session.exec(statement.with_for_update() if lock else statement)
        found: SavingsStatement | None = result.first()
        return found

    async def of_inputs(self, input_hash: str) -> SavingsStatement | None:
        """The standing statement that follows from these inputs."""
        statement = self._of().where(
            SavingsStatement.input_hash == input_hash,
            SavingsStatement.status != SavingsStatementStatus.WITHDRAWN.value,
        )
        found: SavingsStatement | None = (await self._session.exec(statement)).first()
        return found

    async def add(self, row: SavingsStatement, calculation: SavingsCalculation) -> bool:
        """False when a standing statement of the same inputs was made meanwhile; then nothing is written."""
        statement = (
            insert(SavingsStatement)
            .values(**row.model_dump())
            .on_conflict_do_nothing(index_elements=["partnership_id", "input_hash"], index_where=STANDING)
            .returning(col(SavingsStatement.id))
        )
        if (await self._session.exec(statement)).first() is None:
            return False
        self._session.add(calculation)
        await self._session.flush()
        return True

    async def calculation(self, statement_id: UUID) -> SavingsCalculation:
        statement = select(SavingsCalculation).where(
            SavingsCalculation.partnership_id == self._partnership_id, SavingsCalculation.id == statement_id
        )
        return (await self._session.exec(statement)).one()

    async def next_number(self, series_id: UUID) -> int:
        statement = select(func.max(SavingsStatement.number) + 1).where(
            SavingsStatement.partnership_id == self._partnership_id, SavingsStatement.series_id == series_id
        )
        return int((await self._session.exec(statement)).one())

    async def page(self, query: SavingsStatementQuery, after: Any) -> Sequence[SavingsStatement]:
        """In the order of making, one more than the page holds."""
        statement = self._of()
        if query.status is not None:
            statement = statement.where(col(SavingsStatement.status).in_(query.status))
        if query.price_year is not None:
            statement = statement.where(SavingsStatement.price_year == query.price_year)
        if query.series_id is not None:
            statement = statement.where(SavingsStatement.series_id == query.series_id)
        if after is not None:
            statement = statement.where(col(SavingsStatement.id) > UUID(after))
        statement = statement.order_by(col(SavingsStatement.id)).limit(query.limit + 1)
        return list((await self._session.exec(statement)).all())
