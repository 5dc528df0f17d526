"""Problem-solving plans by SARA: opened, written section by section, led from step to step."""

from typing import Any
from uuid import UUID

from sosafe_api.core.errors import FieldError, TransitionNotAllowed
from sosafe_api.core.pagination import Page
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.action_plans.errors import NotWritable, SectionMissing, SectionStands
from sosafe_api.domains.action_plans.models import ProblemSolvingPlan
from sosafe_api.domains.action_plans.rules import (
    PROBLEM_TRANSITIONS,
    RUNNING,
    SECTION_BEFORE,
    sections_needed,
)
from sosafe_api.domains.action_plans.schemas import (
    ProblemSolvingPlanIn,
    ProblemSolvingPlanPatch,
    ProblemSolvingPlanQuery,
    ProblemSolvingTransitionIn,
)
from sosafe_api.domains.action_plans.service import views
from sosafe_api.domains.action_plans.service.base import PlanServiceBase
from sosafe_api.domains.action_plans.vocabulary import ProblemSolvingStatus
from sosafe_api.domains.strategies.service import ObjectiveService
from sosafe_api.domains.strategies.service.objectives import kpi_errors


class ProblemSolvingService(PlanServiceBase):
    """The agency that leads writes it, and so does whoever manages the action plans."""

    def holds(self, agency_id: UUID) -> bool:
        return self.actor.may(Permission.PROBLEM_SOLVING_PLAN_MANAGE) and agency_id == self.actor.agency_id

    async def create(self, wanted: ProblemSolvingPlanIn) -> dict[str, Any]:
        """Raises `NotPermitted` for another agency's plan, and `ValidationFailed` with every fault."""
        self.check_holds(wanted.owner_agency_id)
        self.refuse(await self._faults(wanted.objective_id, wanted.kpi))
        row = ProblemSolvingPlan(
            **self.made(),
            **wanted.model_dump(exclude={"started_on"}),
            started_on=wanted.started_on or self.today,
            status=ProblemSolvingStatus.SCANNING.value,
            status_since=self.context.now,
        )
        await self.plans.add(row)
        await self.announce(row, "problem_solving_plan.created")
        return self._view(row)

    async def read(self, plan_id: UUID) -> dict[str, Any]:
        return self._view(await self.found(ProblemSolvingPlan, plan_id))

    async def page(self, query: ProblemSolvingPlanQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.plans.problems, "id")
        return Page([self._summary(row) for row in page.rows], page.next_cursor)

    async def update(self, plan_id: UUID, patch: ProblemSolvingPlanPatch) -> dict[str, Any]:
        """Raises `NotPermitted`, `NotWritable` once it ended, `ValidationFailed`, `SectionStands`."""
        row = await self._own(plan_id)
        if ProblemSolvingStatus(row.status) not in RUNNING:
            raise NotWritable()
        changed = self.changes(row, patch)
        self.refuse(await self._faults(changed.get("objective_id"), changed.get("kpi")))
        if "owner_agency_id" in changed:
            self.check_holds(changed["owner_agency_id"])
        needed = sections_needed(ProblemSolvingStatus(row.status))
        emptied = [name for name in needed if name in changed and not changed[name]]
        if emptied:
            raise SectionStands(emptied)
        await self.change(row, changed, "problem_solving_plan.updated")
        return self._view(row)

    async def transition(self, plan_id: UUID, wanted: ProblemSolvingTransitionIn) -> dict[str, Any]:
        """Raises `NotPermitted`, `TransitionNotAllowed`, `SectionMissing`, `ValidationFailed`."""
        row = await self._own(plan_id)
        if wanted.to not in PROBLEM_TRANSITIONS[ProblemSolvingStatus(row.status)]:
            raise TransitionNotAllowed(allowed_to=self._allowed(row))
        if (wanted.to is ProblemSolvingStatus.CLOSED) is (wanted.outcome is None):
            code = "required" if wanted.outcome is None else "not_wanted"
            self.refuse([FieldError(code, "Must be given for `closed` alone.", pointer="#/outcome")])
        section = SECTION_BEFORE.get(wanted.to)
        if section is not None and not getattr(row, section):
            raise SectionMissing(section)
        columns: dict[str, Any] = {"status": wanted.to.value, "status_since": self.context.now}
        if wanted.outcome is not None:
            columns["outcome"] = wanted.outcome.value
        await self.change(row, columns, f"problem_solving_plan.{wanted.to.value}")
        return self._view(row)

    async def _own(self, plan_id: UUID) -> ProblemSolvingPlan:
        row = await self.found(ProblemSolvingPlan, plan_id, lock=True)
        self.check(row, "problem_solving_plan")
        self.check_holds(row.owner_agency_id)
        return row

    async def _faults(self, objective_id: UUID | None, kpi: str | None) -> list[FieldError]:
        unknown = await ObjectiveService(self.context).unknown({"#/objective_id": objective_id})
        return unknown + kpi_errors({"#/kpi": kpi})

    def _allowed(self, row: ProblemSolvingPlan) -> list[ProblemSolvingStatus]:
        if not (self.manages or self.holds(row.owner_agency_id)):
            return []
        open_to = PROBLEM_TRANSITIONS[ProblemSolvingStatus(row.status)]
        return [status for status in ProblemSolvingStatus if status in open_to]

    def _summary(self, row: ProblemSolvingPlan) -> dict[str, Any]:
        return {
            **views.problem(row),
            "allowed_transitions": self._allowed(row),
            "etag": self.tag(row, "problem_solving_plan"),
        }

    def _view(self, row: ProblemSolvingPlan) -> dict[str, Any]:
        return {**self._summary(row), **views.sections(row)}
