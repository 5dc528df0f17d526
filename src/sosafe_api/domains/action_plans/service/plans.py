"""A year's plan: drafted for an adopted strategy, agreed by a second person, closed when nothing is left to do."""

from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.errors import NotFound, TransitionNotAllowed
from sosafe_api.core.financial_years import FinancialYear
from sosafe_api.core.pagination import Page
from sosafe_api.domains.action_plans.errors import (
    ActionsRemain,
    AgreedByTwo,
    CarriedActionsRemain,
    EmptyPlan,
    NotADraft,
)
from sosafe_api.domains.action_plans.models import ActionPlan
from sosafe_api.domains.action_plans.rules import PLAN_TRANSITIONS, UNFINISHED
from sosafe_api.domains.action_plans.rules.targets import plan_errors
from sosafe_api.domains.action_plans.schemas import (
    ActionPlanIn,
    ActionPlanPatch,
    ActionPlanQuery,
    ActionPlanTransitionIn,
)
from sosafe_api.domains.action_plans.service import views
from sosafe_api.domains.action_plans.service.base import PlanServiceBase, unknown
from sosafe_api.domains.action_plans.vocabulary import ActionPlanStatus
from sosafe_api.domains.strategies.service import StrategyService
from sosafe_api.domains.strategies.vocabulary import StrategyStatus


class ActionPlanService(PlanServiceBase):
    """A strategy has one plan a year."""

    async def create(self, wanted: ActionPlanIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for a strategy that is not adopted or a year beyond its term, `PlanExists`."""
        year = FinancialYear.named(wanted.financial_year)
        try:
            strategy = await StrategyService(self.context).read(wanted.strategy_id)
        except NotFound:
            strategy = {"status": None}
        if strategy["status"] != StrategyStatus.ADOPTED:
            self.refuse([unknown("#/strategy_id")])
        self.refuse(plan_errors((year.start, year.end), (strategy["starts_on"], strategy["ends_on"])))
        row = ActionPlan(
            **self.made(),
            **wanted.model_dump(),
            starts_on=year.start,
            ends_on=year.end,
            status=ActionPlanStatus.DRAFT.value,
            status_since=self.context.now,
            created_by=self.actor.id,
        )
        await self.plans.add(row)
        await self.announce(row, "action_plan.created")
        return self._view(row)

    async def read(self, plan_id: UUID) -> dict[str, Any]:
        return self._view(await self.found(ActionPlan, plan_id))

    async def of_day(self, strategy_id: UUID, day: date) -> dict[str, Any] | None:
        """The strategy's plan for the year with this day, once it is agreed; None where there is none."""
        agreed = [ActionPlanStatus.AGREED, ActionPlanStatus.CLOSED]
        year = FinancialYear.of(day).label
        query = ActionPlanQuery(strategy_id=strategy_id, financial_year=year, status=agreed, limit=1)
        rows = await self.plans.page(query, None)
        return self._view(rows[0]) if rows else None

    async def page(self, query: ActionPlanQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.plans.page, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def update(self, plan_id: UUID, patch: ActionPlanPatch) -> dict[str, Any]:
        """Raises `NotADraft`."""
        row = await self.found(ActionPlan, plan_id, lock=True)
        self.check(row, "action_plan")
        if row.status != ActionPlanStatus.DRAFT:
            raise NotADraft()
        changes = self.changes(row, patch)
        if changes:
            self.written(row)
        await self.change(row, changes, "action_plan.updated")
        return self._view(row)

    async def transition(self, plan_id: UUID, wanted: ActionPlanTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed`, `AgreedByTwo`, `EmptyPlan`, `ActionsRemain`, `CarriedActionsRemain`."""
        row = await self.found(ActionPlan, plan_id, lock=True)
        self.check(row, "action_plan")
        if wanted.to not in PLAN_TRANSITIONS[ActionPlanStatus(row.status)]:
            raise TransitionNotAllowed(allowed_to=views.allowed(row))
        columns: dict[str, Any] = {"status": wanted.to.value, "status_since": self.context.now}
        day = wanted.on or self.today
        if wanted.to is ActionPlanStatus.AGREED:
            await self._agreeable(row)
            columns |= {"agreed_by": self.actor.id, "agreed_on": day}
        elif wanted.to is ActionPlanStatus.CLOSED:
            await self._finished(row)
            columns["closed_on"] = day
        elif wanted.to is ActionPlanStatus.DISCARDED:
            await self._nothing_carried(row)
        await self.change(row, columns, f"action_plan.{wanted.to.value}")
        return self._view(row)

    async def _agreeable(self, row: ActionPlan) -> None:
        if self.actor.id in {row.created_by, *row.written_by}:
            raise AgreedByTwo()
        if not any(each.status in UNFINISHED for each in await self.actions.of_plan(row.id)):
            raise EmptyPlan()

    async def _finished(self, row: ActionPlan) -> None:
        """The plan's row is locked, and so is it wherever one of its actions moves."""
        left = [each.number for each in await self.actions.of_plan(row.id) if each.status in UNFINISHED]
        if left:
            raise ActionsRemain(left)

    async def _nothing_carried(self, row: ActionPlan) -> None:
        """An action carried into a draft is cancelled there first: its own plan has it no more."""
        held = [
            each.number
            for each in await self.actions.of_plan(row.id)
            if each.carried_from_id is not None and each.status in UNFINISHED
        ]
        if held:
            raise CarriedActionsRemain(held)

    def _view(self, row: ActionPlan) -> dict[str, Any]:
        return views.plan(row, self.tag(row, "action_plan"))
