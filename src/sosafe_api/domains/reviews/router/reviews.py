"""Operations on death reviews, for the coordinators of the group that keeps them."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.reviews.schemas import (
    DeathReviewIn,
    DeathReviewOut,
    DeathReviewPage,
    DeathReviewPatch,
    DeathReviewQuery,
    DeathReviewSummary,
    DeathReviewTransitionIn,
    RecommendationIn,
    RecommendationOut,
    ReviewActionIn,
    ReviewActionOut,
)
from sosafe_api.domains.reviews.service import DeathReviewService, ReviewActionService

router = APIRouter(route_class=Route, tags=["Reviews"])
PATH = "/v1/death-reviews"


@router.post(
    "/death-reviews", status_code=201, summary="Record a notified death", response_model=DeathReviewSummary
)
@requires(Permission.DEATH_REVIEW_CREATE, data_class="C3", body=Body.JSON, idempotency_key_required=True)
async def create_death_review(context: RequestContext, body: DeathReviewIn) -> Response:
    """A coordinator records that the police notified a death by domestic abuse, for the group that decides.

    The reference names the review once. The answer is a receipt that names nobody.
    """
    made = await DeathReviewService(context).create(body)
    return created(made, f"{PATH}/{made['id']}", made["etag"])


@router.get("/death-reviews", summary="List death reviews", response_model=DeathReviewPage)
@requires(Permission.DEATH_REVIEW_LIST)
async def list_death_reviews(
    request: Request, context: RequestContext, query: QueryOf[DeathReviewQuery]
) -> Response:
    """A coordinator follows the reviews of their group from step to step. Nobody is named."""
    page = await DeathReviewService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/death-reviews/{death_review_id}", summary="Read a death review", response_model=DeathReviewOut)
@requires(Permission.DEATH_REVIEW_READ, data_class="C3", purpose=True)
async def get_death_review(context: RequestContext, death_review_id: UUID) -> Response:
    """The internal record with its steps, for a stated purpose; the read is recorded first."""
    body = await DeathReviewService(context).read(death_review_id)
    return entity(body, body["etag"])


@router.patch(
    "/death-reviews/{death_review_id}", summary="Write up a death review", response_model=DeathReviewSummary
)
@requires(Permission.DEATH_REVIEW_UPDATE, data_class="C3", body=Body.MERGE_PATCH, if_match=True)
async def update_death_review(
    context: RequestContext, death_review_id: UUID, body: DeathReviewPatch
) -> Response:
    """A coordinator adds what is found out, and the pseudonym, until the report goes to quality assurance."""
    changed = await DeathReviewService(context).update(death_review_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/death-reviews/{death_review_id}/transitions",
    status_code=201,
    summary="Take a step of a death review",
    response_model=DeathReviewSummary,
)
@requires(Permission.DEATH_REVIEW_UPDATE, body=Body.JSON, if_match=True)
async def create_death_review_transition(
    context: RequestContext, death_review_id: UUID, body: DeathReviewTransitionIn
) -> Response:
    """From notification by decision, Home Office, panel, report and assurance to publication.

    Somebody else than who handed the report over publishes it; then its anonymised view can be read.
    """
    moved = await DeathReviewService(context).transition(death_review_id, body)
    return created(moved, f"{PATH}/{death_review_id}", moved["etag"])


@router.post(
    "/death-reviews/{death_review_id}/recommendations",
    status_code=201,
    summary="Add a recommendation",
    response_model=RecommendationOut,
)
@requires(Permission.DEATH_REVIEW_UPDATE, body=Body.JSON, idempotency_key_required=True)
async def create_death_review_recommendation(
    context: RequestContext, death_review_id: UUID, body: RecommendationIn
) -> Response:
    """What an agency should do otherwise, under a theme such as the use of DASH, in words that name nobody."""
    made = await ReviewActionService(context).recommend(death_review_id, body)
    return created(made, f"{PATH}/{death_review_id}")


@router.post(
    "/death-reviews/{death_review_id}/actions",
    status_code=201,
    summary="Agree an action",
    response_model=ReviewActionOut,
)
@requires(Permission.DEATH_REVIEW_UPDATE, body=Body.JSON, idempotency_key_required=True)
async def create_death_review_action(
    context: RequestContext, death_review_id: UUID, body: ReviewActionIn
) -> Response:
    """What an agency undertakes about a recommendation, and by when; also once the review is published."""
    made = await ReviewActionService(context).agree(death_review_id, body)
    return created(made, f"{PATH}/{death_review_id}", made["etag"])
