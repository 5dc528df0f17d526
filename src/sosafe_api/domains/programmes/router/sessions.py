"""Operations on a programme's sessions."""

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
    ProgrammeSessionOut,
    ProgrammeSessionPage,
    ProgrammeSessionPatch,
    SessionQuery,
    SessionTransitionIn,
)
from sosafe_api.domains.programmes.service import SessionService

router = APIRouter(route_class=Route, tags=["Programmes"])


@router.get(
    "/programmes/{programme_id}/sessions",
    summary="List a programme's sessions",
    response_model=ProgrammeSessionPage,
)
@requires(Permission.PROGRAMME_READ)
async def list_programme_sessions(
    request: Request, context: RequestContext, programme_id: UUID, query: QueryOf[SessionQuery]
) -> Response:
    """When the group meets, and which sessions were held, moved or cancelled. Nobody is named."""
    page = await SessionService(context).page(programme_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/programme-sessions/{programme_session_id}", summary="Read a session", response_model=ProgrammeSessionOut
)
@requires(Permission.PROGRAMME_READ)
async def get_programme_session(context: RequestContext, programme_session_id: UUID) -> Response:
    """When the group meets this time, and where the session stands."""
    body = await SessionService(context).read(programme_session_id)
    return entity(body, body["etag"])


@router.patch(
    "/programme-sessions/{programme_session_id}", summary="Move a session", response_model=ProgrammeSessionOut
)
@requires(Permission.PROGRAMME_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_programme_session(
    context: RequestContext, programme_session_id: UUID, body: ProgrammeSessionPatch
) -> Response:
    """The group meets at another time this once; the other sessions stay."""
    changed = await SessionService(context).update(programme_session_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/programme-sessions/{programme_session_id}/transitions",
    status_code=201,
    summary="Hold or cancel a session",
    response_model=ProgrammeSessionOut,
)
@requires(Permission.PROGRAMME_MANAGE, body=Body.JSON, if_match=True)
async def create_programme_session_transition(
    context: RequestContext, programme_session_id: UUID, body: SessionTransitionIn
) -> Response:
    """A session was held, or is cancelled; a cancelled one can be planned again, a held one stays held."""
    moved = await SessionService(context).transition(programme_session_id, body)
    return created(moved, f"/v1/programme-sessions/{programme_session_id}", moved["etag"])
