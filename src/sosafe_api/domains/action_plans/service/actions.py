"""Actions of a plan, each with its SMART target: added, changed while unfinished, listed."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sosafe_api.core.errors import FieldError
from sosafe_api.core.pagination import Page
from sosafe_api.domains.action_plans.errors import ActionFinished, TooManyActions
from sosafe_api.domains.action_plans.models import ActionPlan, PlanAction
from sosafe_api.domains.action_plans.rules import UNFINISHED
from sosafe_api.domains.action_plans.rules.targets import day_errors
from sosafe_api.domains.action_plans.schemas import PlanActionIn, PlanActionPatch, PlanActionQuery
from sosafe_api.domains.action_plans.schemas.plans import MOST_ACTIONS
from sosafe_api.domains.action_plans.schemas.values import PlanTargetIn
from sosafe_api.domains.action_plans.service.base import PlanServiceBase, unknown
from sosafe_api.domains.action_plans.vocabulary import PlanActionStatus
from sosafe_api.domains.strategies.service import ObjectiveService
from sosafe_api.domains.strategies.service.objectives import kpi_errors


class PlanActionService(PlanServiceBase):
    """An action serves an objective of its plan's strategy, within the plan's year."""

    async def create(self, plan_id: UUID, wanted: PlanActionIn) -> dict[str, Any]:
        """Raises `NotWritable`, `TooManyActions`, and `ValidationFailed` with every fault."""
        plan = await self.writable(plan_id)
        starts_on = wanted.starts_on or plan.starts_on
        self.refuse(
            await self._objective_errors(plan, wanted.objective_id)
            + day_errors(starts_on, wanted.due_on, (plan.starts_on, plan.ends_on))
            + kpi_errors({"#/kpi": wanted.kpi})
        )
        number = await self.actions.next_number(plan.id)
        if number > MOST_ACTIONS:
            raise TooManyActions(MOST_ACTIONS)
        row = PlanAction(
            **self.made(),
            **wanted.model_dump(exclude={"target", "starts_on"}),
            **target_columns(wanted.target),
            plan_id=plan.id,
            number=number,
            starts_on=starts_on,
            status=PlanActionStatus.NOT_STARTED.value,
            status_since=self.context.now,
        )
        self.written(plan)
        await self.actions.add(row)
        await self.announce(row, "plan_action.created")
        return await self.view(row, plan)

    async def read(self, action_id: UUID) -> dict[str, Any]:
        row = await self.found(PlanAction, action_id)
        return await self.view(row, await self.found(ActionPlan, row.plan_id))

    async def page(self, query: PlanActionQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.actions.page, "id")
        plans = await self.plans.these(row.plan_id for row in page.rows)
        return Page([self.summary(row, plans[row.plan_id]) for row in page.rows], page.next_cursor)

    async def update(self, action_id: UUID, patch: PlanActionPatch) -> dict[str, Any]:
        """Raises `NotWritable`, `ActionFinished`, and `ValidationFailed` with every fault."""
        plan, row = await self.action_to_change(action_id)
        self.check(row, "plan_action")
        if PlanActionStatus(row.status) not in UNFINISHED:
            raise ActionFinished()
        wanted = {name: getattr(patch, name) for name in patch.model_fields_set if name != "target"} | (
            target_columns(patch.target) if "target" in patch.model_fields_set else {}
        )
        changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
        starts_on, due_on = (changed.get(name, getattr(row, name)) for name in ("starts_on", "due_on"))
        errors = day_errors(starts_on, due_on, (plan.starts_on, plan.ends_on))
        errors += kpi_errors({"#/kpi": changed.get("kpi")})
        if "objective_id" in changed:
            errors += await self._objective_errors(plan, changed["objective_id"])
        self.refuse(errors)
        await self.change(row, changed, "plan_action.updated")
        return await self.view(row, plan)

    async def _objective_errors(self, plan: ActionPlan, objective_id: UUID) -> list[FieldError]:
        known = await ObjectiveService(self.context).known([objective_id])
        if objective_id in known and known[objective_id].strategy_id == plan.strategy_id:
            return []
        return [unknown("#/objective_id")]


def target_columns(target: PlanTargetIn) -> dict[str, Any]:
    return {
        **target.model_dump(exclude={"baseline", "value"}),
        "baseline": None if target.baseline is None else Decimal(target.baseline),
        "target_value": Decimal(target.value),
    }
