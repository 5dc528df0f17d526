"""Operations on the actions that panels set."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.panels.schemas.actions import (
    PanelActionIn,
    PanelActionMoved,
    PanelActionOut,
    PanelActionPage,
    PanelActionQuery,
    PanelActionSummary,
    PanelActionTransitionIn,
)
from sosafe_api.domains.panels.service import ActionService

router = APIRouter(route_class=Route, tags=["Panels"])


@router.post(
    "/agenda-items/{agenda_item_id}/actions",
    status_code=201,
    summary="Set an agency an action",
    response_model=PanelActionSummary,
)
@requires(Permission.PANEL_ACTION_CREATE, body=Body.JSON, idempotency_key_required=True)
async def create_panel_action(context: RequestContext, agenda_item_id: UUID, body: PanelActionIn) -> Response:
    """The coordinator records what an agency is to do about an item, and by when."""
    made = await ActionService(context).create(agenda_item_id, body)
    return created(made, f"/v1/panel-actions/{made['id']}", made["etag"])


@router.get("/panel-actions", summary="List panels' actions", response_model=PanelActionPage)
@requires(Permission.PANEL_ACTION_READ)
async def list_panel_actions(
    request: Request, context: RequestContext, query: QueryOf[PanelActionQuery]
) -> Response:
    """What your agency is to do, and what your panels wait for; `overdue=true` shows what is late. Names nobody."""
    page = await ActionService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/panel-actions/{panel_action_id}", summary="Read a panel's action", response_model=PanelActionOut
)
@requires(Permission.PANEL_ACTION_READ, data_class="C3", purpose=True)
async def get_panel_action(context: RequestContext, panel_action_id: UUID) -> Response:
    """What an agency is to do, and about whom, for the agency itself, the panel and the presenting service."""
    body = await ActionService(context).read(panel_action_id)
    return entity(body, body["etag"])


@router.post(
    "/panel-actions/{panel_action_id}/transitions",
    status_code=201,
    summary="Move a panel's action on",
    response_model=PanelActionMoved,
)
@requires(Permission.PANEL_ACTION_UPDATE, body=Body.JSON, if_match=True)
async def create_panel_action_transition(
    context: RequestContext, panel_action_id: UUID, body: PanelActionTransitionIn
) -> Response:
    """The agency says that it began or is done; the coordinator also that it is not needed any more."""
    moved = await ActionService(context).transition(panel_action_id, body)
    return entity(moved, moved["etag"], 201)
