"""Unfinished actions go on in a later year's plan: all of them in one step, none lost and none twice."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sosafe_api.core.errors import FieldError, ValidationFailed
from sosafe_api.domains.action_plans.errors import NotAgreed, NotWritable, TooManyActions
from sosafe_api.domains.action_plans.models import ActionPlan, PlanAction, PlanMilestone
from sosafe_api.domains.action_plans.rules import UNFINISHED, WRITABLE
from sosafe_api.domains.action_plans.rules.targets import carried_days, mapping_errors
from sosafe_api.domains.action_plans.schemas import CarryOverIn
from sosafe_api.domains.action_plans.schemas.plans import MOST_ACTIONS
from sosafe_api.domains.action_plans.service.base import PlanServiceBase, unknown
from sosafe_api.domains.action_plans.service.progress import ProgressService, Word
from sosafe_api.domains.action_plans.vocabulary import ActionPlanStatus, PlanActionStatus
from sosafe_api.domains.strategies.service import ObjectiveService

KEPT = (
    "owner_agency_id", "problem_solving_plan_id", "kpi", "title", "specific", "measure", "unit", "baseline",
    "target_value", "achievable", "realistic", "latest_value",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """From which plan to which, when what is due before is due, and when it was so decided."""

    source: ActionPlan
    target: ActionPlan
    otherwise: date
    day: date


class CarryOverService(PlanServiceBase):
    """Asked again, it carries what remains and answers with all that was ever carried between the two plans."""

    async def carry_over(self, plan_id: UUID, wanted: CarryOverIn) -> tuple[dict[str, Any], bool]:
        """The carried actions, and whether any is new. Raises `NotFound`, `NotAgreed`, `ValidationFailed`."""
        source, target = await self._both(plan_id, wanted.to_plan_id)
        actions = await self.actions.of_plan(source.id, lock=True)
        left = [row for row in actions if row.status in UNFINISHED]
        serves = await self._objectives(left, target, wanted)
        otherwise = wanted.due_on or target.ends_on - timedelta(days=1)
        day = wanted.on or self.today
        self.refuse(_day_errors(target, otherwise) + _order_errors(left, day))
        number = await self.actions.next_number(target.id)
        if number + len(left) - 1 > MOST_ACTIONS:
            raise TooManyActions(MOST_ACTIONS)
        if left:
            self.written(target)
        step = Step(source, target, otherwise, day)
        for place, row in enumerate(left):
            serving = serves.get(row.objective_id, row.objective_id)
            await self._carry(row, step, number + place, serving)
        carried = [
            row
            for row in await self.actions.carried_to([row.id for row in actions])
            if row.plan_id == target.id
        ]
        return _view(source, target, carried), bool(left)

    async def _both(self, plan_id: UUID, to_plan_id: UUID) -> tuple[ActionPlan, ActionPlan]:
        """Both plans locked, the one with the smaller identifier first, so that no two callers wait for each other."""
        found = await self.plans.these([plan_id, to_plan_id])
        for each in sorted(found):
            await self.plans.find(ActionPlan, each, lock=True)
        source = await self.found(ActionPlan, plan_id)
        if source.status == ActionPlanStatus.DRAFT:
            raise NotAgreed()
        if source.status == ActionPlanStatus.DISCARDED:
            raise NotWritable()
        target = found.get(to_plan_id)
        if target is None or ActionPlanStatus(target.status) not in WRITABLE:
            raise ValidationFailed(errors=[unknown("#/to_plan_id")])
        if target.starts_on < source.ends_on:
            detail = "Must be a plan of a later year."
            self.refuse([FieldError("not_later", detail, pointer="#/to_plan_id")])
        return source, target

    async def _objectives(
        self, left: list[PlanAction], target: ActionPlan, wanted: CarryOverIn
    ) -> dict[UUID, UUID]:
        """Which objective the actions of each go on to serve, where it is another."""
        service = ObjectiveService(self.context)
        mapped = {each.from_objective_id: each.to_objective_id for each in wanted.objectives}
        named = await service.known({*mapped.values(), *(row.objective_id for row in left)})
        known = [key for key, row in named.items() if row.strategy_id == target.strategy_id]
        numbers = {key: row.number for key, row in named.items()}
        served = sorted({row.objective_id for row in left}, key=lambda key: numbers[key])
        self.refuse(mapping_errors(served, mapped, known, numbers))
        return mapped

    async def _carry(self, row: PlanAction, step: Step, number: int, objective_id: UUID) -> None:
        source, target = step.source, step.target
        starts_on, due_on = carried_days(
            row.starts_on, row.due_on, (target.starts_on, target.ends_on), step.otherwise
        )
        new = PlanAction(
            **self.made(),
            **{name: getattr(row, name) for name in KEPT},
            plan_id=target.id,
            number=number,
            objective_id=objective_id,
            starts_on=starts_on,
            due_on=due_on,
            status=PlanActionStatus.NOT_STARTED.value,
            status_since=self.context.now,
            carried_from_id=row.id,
        )
        await self.actions.add(new)
        await self.actions.add(
            *(
                PlanMilestone(**self.made(), action_id=new.id, title=each.title, due_on=each.due_on)
                for each in await self.actions.milestones([row.id])
                if each.done_on is None
            )
        )
        await self.links.replace(new.id, *await self.links.of_action(row.id))
        await self.announce(new, "plan_action.created")
        goes_on = Word(f"Goes on from action {row.number} of {source.financial_year}.", step.day)
        ends = Word(f"Goes on as action {number} of {target.financial_year}.", step.day)
        service = ProgressService(self.context)
        await service.record_update(new, PlanActionStatus(row.status), goes_on, "plan_action.noted")
        await service.record_update(row, PlanActionStatus.CARRIED_OVER, ends, "plan_action.carried_over")


def _day_errors(target: ActionPlan, otherwise: date) -> list[FieldError]:
    if target.starts_on <= otherwise < target.ends_on:
        return []
    return [FieldError("outside_year", "Must be a day of the later plan's year.", pointer="#/due_on")]


def _order_errors(left: list[PlanAction], day: date) -> list[FieldError]:
    if all(row.stated_on is None or row.stated_on <= day for row in left):
        return []
    detail = "Must not be before the latest update of an action that is carried over."
    return [FieldError("before_latest_update", detail, pointer="#/on")]


def _view(source: ActionPlan, target: ActionPlan, carried: list[PlanAction]) -> dict[str, Any]:
    return {
        "from_plan_id": source.id,
        "to_plan_id": target.id,
        "actions": [
            {
                "from_action_id": row.carried_from_id,
                "to_action_id": row.id,
                "number": row.number,
                "due_on": row.due_on,
            }
            for row in sorted(carried, key=lambda row: row.number)
        ],
    }
