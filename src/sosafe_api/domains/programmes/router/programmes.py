"""Operations on programmes."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.programmes.schemas import (
    ProgrammeIn,
    ProgrammeOut,
    ProgrammePage,
    ProgrammePatch,
    ProgrammeQuery,
)
from sosafe_api.domains.programmes.service import ProgrammeService

router = APIRouter(route_class=Route, tags=["Programmes"])


@router.post("/programmes", status_code=201, summary="Plan a programme", response_model=ProgrammeOut)
@requires(Permission.PROGRAMME_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_programme(context: RequestContext, body: ProgrammeIn) -> Response:
    """A service plans a group that meets week by week: all its sessions are made at once.

    They stay at the same hour by London's clocks when these change.
    """
    made = await ProgrammeService(context).create(body)
    return created(made, f"/v1/programmes/{made['id']}", made["etag"])


@router.get("/programmes", summary="List programmes", response_model=ProgrammePage)
@requires(Permission.PROGRAMME_READ)
async def list_programmes(
    request: Request, context: RequestContext, query: QueryOf[ProgrammeQuery]
) -> Response:
    """A caseworker finds the group that somebody could join. Nobody is named."""
    page = await ProgrammeService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/programmes/{programme_id}", summary="Read a programme", response_model=ProgrammeOut)
@requires(Permission.PROGRAMME_READ)
async def get_programme(context: RequestContext, programme_id: UUID) -> Response:
    """What the group is about, when and where it meets, and what completing it asks for."""
    body = await ProgrammeService(context).read(programme_id)
    return entity(body, body["etag"])


@router.patch("/programmes/{programme_id}", summary="Change a programme", response_model=ProgrammeOut)
@requires(Permission.PROGRAMME_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_programme(context: RequestContext, programme_id: UUID, body: ProgrammePatch) -> Response:
    """The service describes the programme anew; a session is moved on its own."""
    changed = await ProgrammeService(context).update(programme_id, body)
    return entity(changed, changed["etag"])
