"""Milestones of actions: added, moved, and said to be done."""

from typing import Any
from uuid import UUID

from sosafe_api.core.errors import BusinessRule
from sosafe_api.domains.action_plans.models import PlanAction, PlanMilestone
from sosafe_api.domains.action_plans.schemas import PlanMilestoneIn, PlanMilestonePatch
from sosafe_api.domains.action_plans.schemas.actions import MOST_MILESTONES
from sosafe_api.domains.action_plans.service import views
from sosafe_api.domains.action_plans.service.base import PlanServiceBase


class MilestoneService(PlanServiceBase):
    """An agency keeps the milestones of its own actions; also in a draft."""

    async def create(self, action_id: UUID, wanted: PlanMilestoneIn) -> dict[str, Any]:
        """Raises `NotPermitted`, `NotWritable`."""
        row = await self._held(action_id)
        if len(await self.actions.milestones([row.id])) >= MOST_MILESTONES:
            raise BusinessRule(f"An action has at most {MOST_MILESTONES} milestones.")
        milestone = PlanMilestone(**self.made(), action_id=row.id, **wanted.model_dump())
        await self.actions.add(milestone)
        await self.announce(milestone, "plan_milestone.created")
        return self._view(milestone)

    async def update(self, milestone_id: UUID, patch: PlanMilestonePatch) -> dict[str, Any]:
        """Raises `NotPermitted`, `NotWritable`."""
        found = await self.found(PlanMilestone, milestone_id)
        await self._held(found.action_id)
        milestone = await self.found(PlanMilestone, milestone_id, lock=True)
        self.check(milestone, "plan_milestone")
        await self.change(milestone, self.changes(milestone, patch), "plan_milestone.updated")
        return self._view(milestone)

    async def _held(self, action_id: UUID) -> PlanAction:
        _, row = await self.action_to_change(action_id)
        self.check_holds(row.owner_agency_id)
        return row

    def _view(self, row: PlanMilestone) -> dict[str, Any]:
        return views.milestone(row, self.tag(row, "plan_milestone"))
