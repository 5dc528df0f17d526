"""Queries about the plans themselves: yearly ones, and those that solve a problem."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlmodel import col

from sosafe_api.domains.action_plans.models import ActionPlan, ProblemSolvingPlan
from sosafe_api.domains.action_plans.repository.base import Repository
from sosafe_api.domains.action_plans.schemas import ActionPlanQuery, ProblemSolvingPlanQuery


class PlanRepository(Repository):
    """Plans of the actor's partnership."""

    async def page(self, query: ActionPlanQuery, after: Any) -> list[ActionPlan]:
        statement = self._of(ActionPlan)
        if query.strategy_id is not None:
            statement = statement.where(ActionPlan.strategy_id == query.strategy_id)
        if query.financial_year is not None:
            statement = statement.where(ActionPlan.financial_year == query.financial_year)
        if query.status is not None:
            statement = statement.where(col(ActionPlan.status).in_([each.value for each in query.status]))
        return await self._page(statement, col(ActionPlan.id), after, query.limit)

    async def these(self, plan_ids: Iterable[UUID]) -> dict[UUID, ActionPlan]:
        statement = self._of(ActionPlan).where(col(ActionPlan.id).in_(sorted(set(plan_ids))))
        return {row.id: row for row in await self._all(statement)}

    async def problems(self, query: ProblemSolvingPlanQuery, after: Any) -> list[ProblemSolvingPlan]:
        table = ProblemSolvingPlan
        statement = self._of(table)
        if query.objective_id is not None:
            statement = statement.where(table.objective_id == query.objective_id)
        if query.owner_agency_id is not None:
            statement = statement.where(table.owner_agency_id == query.owner_agency_id)
        if query.status is not None:
            statement = statement.where(col(table.status).in_([each.value for each in query.status]))
        return await self._page(statement, col(table.id), after, query.limit)
