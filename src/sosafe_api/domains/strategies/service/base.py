"""What every use case of strategies needs: rows found or locked, and how they are shown."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.strategies.models import Objective, ObjectiveMeasure, Strategy
from sosafe_api.domains.strategies.repository import StrategyRepository
from sosafe_api.domains.strategies.rules.writing import Numbered
from sosafe_api.domains.strategies.schemas import ObjectiveIn
from sosafe_api.domains.strategies.service import views


class StrategyServiceBase(RecordService):
    """Strategies of the actor's partnership."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = StrategyRepository(context)

    async def found(self, strategy_id: UUID, *, lock: bool = False) -> Strategy:
        row = await self.repository.find(strategy_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def said(self, row: Strategy) -> tuple[list[Objective], list[ObjectiveMeasure]]:
        """Its objectives and all their measures, by number."""
        objectives = await self.repository.objectives(row.id)
        return objectives, await self.repository.measures([each.id for each in objectives])

    def summary(self, row: Strategy) -> dict[str, Any]:
        return views.summary(row, self.tag(row, "strategy"), london_date(self.context.now))

    async def view(self, row: Strategy) -> dict[str, Any]:
        return {
            **self.summary(row),
            "aims": row.aims,
            "objectives": views.objectives(*await self.said(row)),
            "corrections": [views.correction(each) for each in await self.repository.corrections(row.id)],
        }

    async def write(self, row: Strategy, wanted: list[ObjectiveIn]) -> None:
        """Adds objectives with their measures to a draft that has none."""
        own: dict[str, Any] = {"partnership_id": row.partnership_id}
        made = [
            Objective(**own, id=new_id(), strategy_id=row.id, number=each.number, title=each.title)
            for each in wanted
        ]
        await self.repository.add(*made)
        await self.repository.add(
            *(
                ObjectiveMeasure(**own, id=new_id(), objective_id=objective.id, **measure.model_dump())
                for objective, each in zip(made, wanted, strict=True)
                for measure in each.measures
            )
        )


def numbered(objectives: list[ObjectiveIn]) -> list[Numbered]:
    return [
        Numbered(each.number, tuple((measure.number, measure.kpi) for measure in each.measures))
        for each in objectives
    ]
