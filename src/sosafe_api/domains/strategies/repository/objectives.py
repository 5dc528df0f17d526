"""Queries about objectives and their measures."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.domains.strategies.models import Objective, ObjectiveMeasure, Strategy
from sosafe_api.domains.strategies.rules import SERVED
from sosafe_api.domains.strategies.schemas import ObjectiveQuery


class ObjectiveRepository:
    """Objectives of the actor's partnership; never commits."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    async def served(self, objective_ids: Sequence[UUID]) -> list[Objective]:
        """Those of these that belong to a strategy which was adopted."""
        statement = self._with_strategy(Objective).where(
            col(Objective.id).in_(objective_ids),
            col(Strategy.status).in_([status.value for status in SERVED]),
        )
        return list((await self._session.exec(statement)).all())

    async def page(self, query: ObjectiveQuery, after: Any) -> Sequence[Any]:
        """Each as `id`, `strategy_id`, `strategy_name`, `number` and `title`; one more than the page holds."""
        statement = self._with_strategy(
            Objective.id,
            Objective.strategy_id,
            col(Strategy.name).label("strategy_name"),
            Objective.number,
            Objective.title,
        )
        if query.strategy_id is not None:
            statement = statement.where(Objective.strategy_id == query.strategy_id)
        if query.kpi is not None:
            measured = select(ObjectiveMeasure.objective_id).where(
                ObjectiveMeasure.partnership_id == self._partnership_id, ObjectiveMeasure.kpi == query.kpi
            )
            statement = statement.where(col(Objective.id).in_(measured))
        if after is not None:
            statement = statement.where(col(Objective.id) > UUID(after))
        statement = statement.order_by(col(Objective.id)).limit(query.limit + 1)
        return list((await self._session.exec(statement)).all())

    def _with_strategy(self, *shown: Any) -> Any:
        return (
            select(*shown)
            .select_from(Objective)
            .join(
                Strategy,
                (col(Strategy.partnership_id) == col(Objective.partnership_id))
                & (col(Strategy.id) == col(Objective.strategy_id)),
            )
            .where(Objective.partnership_id == self._partnership_id)
        )
