"""Writes what a report says: the strategy's objectives with their figures, and how the action plan stands."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from sosafe_api.core.context import Context
from sosafe_api.domains.action_plans.schemas import PlanReviewQuery
from sosafe_api.domains.action_plans.service import ActionPlanService, PlanReadingService
from sosafe_api.domains.agencies.service import AgencyService
from sosafe_api.domains.auth.service import PartnershipService
from sosafe_api.domains.reports.rules.comparing import compared, counted, measures_of
from sosafe_api.domains.reports.rules.risks import risks_of
from sosafe_api.domains.reports.service.figures import Figures
from sosafe_api.domains.strategies.service import StrategyService

Json = dict[str, Any]


class ReportWriter:
    """`before` is what the report before said, and `before_stands_on` its day; None for a first one."""

    def __init__(self, context: Context, *, before: Json | None, before_stands_on: date | None) -> None:
        self._context = context
        self._before = measures_of(before) if before else {}
        self._first = before is None
        self._before_stands_on = before_stands_on
        self.drawings: dict[str, Json] = {}

    async def write(self, stands_on: date, starts_on: date, group: Json | None) -> Json:
        """The content. What its charts are drawn from is in `drawings` afterwards, by indicator."""
        partnership = (await PartnershipService(self._context).read())["name"]
        strategy = await StrategyService(self._context).in_force(stands_on)
        figures = await Figures.open(self._context, stands_on, partnership)
        objectives = [await self._objective(each, figures) for each in (strategy or {}).get("objectives", ())]
        plan = await ActionPlanService(self._context).of_day(strategy["id"], stands_on) if strategy else None
        actions = await self._actions(plan["id"], stands_on, starts_on) if plan else _no_actions()
        reviewed = actions.pop("reviewed")
        said = {
            "partnership": partnership,
            "group": group["name"] if group else None,
            "previous_stands_on": self._before_stands_on,
            "strategy": {name: strategy[name] for name in ("id", "name")} if strategy else None,
            "plan": {name: plan[name] for name in ("id", "financial_year")} if plan else None,
            "objectives": objectives,
            "moved": counted(objectives),
            **actions,
            "risks": risks_of(objectives, reviewed),
        }
        found: Json = msgspec.to_builtins(said)
        return found

    async def _objective(self, objective: Json, figures: Figures) -> Json:
        measures = [await self._measure(each, figures) for each in objective["measures"]]
        return {"number": objective["number"], "title": objective["title"], "measures": measures}

    async def _measure(self, measure: Json, figures: Figures) -> Json:
        shown, drawing = await figures.of(measure["kpi"])
        if drawing is not None:
            self.drawings[measure["kpi"]] = drawing
        since = self._before_stands_on.isoformat() if self._before_stands_on else None
        before = self._before.get(measure["kpi"] or "")
        return measure | shown | compared(shown, before, since)

    async def _actions(self, plan_id: UUID, stands_on: date, starts_on: date) -> Json:
        reading = PlanReadingService(self._context)
        review = await reading.review(plan_id, PlanReviewQuery(on=stands_on))
        happened = await reading.happened(plan_id, starts_on, stands_on)
        overdue = [each for each in review["actions"] if each["overdue"]]
        owners = await self._names({each["owner_agency_id"] for each in overdue})
        return {
            "unfinished_actions": len(review["actions"]),
            "overdue_actions": [
                {
                    **{name: each[name] for name in ("number", "title", "status", "due_on")},
                    "owner": owners[each["owner_agency_id"]],
                    "days_overdue": (stands_on - each["due_on"]).days,
                }
                for each in overdue
            ],
            "late_milestones": happened["late_milestones"],
            "completed_actions": happened["completed"],
            "reviewed": review["actions"],
        }

    async def _names(self, agency_ids: set[UUID]) -> dict[UUID, str]:
        agencies = AgencyService(self._context)
        return {agency_id: (await agencies.read(agency_id))["name"] for agency_id in sorted(agency_ids)}


def _no_actions() -> Json:
    return {
        "unfinished_actions": 0,
        "overdue_actions": [],
        "late_milestones": [],
        "completed_actions": [],
        "reviewed": [],
    }
