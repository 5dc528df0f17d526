"""Progress of actions: what was said of each on a day, with every move of its status among it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.errors import FieldError, NotFound, TransitionNotAllowed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.action_plans.errors import ActionFinished, NotAgreed
from sosafe_api.domains.action_plans.models import ActionPlan, PlanAction, PlanUpdate
from sosafe_api.domains.action_plans.rules import ACTION_TRANSITIONS, UNFINISHED
from sosafe_api.domains.action_plans.schemas import PlanActionTransitionIn, PlanUpdateIn, PlanUpdateQuery
from sosafe_api.domains.action_plans.service import views
from sosafe_api.domains.action_plans.service.base import PlanServiceBase, unknown
from sosafe_api.domains.action_plans.vocabulary import ActionPlanStatus, PlanActionStatus
from sosafe_api.domains.panels.service import MeetingService

Stated = PlanUpdateIn | PlanActionTransitionIn


@dataclass(frozen=True, slots=True)
class Word:
    """What is said of an action: of which day, with which figure, at which meeting."""

    note: str
    noted_on: date
    value: Decimal | None = None
    meeting_id: UUID | None = None


class ProgressService(PlanServiceBase):
    """No word is dated before the latest one, so an action stood on any day as the last word by then says."""

    async def note(self, action_id: UUID, stated: PlanUpdateIn) -> dict[str, Any]:
        """Raises `NotPermitted`, `NotAgreed`, `ActionFinished`, `TransitionNotAllowed`, `ValidationFailed`."""
        plan, row = await self.action_in_work(action_id)
        before, to = PlanActionStatus(row.status), PlanActionStatus(stated.status.value)
        if before not in UNFINISHED:
            raise ActionFinished()
        if to is not before and to not in ACTION_TRANSITIONS[before]:
            allowed = [each for each in self.moves(row, plan) if each in UNFINISHED]
            raise TransitionNotAllowed(allowed_to=allowed)
        return views.update(await self._state(plan, row, to, stated, "plan_action.noted"))

    async def transition(self, action_id: UUID, wanted: PlanActionTransitionIn) -> dict[str, Any]:
        """Raises `NotPermitted`, `NotAgreed` for all but giving up, `TransitionNotAllowed`, `ValidationFailed`."""
        plan, row = await self.action_to_change(action_id)
        self.check(row, "plan_action")
        self.check_holds(row.owner_agency_id)
        allowed = self.moves(row, plan)
        if wanted.to not in allowed:
            if plan.status == ActionPlanStatus.DRAFT and wanted.to is not PlanActionStatus.CANCELLED:
                raise NotAgreed()
            raise TransitionNotAllowed(allowed_to=allowed)
        await self._state(plan, row, wanted.to, wanted, f"plan_action.{wanted.to.value}")
        return await self.view(row, plan)

    async def page(self, action_id: UUID, query: PlanUpdateQuery) -> Page[dict[str, Any]]:
        await self.found(PlanAction, action_id)

        async def read(query: PlanUpdateQuery, after: Any) -> list[PlanUpdate]:
            return await self.progress.page(action_id, after, query.limit)

        page = await self.paged(query, read, "id", within=action_id)
        return Page([views.update(row) for row in page.rows], page.next_cursor)

    async def _state(
        self, plan: ActionPlan, row: PlanAction, to: PlanActionStatus, stated: Stated, event: str
    ) -> PlanUpdate:
        day = await self._day(plan, row, stated)
        value = None if stated.value is None else Decimal(stated.value)
        return await self.record_update(row, to, Word(stated.note, day, value, stated.meeting_id), event)

    async def record_update(
        self, row: PlanAction, to: PlanActionStatus, word: Word, event: str
    ) -> PlanUpdate:
        """The update and what it makes of the action, which the caller has locked."""
        update = PlanUpdate(
            partnership_id=row.partnership_id,
            id=new_id(),
            action_id=row.id,
            noted_on=word.noted_on,
            status=to.value,
            note=word.note,
            value=word.value,
            meeting_id=word.meeting_id,
            agency_id=self.actor.agency_id,
            recorded_by=self.actor.id,
            recorded_at=self.context.now,
        )
        await self.progress.add(update)
        columns: dict[str, Any] = {"stated_on": word.noted_on}
        if word.value is not None:
            columns["latest_value"] = word.value
        if to.value != row.status:
            completed = word.noted_on if to is PlanActionStatus.COMPLETED else None
            columns |= {"status": to.value, "status_since": self.context.now, "completed_on": completed}
        await self.change(row, columns, event)
        return update

    async def _day(self, plan: ActionPlan, row: PlanAction, stated: Stated) -> date:
        """The day it is true of, checked against the meeting and the words before."""
        day = stated.noted_on
        errors: list[FieldError] = []
        if stated.meeting_id is not None:
            met = await self._met_on(plan, stated.meeting_id)
            if met is None:
                errors.append(unknown("#/meeting_id"))
            day = day or met
        day = day or self.today
        if row.stated_on is not None and day < row.stated_on:
            detail = "Must not be before the day of the latest update."
            errors.append(FieldError("before_latest_update", detail, pointer="#/noted_on"))
        self.refuse(errors)
        return day

    async def _met_on(self, plan: ActionPlan, meeting_id: UUID) -> date | None:
        """The day of a meeting of the plan's group that has begun; None for any other."""
        try:
            meeting = await MeetingService(self.context).meeting(meeting_id)
        except NotFound:
            return None
        if meeting.group_id != plan.group_id or meeting.starts_at > self.context.now:
            return None
        return london_date(meeting.starts_at)
