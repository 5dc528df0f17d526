"""Operations on designated liaison officers."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.agencies.schemas import (
    LiaisonOfficerIn,
    LiaisonOfficerOut,
    LiaisonOfficerPage,
    LiaisonOfficerPatch,
    LiaisonOfficerQuery,
)
from sosafe_api.domains.agencies.service import LiaisonOfficerService

router = APIRouter(route_class=Route, tags=["Agencies"])


@router.get("/liaison-officers", summary="List liaison officers", response_model=LiaisonOfficerPage)
@requires(Permission.AGENCY_READ)
async def list_liaison_officers(
    request: Request, context: RequestContext, query: QueryOf[LiaisonOfficerQuery]
) -> Response:
    """Whom to ask at each responsible authority about the sharing of information: a post and its mailbox."""
    page = await LiaisonOfficerService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post(
    "/liaison-officers",
    status_code=201,
    summary="Designate a liaison officer",
    response_model=LiaisonOfficerOut,
)
@requires(Permission.AGENCY_MANAGE, body=Body.JSON)
async def create_liaison_officer(context: RequestContext, body: LiaisonOfficerIn) -> Response:
    """One for each responsible authority at a time; for any other agency it is refused."""
    made = await LiaisonOfficerService(context).create(body)
    return created(made, f"/v1/liaison-officers/{made['id']}", made["etag"])


@router.get(
    "/liaison-officers/{liaison_officer_id}",
    summary="Read a liaison officer",
    response_model=LiaisonOfficerOut,
)
@requires(Permission.AGENCY_READ)
async def get_liaison_officer(context: RequestContext, liaison_officer_id: UUID) -> Response:
    """The post, how it is reached, and from when to when it is designated."""
    body = await LiaisonOfficerService(context).read(liaison_officer_id)
    return entity(body, body["etag"])


@router.patch(
    "/liaison-officers/{liaison_officer_id}",
    summary="Change a liaison officer",
    response_model=LiaisonOfficerOut,
)
@requires(Permission.AGENCY_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_liaison_officer(
    context: RequestContext, liaison_officer_id: UUID, body: LiaisonOfficerPatch
) -> Response:
    """An administrator corrects how the post is reached, or ends its designation."""
    changed = await LiaisonOfficerService(context).update(liaison_officer_id, body)
    return entity(changed, changed["etag"])
