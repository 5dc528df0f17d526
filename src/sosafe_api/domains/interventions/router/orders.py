"""Operations on public spaces protection orders."""

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
    PublicSpacesExtensionIn,
    PublicSpacesOrderIn,
    PublicSpacesOrderOut,
    PublicSpacesOrderPage,
    PublicSpacesOrderPatch,
    PublicSpacesOrderQuery,
    PublicSpacesOrderTransitionIn,
    PublicSpacesPenaltyIn,
    PublicSpacesPenaltyMade,
)
from sosafe_api.domains.interventions.service import PublicSpacesService

router = APIRouter(route_class=Route, tags=["Public spaces"])
_PATH = "/public-spaces-protection-orders"
_ONE = _PATH + "/{public_spaces_order_id}"


@router.get(_PATH, summary="List public spaces protection orders", response_model=PublicSpacesOrderPage)
@requires(Permission.PUBLIC_SPACES_ORDER_READ)
async def list_public_spaces_orders(
    request: Request, context: RequestContext, query: QueryOf[PublicSpacesOrderQuery]
) -> Response:
    """What is forbidden where, and which orders lapse soon unless they are extended."""
    page = await PublicSpacesService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post(
    _PATH,
    status_code=201,
    summary="Add a public spaces protection order",
    response_model=PublicSpacesOrderOut,
)
@requires(Permission.PUBLIC_SPACES_ORDER_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_public_spaces_order(context: RequestContext, body: PublicSpacesOrderIn) -> Response:
    """An administrator records an order that the council made; it runs three years at most."""
    made = await PublicSpacesService(context).create(body)
    return created(made, f"/v1{_PATH}/{made['id']}", made["etag"])


@router.get(_ONE, summary="Read a public spaces protection order", response_model=PublicSpacesOrderOut)
@requires(Permission.PUBLIC_SPACES_ORDER_READ)
async def get_public_spaces_order(context: RequestContext, public_spaces_order_id: UUID) -> Response:
    """The area, its restrictions, until when, and how many fixed penalties were issued."""
    body = await PublicSpacesService(context).read(public_spaces_order_id)
    return entity(body, body["etag"])


@router.patch(_ONE, summary="Change a public spaces protection order", response_model=PublicSpacesOrderOut)
@requires(Permission.PUBLIC_SPACES_ORDER_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_public_spaces_order(
    context: RequestContext, public_spaces_order_id: UUID, body: PublicSpacesOrderPatch
) -> Response:
    """An administrator records a variation of the area or the restrictions, or moves the review."""
    changed = await PublicSpacesService(context).update(public_spaces_order_id, body)
    return entity(changed, changed["etag"])


@router.post(
    _ONE + "/extensions",
    status_code=201,
    summary="Extend a public spaces protection order",
    response_model=PublicSpacesOrderOut,
)
@requires(Permission.PUBLIC_SPACES_ORDER_MANAGE, body=Body.JSON, if_match=True)
async def create_public_spaces_extension(
    context: RequestContext, public_spaces_order_id: UUID, body: PublicSpacesExtensionIn
) -> Response:
    """An administrator records that the council extended the order before it would have lapsed."""
    extended = await PublicSpacesService(context).extend(public_spaces_order_id, body)
    return entity(extended, extended["etag"], 201)


@router.post(
    _ONE + "/transitions",
    status_code=201,
    summary="Discharge a public spaces protection order",
    response_model=PublicSpacesOrderOut,
)
@requires(Permission.PUBLIC_SPACES_ORDER_MANAGE, body=Body.JSON, if_match=True)
async def create_public_spaces_transition(
    context: RequestContext, public_spaces_order_id: UUID, body: PublicSpacesOrderTransitionIn
) -> Response:
    """An administrator records that the council ended the order before its time."""
    moved = await PublicSpacesService(context).transition(public_spaces_order_id, body)
    return entity(moved, moved["etag"], 201)


@router.post(
    _ONE + "/penalties",
    status_code=201,
    summary="Record a fixed penalty under an order",
    response_model=PublicSpacesPenaltyMade,
)
@requires(Permission.PUBLIC_SPACES_PENALTY_CREATE, body=Body.JSON, idempotency_key_required=True)
async def create_public_spaces_penalty(
    context: RequestContext, public_spaces_order_id: UUID, body: PublicSpacesPenaltyIn
) -> Response:
    """Counts a fixed penalty without naming anybody; a step of a case may name the penalty."""
    return answer(await PublicSpacesService(context).add_penalty(public_spaces_order_id, body), 201)
