"""What every use case of action plans needs: rows found or locked, who holds an action, how it is shown."""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow
from sosafe_api.core.errors import FieldError, NotFound, NotPermitted, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.action_plans.errors import NotAgreed, NotWritable
from sosafe_api.domains.action_plans.models import ActionPlan, PlanAction
from sosafe_api.domains.action_plans.repository import (
    ActionRepository,
    LinkRepository,
    PlanRepository,
    ProgressRepository,
)
from sosafe_api.domains.action_plans.rules import WRITABLE, action_moves
from sosafe_api.domains.action_plans.service import views
from sosafe_api.domains.action_plans.vocabulary import ActionPlanStatus, PlanActionStatus
from sosafe_api.domains.auth.service import RecordService

Row = TypeVar("Row", bound=PartnershipRow)


class PlanServiceBase(RecordService):
    """Plans of the actor's partnership. A plan's row is locked before its actions', so that nothing waits in a ring."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.plans = PlanRepository(context)
        self.actions = ActionRepository(context)
        self.links = LinkRepository(context)
        self.progress = ProgressRepository(context)
        self.today: date = london_date(context.now)

    async def found(self, table: type[Row], row_id: UUID, *, lock: bool = False) -> Row:
        row = await self.plans.find(table, row_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def writable(self, plan_id: UUID) -> ActionPlan:
        """The plan, locked; raises `NotWritable` once it is closed or discarded."""
        plan = await self.found(ActionPlan, plan_id, lock=True)
        if ActionPlanStatus(plan.status) not in WRITABLE:
            raise NotWritable()
        return plan

    def written(self, plan: ActionPlan) -> None:
        """Whoever writes a draft, or what it holds, is no second person for it."""
        if plan.status == ActionPlanStatus.DRAFT and self.actor.id not in plan.written_by:
            plan.written_by = [*plan.written_by, self.actor.id]

    async def action_to_change(self, action_id: UUID) -> tuple[ActionPlan, PlanAction]:
        """The action with its plan, both locked. Who asks for them in a draft has a hand in it from then on."""
        plan = await self.writable((await self.found(PlanAction, action_id)).plan_id)
        self.written(plan)
        return plan, await self.found(PlanAction, action_id, lock=True)

    async def action_in_work(self, action_id: UUID) -> tuple[ActionPlan, PlanAction]:
        """Raises `NotPermitted` for another agency's action, `NotAgreed` while its plan is a draft."""
        plan, row = await self.action_to_change(action_id)
        self.check_holds(row.owner_agency_id)
        if plan.status != ActionPlanStatus.AGREED:
            raise NotAgreed()
        return plan, row

    @property
    def manages(self) -> bool:
        return self.actor.may(Permission.ACTION_PLAN_MANAGE)

    def holds(self, agency_id: UUID) -> bool:
        """Whether the caller works on what is this agency's to do."""
        return self.actor.may(Permission.ACTION_PLAN_UPDATE) and agency_id == self.actor.agency_id

    def check_holds(self, agency_id: UUID) -> None:
        if not (self.manages or self.holds(agency_id)):
            raise NotPermitted()

    def made(self) -> dict[str, Any]:
        """What every new row begins with that can be changed."""
        return {
            "partnership_id": self.actor.partnership_id,
            "id": new_id(),
            "version": 1,
            "created_at": self.context.now,
            "updated_at": self.context.now,
        }

    @staticmethod
    def refuse(errors: list[FieldError]) -> None:
        """Raises `ValidationFailed` with all of them, if there are any."""
        if errors:
            raise ValidationFailed(errors=errors)

    def moves(self, row: PlanAction, plan: ActionPlan) -> list[PlanActionStatus]:
        return action_moves(
            PlanActionStatus(row.status),
            ActionPlanStatus(plan.status),
            holds=self.holds(row.owner_agency_id),
            manages=self.manages,
        )

    def summary(self, row: PlanAction, plan: ActionPlan) -> dict[str, Any]:
        return {
            **views.action(row, self.today),
            "allowed_transitions": self.moves(row, plan),
            "etag": self.tag(row, "plan_action"),
        }

    async def view(self, row: PlanAction, plan: ActionPlan) -> dict[str, Any]:
        carried = await self.actions.carried_to([row.id])
        milestones = await self.actions.milestones([row.id])
        bids, events = await self.links.of_action(row.id)
        return {
            **self.summary(row, plan),
            "carried_to_id": carried[0].id if carried else None,
            "funding_bid_ids": bids,
            "community_event_ids": events,
            "milestones": [views.milestone(each, self.tag(each, "plan_milestone")) for each in milestones],
        }


def unknown(pointer: str) -> FieldError:
    return FieldError("unknown_reference", "Names no record that you can use here.", pointer=pointer)
