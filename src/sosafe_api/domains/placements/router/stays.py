"""Operations on stays."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.placements.schemas import (
    PlacementIn,
    PlacementMoved,
    PlacementOut,
    PlacementPage,
    PlacementPatch,
    PlacementQuery,
    PlacementSummary,
    PlacementTransitionIn,
)
from sosafe_api.domains.placements.service import StayService

router = APIRouter(route_class=Route, tags=["Placements"])


@router.post(
    "/cases/{case_id}/placements", status_code=201, summary="Ask for a stay", response_model=PlacementOut
)
@requires(Permission.PLACEMENT_CREATE, data_class="C3", body=Body.JSON, idempotency_key_required=True)
async def create_placement(context: RequestContext, case_id: UUID, body: PlacementIn) -> Response:
    """A caseworker asks their service for accommodation; who is on duty offers a place, or refuses."""
    made = await StayService(context).ask(case_id, body)
    return created(made, f"/v1/placements/{made['id']}", made["etag"])


@router.get("/cases/{case_id}/placements", summary="List a case's stays", response_model=PlacementPage)
@requires(Permission.PLACEMENT_READ)
async def list_placements(
    request: Request, context: RequestContext, case_id: UUID, query: QueryOf[PlacementQuery]
) -> Response:
    """A caseworker sees that there is a stay, its days and where it stands; nothing of the place."""
    page = await StayService(context).page(case_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/placements/{placement_id}", summary="Read a stay", response_model=PlacementOut)
@requires(Permission.PLACEMENT_READ, data_class="C3", purpose=True)
async def get_placement(context: RequestContext, placement_id: UUID) -> Response:
    """How a stay goes or ended, for a stated purpose; the place only for those who may ask where it is."""
    body = await StayService(context).read(placement_id)
    return entity(body, body["etag"])


@router.patch(
    "/placements/{placement_id}", summary="Extend or shorten a stay", response_model=PlacementSummary
)
@requires(Permission.PLACEMENT_UPDATE, data_class="C3", body=Body.MERGE_PATCH, if_match=True)
async def update_placement(context: RequestContext, placement_id: UUID, body: PlacementPatch) -> Response:
    """A caseworker extends a stay; it is refused when the place is taken by then.

    Where it is, and how it ended, are read for a purpose.
    """
    changed = await StayService(context).update(placement_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/placements/{placement_id}/transitions",
    status_code=201,
    summary="Move a stay's status",
    response_model=PlacementMoved,
)
@requires(Permission.PLACEMENT_UPDATE, body=Body.JSON, if_match=True)
async def create_placement_transition(
    context: RequestContext, placement_id: UUID, body: PlacementTransitionIn
) -> Response:
    """Who is on duty offers a place; the case's workers say that the person moved in, left, or did not come."""
    moved, etag = await StayService(context).transition(placement_id, body)
    return answer(moved, 201, {"ETag": etag, "Location": f"/v1/placements/{placement_id}"})
