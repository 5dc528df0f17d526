"""Operations on exclusions."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.sharing.schemas import (
    ExclusionDeclared,
    ExclusionIn,
    ExclusionOut,
    ExclusionPage,
    ExclusionQuery,
    ExclusionTransitionIn,
)
from sosafe_api.domains.sharing.service import ExclusionService

router = APIRouter(route_class=Route, tags=["Sharing"])
PATH = "/v1/exclusions"


@router.post(
    "/exclusions", status_code=201, summary="Declare a conflict of interest", response_model=ExclusionDeclared
)
@requires(Permission.EXCLUSION_CREATE, body=Body.JSON, idempotency_key_required=True)
async def create_exclusion(context: RequestContext, body: ExclusionIn) -> Response:
    """Whoever knows somebody in a record closes it to themselves; an administrator closes it to others.

    It beats every grant from the next request on: the record, its person, everybody in their cases, and
    referrals about anybody of the same name and date of birth are then absent, those to come included.
    Whether there is such a record is not told.
    """
    made = await ExclusionService(context).declare(body)
    return created(made, f"{PATH}/{made['id']}")


@router.get("/exclusions", summary="List exclusions", response_model=ExclusionPage)
@requires(Permission.EXCLUSION_READ)
async def list_exclusions(
    request: Request, context: RequestContext, query: QueryOf[ExclusionQuery]
) -> Response:
    """Administrators see who is excluded from what, by identifiers only, and what waits for their approval."""
    page = await ExclusionService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/exclusions/{exclusion_id}", summary="Read an exclusion", response_model=ExclusionOut)
@requires(Permission.EXCLUSION_READ)
async def get_exclusion(context: RequestContext, exclusion_id: UUID) -> Response:
    """Who declared it, where it stands, and who asked for its lifting."""
    body = await ExclusionService(context).read(exclusion_id)
    return entity(body, body["etag"])


@router.post(
    "/exclusions/{exclusion_id}/transitions",
    status_code=201,
    summary="Move an exclusion on",
    response_model=ExclusionOut,
)
@requires(Permission.EXCLUSION_MANAGE, if_match=True, body=Body.JSON)
async def create_exclusion_transition(
    context: RequestContext, exclusion_id: UUID, body: ExclusionTransitionIn
) -> Response:
    """One administrator asks for the lifting, another approves it; neither is the one who is excluded."""
    moved = await ExclusionService(context).transition(exclusion_id, body)
    return created(moved, f"{PATH}/{exclusion_id}", moved["etag"])
