"""Operations on groups of most similar areas and the comparison within them."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.recorded_crime.schemas import (
    SimilarAreaComparisonList,
    SimilarAreaComparisonQuery,
    SimilarAreaGroupIn,
    SimilarAreaGroupOut,
    SimilarAreaGroupPage,
    SimilarAreaGroupPatch,
    SimilarAreaGroupQuery,
)
from sosafe_api.domains.recorded_crime.service import SimilarAreaService

router = APIRouter(route_class=Route, tags=["Recorded crime"])
GROUPS = "/v1/similar-area-groups"


@router.post(
    "/similar-area-groups",
    status_code=201,
    summary="Enter a group of similar areas",
    response_model=SimilarAreaGroupOut,
    responses={200: {"model": SimilarAreaGroupOut, "description": "The same group was entered before."}},
)
@requires(Permission.SIMILAR_AREA_MANAGE, body=Body.JSON)
async def create_similar_area_group(context: RequestContext, body: SimilarAreaGroupIn) -> Response:
    """An analyst enters the areas most similar to one; they hold until the area's next group begins.

    Area and day name it: the same again answers 200 with the first.
    """
    made, new = await SimilarAreaService(context).create(body)
    headers = {"Location": f"{GROUPS}/{made['id']}", "ETag": made["etag"]}
    return answer(made, 201 if new else 200, headers if new else {**headers, "Idempotency-Replayed": "true"})


@router.get(
    "/similar-area-groups", summary="List groups of similar areas", response_model=SimilarAreaGroupPage
)
@requires(Permission.SIMILAR_AREA_READ)
async def list_similar_area_groups(
    request: Request, context: RequestContext, query: QueryOf[SimilarAreaGroupQuery]
) -> Response:
    """Every group that was entered, also those that another has followed."""
    page = await SimilarAreaService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/similar-area-groups/{similar_area_group_id}",
    summary="Read a group of similar areas",
    response_model=SimilarAreaGroupOut,
)
@requires(Permission.SIMILAR_AREA_READ)
async def get_similar_area_group(context: RequestContext, similar_area_group_id: UUID) -> Response:
    """The areas of the group, and from when on it holds."""
    body = await SimilarAreaService(context).read(similar_area_group_id)
    return entity(body, body["etag"])


@router.patch(
    "/similar-area-groups/{similar_area_group_id}",
    summary="Correct a group of similar areas",
    response_model=SimilarAreaGroupOut,
)
@requires(Permission.SIMILAR_AREA_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_similar_area_group(
    context: RequestContext, similar_area_group_id: UUID, body: SimilarAreaGroupPatch
) -> Response:
    """What was entered wrongly is put right. A group that was formed anew is another one, from its own day on."""
    changed = await SimilarAreaService(context).update(similar_area_group_id, body)
    return entity(changed, changed["etag"])


@router.get(
    "/similar-area-comparisons",
    summary="Compare with similar areas",
    response_model=SimilarAreaComparisonList,
)
@requires(Permission.SIMILAR_AREA_READ)
async def list_similar_area_comparisons(
    context: RequestContext, query: QueryOf[SimilarAreaComparisonQuery]
) -> Response:
    """By measure: above, in line with or below the group's limits, the distance from its mean, rank and trend.

    The group is the one at the quarter's end. Where its areas changed within the year, ranks do not compare.
    """
    return answer({"data": await SimilarAreaService(context).compare(query)})
