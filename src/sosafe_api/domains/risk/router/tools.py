"""Operations on tools of scored assessment and on assessments by them."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.risk.schemas import (
    AssessmentToolIn,
    AssessmentToolOut,
    AssessmentToolPage,
    AssessmentToolQuery,
    ScoredAssessmentIn,
    ScoredAssessmentOut,
    ScoredAssessmentPage,
    ScoredAssessmentQuery,
    ScoredAssessmentSummary,
)
from sosafe_api.domains.risk.service import AssessmentToolService, ScoredAssessmentService

router = APIRouter(route_class=Route, tags=["Risk"])


@router.post(
    "/scored-assessments",
    status_code=201,
    summary="Record a scored assessment",
    response_model=ScoredAssessmentSummary,
)
@requires(Permission.SCORED_ASSESSMENT_CREATE, data_class="C3", body=Body.JSON, idempotency_key_required=True)
async def create_scored_assessment(context: RequestContext, body: ScoredAssessmentIn) -> Response:
    """A service records where somebody stands before and after its work, by any tool the partnership uses."""
    made = await ScoredAssessmentService(context).create(body)
    return created(made, f"/v1/scored-assessments/{made['id']}", made["etag"])


@router.get("/scored-assessments", summary="List scored assessments", response_model=ScoredAssessmentPage)
@requires(Permission.SCORED_ASSESSMENT_LIST)
async def list_scored_assessments(
    request: Request, context: RequestContext, query: QueryOf[ScoredAssessmentQuery]
) -> Response:
    """A caseworker sees which assessments there are of the people of their cases, without any value."""
    page = await ScoredAssessmentService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/scored-assessments/{scored_assessment_id}",
    summary="Read a scored assessment",
    response_model=ScoredAssessmentOut,
)
@requires(Permission.SCORED_ASSESSMENT_READ, data_class="C3", purpose=True)
async def get_scored_assessment(context: RequestContext, scored_assessment_id: UUID) -> Response:
    """The values, their total and what became of it since before the work; the read is recorded."""
    body = await ScoredAssessmentService(context).read(scored_assessment_id)
    return entity(body, body["etag"])


@router.post(
    "/assessment-tools",
    status_code=201,
    summary="Define an assessment tool",
    response_model=AssessmentToolOut,
)
@requires(Permission.ASSESSMENT_TOOL_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_assessment_tool(context: RequestContext, body: AssessmentToolIn) -> Response:
    """An administrator defines a tool by its items and ranges, so that services can score by it."""
    made = await AssessmentToolService(context).create(body)
    return created(made, f"/v1/assessment-tools/{made['id']}", made["etag"])


@router.get("/assessment-tools", summary="List assessment tools", response_model=AssessmentToolPage)
@requires(Permission.ASSESSMENT_TOOL_READ)
async def list_assessment_tools(
    request: Request, context: RequestContext, query: QueryOf[AssessmentToolQuery]
) -> Response:
    """A front end finds what to ask for, and within which ranges."""
    page = await AssessmentToolService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/assessment-tools/{assessment_tool_id}",
    summary="Read an assessment tool",
    response_model=AssessmentToolOut,
)
@requires(Permission.ASSESSMENT_TOOL_READ)
async def get_assessment_tool(context: RequestContext, assessment_tool_id: UUID) -> Response:
    """One version of a tool: its items, and the range of its total."""
    body = await AssessmentToolService(context).read(assessment_tool_id)
    return entity(body, body["etag"])
