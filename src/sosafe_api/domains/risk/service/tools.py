"""Tools of scored assessment, and assessments by them before and after the work with a person."""

from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.risk.models import AssessmentTool, ScoredAssessment
from sosafe_api.domains.risk.repository import AssessmentToolRepository, ScoredAssessmentRepository
from sosafe_api.domains.risk.rules.scores import Item, item_errors, score_change, total_range, value_errors
from sosafe_api.domains.risk.schemas import (
    AssessmentToolIn,
    AssessmentToolQuery,
    ScoredAssessmentIn,
    ScoredAssessmentQuery,
)
from sosafe_api.domains.risk.service import views
from sosafe_api.domains.risk.service.base import AssessmentService, unknown
from sosafe_api.domains.risk.vocabulary import AssessmentPhase, ScoreDirection


class AssessmentToolService(RecordService):
    """A version is never changed, so that what was scored with it keeps its meaning."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = AssessmentToolRepository(context)

    async def create(self, wanted: AssessmentToolIn) -> dict[str, Any]:
        """Raises `ValidationFailed`, and `Conflict` where the version is there already."""
        items = [item.model_dump(mode="json") for item in wanted.items]
        errors = item_errors(items_of(items))
        if errors:
            raise ValidationFailed(errors=errors)
        row = AssessmentTool(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            code=wanted.code,
            name=wanted.name,
            tool_version=wanted.tool_version,
            direction=wanted.direction.value,
            items=items,
            created_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "assessment_tool.created")
        return self._view(row)

    async def read(self, tool_id: UUID) -> dict[str, Any]:
        row = await self.find(tool_id)
        if row is None:
            raise NotFound()
        return self._view(row)

    async def find(self, tool_id: UUID) -> AssessmentTool | None:
        return await self.repository.find(AssessmentTool, tool_id)

    async def page(self, query: AssessmentToolQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    def _view(self, row: AssessmentTool) -> dict[str, Any]:
        return views.tool(row, self.tag(row, "assessment_tool"), total_range(items_of(row.items)))


class ScoredAssessmentService(AssessmentService):
    """Totals are compared within one version of a tool only."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = ScoredAssessmentRepository(context)
        self.tools = AssessmentToolService(context)

    async def create(self, wanted: ScoredAssessmentIn) -> dict[str, Any]:
        """Raises `ValidationFailed` naming everything that is wrong."""
        tool = await self.tools.find(wanted.tool_id)
        values = {item.item: item.value for item in wanted.values}
        errors = await self.person_errors(person_id=wanted.person_id)
        errors += await self.case_errors(self.repository, wanted.case_id, wanted.person_id)
        errors += await self._before_errors(wanted)
        if tool is None:
            errors.append(unknown("tool_id"))
        else:
            errors += value_errors(items_of(tool.items), [(item.item, item.value) for item in wanted.values])
        if errors or tool is None:
            raise ValidationFailed(errors=errors)
        row = ScoredAssessment(
            **wanted.model_dump(exclude={"phase", "values"}),
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            phase=wanted.phase.value,
            values=[{"item": item["code"], "value": values[item["code"]]} for item in tool.items],
            total=sum(values.values()),
            assessed_by=self.actor.id,
            created_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "scored_assessment.created")
        return views.scored_summary(row, self.tag(row, "scored_assessment"))

    async def read(self, assessment_id: UUID) -> dict[str, Any]:
        """Raises `NotFound`. The read is recorded."""
        row = await self.repository.find(ScoredAssessment, assessment_id)
        if row is None:
            raise NotFound()
        entry = Entry(
            operation="scored_assessment:read",
            object_type="scored_assessment",
            object_id=row.id,
            field_set="F3",
        )
        await record(self.context, entry)
        return views.scored_details(row, self.tag(row, "scored_assessment"), await self._change(row))

    async def page(self, query: ScoredAssessmentQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        rows = [views.scored_summary(row, self.tag(row, "scored_assessment")) for row in page.rows]
        return Page(rows, page.next_cursor)

    async def _before_errors(self, wanted: ScoredAssessmentIn) -> list[FieldError]:
        """The assessment before must be one, of the same person, by the same version of the tool."""
        if wanted.before_id is None:
            return []
        if wanted.phase is not AssessmentPhase.AFTER:
            detail = "Must be null in an assessment that was made before the work."
            return [FieldError("not_after_the_work", detail, pointer="#/before_id")]
        before = await self.repository.find(ScoredAssessment, wanted.before_id)
        if before is None or before.person_id != wanted.person_id:
            return [unknown("before_id")]
        if before.tool_id != wanted.tool_id or before.phase != AssessmentPhase.BEFORE:
            detail = "Must name an assessment before the work, by the same version of the tool."
            return [FieldError("not_comparable", detail, pointer="#/before_id")]
        return []

    async def _change(self, row: ScoredAssessment) -> dict[str, Any] | None:
        if row.before_id is None:
            return None
        before = await self.repository.find(ScoredAssessment, row.before_id)
        tool = await self.tools.find(row.tool_id)
        if before is None or tool is None:
            return None
        meaning = score_change(before.total, row.total, ScoreDirection(tool.direction))
        return {"from": before.total, "difference": row.total - before.total, "meaning": meaning}


def items_of(kept: list[dict[str, Any]]) -> list[Item]:
    return [Item(item["code"], item["minimum"], item["maximum"]) for item in kept]
