"""Operations on reports."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.negotiation import preferred
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.reports.schemas import ReportIn, ReportOut, ReportPage, ReportQuery
from sosafe_api.domains.reports.service import ReportService
from sosafe_api.domains.reports.vocabulary import ReportStatus

router = APIRouter(route_class=Route, tags=["Reports"])
PATH = "/v1/reports"
HTML, PDF = "text/html", "application/pdf"
TYPES = {HTML: "text/html; charset=utf-8", PDF: PDF}
# The page holds all that it shows: it runs nothing and asks nobody for anything.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)


@router.post("/reports", status_code=201, summary="Ask for a report", response_model=ReportOut)
@requires(Permission.REPORT_CREATE, body=Body.JSON, idempotency_key_required=True, polled=True)
async def create_report(context: RequestContext, body: ReportIn) -> Response:
    """The analyst freezes what a group is to see at its meeting; page and PDF are ready some seconds later."""
    made = await ReportService(context).create(body)
    answer = created(made, f"{PATH}/{made['id']}", made["etag"])
    answer.headers["Retry-After"] = "1"
    return answer


@router.get("/reports", summary="List reports", response_model=ReportPage)
@requires(Permission.REPORT_READ)
async def list_reports(request: Request, context: RequestContext, query: QueryOf[ReportQuery]) -> Response:
    """What was reported to whom, the latest first."""
    page = await ReportService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/reports/{report_id}", summary="Read a report", response_model=ReportOut)
@requires(Permission.REPORT_READ, polled=True)
async def get_report(context: RequestContext, report_id: UUID) -> Response:
    """All that it says, with the values behind each figure; while its documents are made, `Retry-After`."""
    body = await ReportService(context).read(report_id)
    waits = body["status"] == ReportStatus.PREPARING
    return entity(body, body["etag"], headers={"Retry-After": "1"} if waits else {})


@router.get(
    "/reports/{report_id}/document",
    summary="Read a report on paper",
    responses={409: {"description": "The document is being made, or could not be made."}},
)
@requires(Permission.REPORT_READ, media_types=(HTML, PDF))
async def get_report_document(request: Request, context: RequestContext, report_id: UUID) -> Response:
    """A page of its own with charts, or by `Accept: application/pdf` the same to be printed (PDF/UA-1)."""
    media_type = preferred(request.headers.get("accept", ""), (HTML, PDF)) or HTML
    body, report = await ReportService(context).document(report_id, media_type)
    headers = {"Vary": "Accept", "Content-Security-Policy": POLICY}
    name = f"{report['kind'].replace('_', '-')}-{report['stands_on']}"
    ending = "pdf" if media_type == PDF else "html"
    headers["Content-Disposition"] = f'inline; filename="{name}.{ending}"'
    return Response(body, 200, headers, TYPES[media_type])
