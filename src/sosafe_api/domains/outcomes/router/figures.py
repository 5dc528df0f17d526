"""Operations that count outcomes, and that extract their records under an approval."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.http.streams import CSV, NDJSON, lines_answer
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.outcomes.schemas import (
    CaseOutcomePage,
    CaseOutcomeQuery,
    CaseOutcomeRecord,
    ExportQuery,
    OutcomeMeasurePage,
    OutcomeQuery,
)
from sosafe_api.domains.outcomes.service import ExtractService, FigureService

router = APIRouter(route_class=Route, tags=["Outcomes"])


@router.get("/case-outcomes", summary="Count the outcomes of closed cases", response_model=CaseOutcomePage)
@requires(Permission.CASE_OUTCOME_READ)
async def list_case_outcomes(
    request: Request, context: RequestContext, query: QueryOf[CaseOutcomeQuery]
) -> Response:
    """An analyst sees how cases of a financial year ended and what changed, by service, kind and ending.

    Counts of 1 to 4 are hidden, and others with them, so that none can be worked out from the rest.
    """
    page = await FigureService(context).counts(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/case-outcomes/export", summary="Export records of closed cases", response_model=CaseOutcomeRecord
)
@requires(Permission.CASE_OUTCOME_EXPORT, data_class="C3", purpose=True, media_types=(NDJSON, CSV))
async def export_case_outcomes(
    request: Request, context: RequestContext, query: QueryOf[ExportQuery]
) -> Response:
    """An analyst takes the records of an approved request, one case a line, under pseudonyms of that request.

    What fewer than ten people share is coarsened, and what is left of them stays behind. NDJSON ends with a line
    `_end`: without it the file is cut off. The export is recorded before its first line leaves.
    """
    found = await ExtractService(context).extract(query.approval_id)
    end = {"rows": len(found.records), "as_of": found.as_of, "complete": found.complete}
    return lines_answer(request, found.records, list(CaseOutcomeRecord.model_fields), end)


@router.get("/outcome-measures", summary="List measures of outcomes", response_model=OutcomeMeasurePage)
@requires(Permission.CASE_OUTCOME_READ)
async def list_outcome_measures(
    request: Request, context: RequestContext, query: QueryOf[OutcomeQuery]
) -> Response:
    """A board sees shares with their base, the rule of the cohort and how long after closure was measured.

    A share stands only beside both its parts; a small part is hidden, and so is the share.
    """
    page = await FigureService(context).measures(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)
