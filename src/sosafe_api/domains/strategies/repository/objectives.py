"""Queries about objectives and their measures."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.domains.strategies.models import Objective, Strategy
from sosafe_api.domains.strategies.rules import SERVED


class ObjectiveRepository:
    """Objectives of the actor's partnership; never commits."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    async def served(self, objective_ids: Sequence[UUID]) -> list[Objective]:
        """Those of these that belong to a strategy which was adopted."""
        statement = (
            select(Objective)
            .join(
                Strategy,
                (col(Strategy.partnership_id) == col(Objective.partnership_id))
                & (col(Strategy.id) == col(Objective.strategy_id)),
            )
            .where(
                Objective.partnership_id == self._partnership_id,
                col(Objective.id).in_(objective_ids),
                col(Strategy.status).in_([status.value for status in SERVED]),
            )
        )
        return list((await self._session.exec(statement)).all())
