"""Operations on what follows from reviews: actions, published reviews, the use of DASH."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.schemas import RecordQuery
from sosafe_api.domains.reviews.schemas import (
    DashUseQuery,
    DashUseTable,
    PublishedDeathReviewPage,
    ReviewActionOut,
    ReviewActionPage,
    ReviewActionQuery,
    ReviewActionTransitionIn,
)
from sosafe_api.domains.reviews.service import DashUseService, ReviewActionService

router = APIRouter(route_class=Route, tags=["Reviews"])


@router.get("/death-review-actions", summary="List actions of reviews", response_model=ReviewActionPage)
@requires(Permission.DEATH_REVIEW_LIST)
async def list_death_review_actions(
    request: Request, context: RequestContext, query: QueryOf[ReviewActionQuery]
) -> Response:
    """A coordinator follows up what agencies undertook: `overdue=true` leaves what is late."""
    page = await ReviewActionService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post(
    "/death-review-actions/{death_review_action_id}/transitions",
    status_code=201,
    summary="Move an action on",
    response_model=ReviewActionOut,
)
@requires(Permission.DEATH_REVIEW_UPDATE, body=Body.JSON, if_match=True)
async def create_death_review_action_transition(
    context: RequestContext, death_review_action_id: UUID, body: ReviewActionTransitionIn
) -> Response:
    """A coordinator records how far the agency is; a published review shows it at once."""
    moved = await ReviewActionService(context).transition(death_review_action_id, body)
    return created(moved, "/v1/death-review-actions", moved["etag"])


@router.get(
    "/published-death-reviews", summary="List published reviews", response_model=PublishedDeathReviewPage
)
@requires(Permission.PUBLISHED_DEATH_REVIEW_READ)
async def list_published_death_reviews(
    request: Request, context: RequestContext, query: QueryOf[RecordQuery]
) -> Response:
    """What the partnership learns: pseudonym, month, relationship, agencies, recommendations, actions."""
    page = await ReviewActionService(context).published(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/dash-use", summary="Read the use of DASH", response_model=DashUseTable)
@requires(Permission.DASH_USE_READ)
async def list_dash_use(context: RequestContext, query: QueryOf[DashUseQuery]) -> Response:
    """How often each agency assesses with DASH when it refers somebody for domestic abuse, by quarter.

    Only whole quarters of the financial year that have ended; small counts are hidden.
    """
    return answer({"data": await DashUseService(context).table(query)})
