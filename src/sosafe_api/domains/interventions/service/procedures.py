"""Review procedures as dated data, and the yearly figures that the law has published."""

from datetime import date
from typing import Any

from sosafe_api.core import outbox
from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.pagination import Page
from sosafe_api.domains.interventions.models import AsbReviewProcedure
from sosafe_api.domains.interventions.rules.case_reviews import STATUTORY, Procedure
from sosafe_api.domains.interventions.schemas import (
    AsbCaseReviewFiguresQuery,
    AsbCaseReviewProcedureIn,
    AsbCaseReviewProcedureQuery,
)
from sosafe_api.domains.interventions.service import views
from sosafe_api.domains.interventions.service.base import EnforcementService


class ProcedureService(EnforcementService):
    """Procedures hold from a day on, for applications of that day and later, until later ones begin."""

    async def create(self, wanted: AsbCaseReviewProcedureIn) -> dict[str, Any]:
        """Raises `Conflict` beside procedures of the same day."""
        row = AsbReviewProcedure(**self.made(), **wanted.model_dump())
        await self.repository.add(row)
        await outbox.emit(self.context, "asb_case_review_procedure.created", row.id, 1)
        entry = Entry(
            operation="asb_case_review_procedure:create",
            object_type="asb_case_review_procedure",
            object_id=row.id,
        )
        await record(self.context, entry)
        return views.procedure(row)

    async def page(self, query: AsbCaseReviewProcedureQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.procedures, "starts_on")
        return Page([views.procedure(row) for row in page.rows], page.next_cursor)

    async def on(self, day: date) -> tuple[Any, Procedure]:
        """The identifier and content of what holds on the day; the Act's own where nothing was recorded."""
        row = await self.repository.procedure_on(day)
        if row is None:
            return None, STATUTORY
        names = Procedure.__dataclass_fields__
        return row.id, Procedure(**{name: getattr(row, name) for name in names})

    async def figures(self, query: AsbCaseReviewFiguresQuery) -> dict[str, Any]:
        """Of the whole partnership, whoever asks: the same numbers for all, also beside an exclusion."""
        year = query.year or self.today.year
        async with self.transaction.widened(reach="partnership", excluded_ids=()):
            counted = await self.repository.figures(date(year, 1, 1), date(year + 1, 1, 1))
        names = ("applications", "threshold_not_met", "reviews", "reviews_with_recommendations")
        return {"year": year, **dict(zip(names, counted, strict=True))}
