"""Operations on ASB case reviews, their recommendations, the procedures and the yearly figures."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.interventions.schemas import (
    AsbCaseReviewFigures,
    AsbCaseReviewFiguresQuery,
    AsbCaseReviewIn,
    AsbCaseReviewOut,
    AsbCaseReviewPage,
    AsbCaseReviewProcedureIn,
    AsbCaseReviewProcedureOut,
    AsbCaseReviewProcedurePage,
    AsbCaseReviewProcedureQuery,
    AsbCaseReviewQuery,
    AsbCaseReviewStanding,
    AsbCaseReviewTransitionIn,
    ReviewRecommendationIn,
    ReviewRecommendationOut,
    ReviewRecommendationPatch,
    ReviewRecommendationRecorded,
)
from sosafe_api.domains.interventions.service import (
    CaseReviewService,
    ProcedureService,
    RecommendationService,
)

router = APIRouter(route_class=Route, tags=["ASB case reviews"])


@router.post(
    "/asb-case-reviews",
    status_code=201,
    summary="Record an application for an ASB case review",
    response_model=AsbCaseReviewStanding,
)
@requires(Permission.ASB_CASE_REVIEW_CREATE, body=Body.JSON, idempotency_key_required=True)
async def create_asb_case_review(context: RequestContext, body: AsbCaseReviewIn) -> Response:
    """The point of contact takes an application in; each complaint is judged and the clock is set."""
    made = await CaseReviewService(context).create(body)
    return created(made, f"/v1/asb-case-reviews/{made['id']}", made["etag"])


@router.get("/asb-case-reviews", summary="List ASB case reviews", response_model=AsbCaseReviewPage)
@requires(Permission.ASB_CASE_REVIEW_LIST)
async def list_asb_case_reviews(
    request: Request, context: RequestContext, query: QueryOf[AsbCaseReviewQuery]
) -> Response:
    """What your services review, and whose next step is due; nobody is named."""
    page = await CaseReviewService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/asb-case-reviews/{asb_case_review_id}",
    summary="Read an ASB case review",
    response_model=AsbCaseReviewOut,
)
@requires(Permission.ASB_CASE_REVIEW_READ, data_class="C3", purpose=True)
async def get_asb_case_review(context: RequestContext, asb_case_review_id: UUID) -> Response:
    """The application, its complaints judged one by one, and the recommendations; the read is recorded first."""
    body = await CaseReviewService(context).read(asb_case_review_id)
    return entity(body, body["etag"])


@router.post(
    "/asb-case-reviews/{asb_case_review_id}/transitions",
    status_code=201,
    summary="Move an ASB case review",
    response_model=AsbCaseReviewStanding,
)
@requires(Permission.ASB_CASE_REVIEW_UPDATE, body=Body.JSON, if_match=True)
async def create_asb_case_review_transition(
    context: RequestContext, asb_case_review_id: UUID, body: AsbCaseReviewTransitionIn
) -> Response:
    """The service acknowledges, decides on the threshold, holds the review, concludes and closes it."""
    moved = await CaseReviewService(context).transition(asb_case_review_id, body)
    return entity(moved, moved["etag"], 201)


@router.post(
    "/asb-case-reviews/{asb_case_review_id}/recommendations",
    status_code=201,
    summary="Recommend something to an agency",
    response_model=ReviewRecommendationRecorded,
)
@requires(Permission.ASB_CASE_REVIEW_UPDATE, body=Body.JSON, if_match=True, idempotency_key_required=True)
async def create_asb_case_review_recommendation(
    context: RequestContext, asb_case_review_id: UUID, body: ReviewRecommendationIn
) -> Response:
    """What a review that was held recommends to an agency, which must have regard to it."""
    made = await RecommendationService(context).add(asb_case_review_id, body)
    return created(made, f"/v1/asb-case-review-recommendations/{made['id']}", made["etag"])


@router.get(
    "/asb-case-review-recommendations/{asb_case_review_recommendation_id}",
    summary="Read a recommendation",
    response_model=ReviewRecommendationOut,
)
@requires(Permission.ASB_CASE_REVIEW_READ, data_class="C3", purpose=True)
async def get_asb_case_review_recommendation(
    context: RequestContext, asb_case_review_recommendation_id: UUID
) -> Response:
    """What was recommended to whom and what they answered; the read is recorded first."""
    body = await RecommendationService(context).read_recommendation(asb_case_review_recommendation_id)
    return entity(body, body["etag"])


@router.patch(
    "/asb-case-review-recommendations/{asb_case_review_recommendation_id}",
    summary="Record the response to a recommendation",
    response_model=ReviewRecommendationRecorded,
)
@requires(Permission.ASB_CASE_REVIEW_UPDATE, body=Body.MERGE_PATCH, if_match=True)
async def update_asb_case_review_recommendation(
    context: RequestContext, asb_case_review_recommendation_id: UUID, body: ReviewRecommendationPatch
) -> Response:
    """The reviewing service records what the agency answered; a review closes when all have."""
    changed = await RecommendationService(context).respond(asb_case_review_recommendation_id, body)
    return entity(changed, changed["etag"])


@router.get(
    "/asb-case-review-procedures",
    summary="List the review procedures",
    response_model=AsbCaseReviewProcedurePage,
)
@requires(Permission.ASB_CASE_REVIEW_PROCEDURE_READ)
async def list_asb_case_review_procedures(
    request: Request, context: RequestContext, query: QueryOf[AsbCaseReviewProcedureQuery]
) -> Response:
    """The threshold and the clock from which day on; before the first of them the Act's own threshold holds."""
    page = await ProcedureService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post(
    "/asb-case-review-procedures",
    status_code=201,
    summary="Set the review procedures from a day on",
    response_model=AsbCaseReviewProcedureOut,
)
@requires(Permission.ASB_CASE_REVIEW_PROCEDURE_MANAGE, body=Body.JSON)
async def create_asb_case_review_procedure(
    context: RequestContext, body: AsbCaseReviewProcedureIn
) -> Response:
    """An administrator records what the relevant bodies agreed; earlier applications keep what held then."""
    return answer(await ProcedureService(context).create(body), 201)


@router.get(
    "/asb-case-review-figures",
    summary="Read the yearly figures of reviews",
    response_model=AsbCaseReviewFigures,
)
@requires(Permission.ASB_CASE_REVIEW_FIGURE_READ)
async def get_asb_case_review_figures(
    context: RequestContext, query: QueryOf[AsbCaseReviewFiguresQuery]
) -> Response:
    """What the law has the relevant bodies publish of each year, small numbers too."""
    return answer(await ProcedureService(context).figures(query))
