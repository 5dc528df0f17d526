"""Queries about actions and their milestones."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from sosafe_api.domains.action_plans.models import PlanAction, PlanActionBid, PlanActionEvent, PlanMilestone
from sosafe_api.domains.action_plans.repository.base import Repository
from sosafe_api.domains.action_plans.rules import UNFINISHED
from sosafe_api.domains.action_plans.schemas import PlanActionQuery

_UNFINISHED = sorted(status.value for status in UNFINISHED)


class ActionRepository(Repository):
    """Actions of the actor's partnership."""

    async def page(self, query: PlanActionQuery, after: Any) -> list[PlanAction]:
        statement = self._of(PlanAction)
        for name in ("plan_id", "objective_id", "owner_agency_id", "problem_solving_plan_id", "kpi"):
            wanted = getattr(query, name)
            if wanted is not None:
                statement = statement.where(getattr(PlanAction, name) == wanted)
        if query.status is not None:
            statement = statement.where(col(PlanAction.status).in_([each.value for each in query.status]))
        for table, name, wanted in (
            (PlanActionBid, "bid_id", query.funding_bid_id),
            (PlanActionEvent, "event_id", query.community_event_id),
        ):
            if wanted is not None:
                linked = select(table.action_id).where(
                    col(table.partnership_id) == self._partnership_id, getattr(table, name) == wanted
                )
                statement = statement.where(col(PlanAction.id).in_(linked))
        if query.overdue is not None:
            late = (col(PlanAction.due_on) < self._today) & col(PlanAction.status).in_(_UNFINISHED)
            statement = statement.where(late if query.overdue else ~late)
        return await self._page(statement, col(PlanAction.id), after, query.limit)

    async def of_plan(self, plan_id: UUID, *, lock: bool = False) -> list[PlanAction]:
        """By number."""
        statement = self._of(PlanAction).where(PlanAction.plan_id == plan_id).order_by(PlanAction.number)
        if lock:
            statement = statement.with_for_update().execution_options(populate_existing=True)
        return await self._all(statement)

    async def next_number(self, plan_id: UUID) -> int:
        statement = select(func.coalesce(func.max(PlanAction.number), 0) + 1).where(
            PlanAction.partnership_id == self._partnership_id, PlanAction.plan_id == plan_id
        )
        return int((await self._session.exec(statement)).one())

    async def carried_to(self, action_ids: Sequence[UUID]) -> list[PlanAction]:
        """As which actions these go on."""
        return await self._all(self._of(PlanAction).where(col(PlanAction.carried_from_id).in_(action_ids)))

    async def milestones(self, action_ids: Sequence[UUID]) -> list[PlanMilestone]:
        """By day."""
        statement = self._of(PlanMilestone).where(col(PlanMilestone.action_id).in_(action_ids))
        return await self._all(statement.order_by(PlanMilestone.due_on, PlanMilestone.id))
