"""Operations on a meeting's papers: packs before it, minutes after it."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from sosafe_api.core.http.answers import JSON, created, entity
from sosafe_api.core.http.deps import RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.panels.schemas.minutes import MinutesIn, MinutesOut, MinutesReceipt
from sosafe_api.domains.panels.schemas.packs import PackOut, PackReceipt
from sosafe_api.domains.panels.service import MinutesService, PackService

router = APIRouter(route_class=Route, tags=["Panels"])


@router.post(
    "/meetings/{meeting_id}/packs", status_code=201, summary="Publish packs anew", response_model=PackReceipt
)
@requires(Permission.PANEL_PACK_PUBLISH, idempotency_key_required=True)
async def create_meeting_pack(context: RequestContext, meeting_id: UUID) -> Response:
    """What came onto the agenda after publication reaches the members; each agency with a seat has its own pack."""
    made = await PackService(context).publish_anew(meeting_id)
    return created(made, f"/v1/meetings/{meeting_id}/pack")


@router.get("/meetings/{meeting_id}/pack", summary="Read a meeting's pack", response_model=PackOut)
@requires(Permission.PANEL_PACK_READ, data_class="C3", purpose=True)
async def get_meeting_pack(context: RequestContext, meeting_id: UUID) -> Response:
    """What your agency's member of the panel needs before the meeting, from publication until 14 days after it."""
    body, etag = await PackService(context).read(meeting_id)
    return Response(body, 200, {"ETag": etag}, JSON)


@router.get("/meetings/{meeting_id}/minutes", summary="Read a meeting's minutes", response_model=MinutesOut)
@requires(Permission.MINUTES_READ, data_class="C3", purpose=True)
async def get_meeting_minutes(context: RequestContext, meeting_id: UUID) -> Response:
    """What was decided and who is to do what: the draft for coordinators, the approved minutes for members."""
    body = await MinutesService(context).read(meeting_id)
    return entity(body, body["etag"])


@router.put(
    "/meetings/{meeting_id}/minutes", summary="Write a meeting's minutes", response_model=MinutesReceipt
)
@requires(Permission.MINUTES_UPDATE, data_class="C3", body=Body.JSON, if_match=True)
async def replace_meeting_minutes(context: RequestContext, meeting_id: UUID, body: MinutesIn) -> Response:
    """The coordinator writes what belongs to no item; another one approves it, and then it is final."""
    changed = await MinutesService(context).write(meeting_id, body)
    return entity(changed, changed["etag"])
