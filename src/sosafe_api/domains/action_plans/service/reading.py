"""A plan as a meeting goes through it, and as a quarter's report tells it: both as at a day."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sosafe_api.core.errors import FieldError, InvalidParameter
from sosafe_api.core.financial_years import QUARTERS, FinancialYear
from sosafe_api.domains.action_plans.models import ActionPlan, PlanAction
from sosafe_api.domains.action_plans.rules.meetings import meeting_before, next_meeting
from sosafe_api.domains.action_plans.rules.reckoning import Figures, Standing, Step, figures
from sosafe_api.domains.action_plans.schemas import PlanReportQuery, PlanReviewQuery
from sosafe_api.domains.action_plans.service.base import PlanServiceBase
from sosafe_api.domains.action_plans.vocabulary import PlanActionStatus
from sosafe_api.domains.agencies.rules import meeting_dates
from sosafe_api.domains.agencies.service import GroupService
from sosafe_api.domains.agencies.vocabulary import Rhythm
from sosafe_api.domains.panels.service import MeetingService
from sosafe_api.domains.strategies.service import StrategyService

AROUND = timedelta(days=400)  # further than any rhythm: a quarterly group that missed three meetings


class PlanReadingService(PlanServiceBase):
    """Statuses are those that had been stated by the day, so a report of an earlier quarter stays as it was."""

    async def review(self, plan_id: UUID, query: PlanReviewQuery) -> dict[str, Any]:
        """Every action that was unfinished on the day of the meeting, with what is late and what stood still."""
        plan = await self.found(ActionPlan, plan_id)
        day, before = await self._meetings(plan, query.on)
        rows = await self.actions.of_plan(plan.id)
        if query.owner_agency_id is not None:
            rows = [row for row in rows if row.owner_agency_id == query.owner_agency_id]
        standings = await self._standings(rows, day)
        late = [step.action_id for step in await self._steps(rows) if step.overdue(day)]
        shown = [
            {
                "action_id": row.id,
                "number": row.number,
                "title": row.title,
                "objective_id": row.objective_id,
                "owner_agency_id": row.owner_agency_id,
                "status": standing.status,
                "due_on": row.due_on,
                "stated_on": standing.stated_on,
                "overdue": standing.overdue(day),
                "unmoved": standing.unmoved(before),
                "milestones_overdue": late.count(row.id),
            }
            for row, standing in zip(rows, standings, strict=True)
            if standing.unfinished
        ]
        return {
            "plan_id": plan.id,
            "meeting_on": day,
            "previous_meeting_on": before,
            "overdue": sum(bool(each["overdue"]) for each in shown),
            "unmoved": sum(bool(each["unmoved"]) for each in shown),
            "actions": shown,
        }

    async def happened(self, plan_id: UUID, start: date, day: date) -> dict[str, Any]:
        """What was completed from `start` to the day, and which milestones of unfinished actions were late by it."""
        rows = await self.actions.of_plan(plan_id)
        standings = {row.id: each for row, each in zip(rows, await self._standings(rows, day), strict=True)}
        by_id = {row.id: row for row in rows if standings[row.id].unfinished}
        milestones = await self.actions.milestones(list(by_id))
        return {
            "completed": [
                {"number": row.number, "title": row.title, "completed_on": standings[row.id].stated_on}
                for row in rows
                if standings[row.id].completed_within(start, day)
            ],
            "late_milestones": [
                {"action_number": by_id[each.action_id].number, "title": each.title, "due_on": each.due_on}
                for each in milestones
                if Step(each.action_id, each.due_on, each.done_on).overdue(day)
            ],
        }

    async def report(self, plan_id: UUID, query: PlanReportQuery) -> dict[str, Any]:
        """Raises `InvalidParameter` for a quarter that has not begun."""
        plan = await self.found(ActionPlan, plan_id)
        year = FinancialYear.named(plan.financial_year)
        begun = [number for number in range(1, QUARTERS + 1) if year.quarter(number)[0] <= self.today]
        number = query.quarter or max(begun, default=1)
        if number not in begun:
            detail = "Must be a quarter that has begun."
            raise InvalidParameter(errors=[FieldError("not_begun", detail, parameter="quarter")])
        quarter = year.quarter(number)
        stands_on = min(self.today, quarter[1] - timedelta(days=1))
        rows = await self.actions.of_plan(plan.id)
        standings, steps = await self._standings(rows, stands_on), await self._steps(rows)
        strategy = await StrategyService(self.context).read(plan.strategy_id)
        of_objectives = [
            {
                "objective_id": objective["id"],
                "number": objective["number"],
                "title": objective["title"],
                **_told(
                    figures(
                        [each for each in standings if each.objective_id == objective["id"]],
                        steps,
                        quarter,
                        stands_on,
                    )
                ),
            }
            for objective in strategy["objectives"]
        ]
        return {
            "plan_id": plan.id,
            "financial_year": plan.financial_year,
            "quarter": number,
            "starts_on": quarter[0],
            "ends_on": quarter[1],
            "stands_on": stands_on,
            "objectives": of_objectives,
            "whole": _told(figures(standings, steps, quarter, stands_on)),
        }

    async def _meetings(self, plan: ActionPlan, on: date | None) -> tuple[date, date]:
        """The meeting's day, and the day of the one before."""
        around = on or self.today
        start, end = around - AROUND, around + AROUND
        planned = await MeetingService(self.context).days(plan.group_id, start, end)
        group = await GroupService(self.context).read(plan.group_id)
        rhythm = meeting_dates(Rhythm(group["rhythm"]), group["first_meeting_on"], start, end)
        day = on or next_meeting(self.today, planned, rhythm)
        return day, meeting_before(day, planned, rhythm)

    async def _standings(self, rows: list[PlanAction], day: date) -> list[Standing]:
        stated = await self.progress.latest([row.id for row in rows], day)
        return [
            Standing(
                row.id,
                row.objective_id,
                PlanActionStatus(stated[row.id].status) if row.id in stated else PlanActionStatus.NOT_STARTED,
                row.starts_on,
                row.due_on,
                stated[row.id].noted_on if row.id in stated else None,
            )
            for row in rows
        ]

    async def _steps(self, rows: list[PlanAction]) -> list[Step]:
        milestones = await self.actions.milestones([row.id for row in rows])
        return [Step(each.action_id, each.due_on, each.done_on) for each in milestones]


def _told(counted: Figures) -> dict[str, Any]:
    return {
        "actions": counted.actions,
        "by_status": {status.value: count for status, count in counted.by_status.items()},
        "overdue": counted.overdue,
        "completed_in_quarter": counted.completed_in_quarter,
        "milestones_overdue": counted.milestones_overdue,
        "milestones_done_in_quarter": counted.milestones_done_in_quarter,
    }
