"""Operations on the partnership's own record."""

from fastapi import APIRouter
from starlette.responses import Response

from sosafe_api.core.http.answers import entity
from sosafe_api.core.http.deps import RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.schemas import PartnershipOut, PartnershipPatch
from sosafe_api.domains.auth.service import PartnershipService

router = APIRouter(route_class=Route, tags=["Partnership"])


@router.get("/partnership", summary="Read your partnership", response_model=PartnershipOut)
@requires(Permission.PARTNERSHIP_READ)
async def get_partnership(context: RequestContext) -> Response:
    """A front end learns whose data its token opens, and whether the people in them are fictional."""
    body = await PartnershipService(context).read()
    return entity(body, body["etag"])


@router.patch("/partnership", summary="Change your partnership", response_model=PartnershipOut)
@requires(Permission.PARTNERSHIP_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_partnership(context: RequestContext, body: PartnershipPatch) -> Response:
    """An administrator corrects the name or, after a change of boundaries, the area."""
    changed = await PartnershipService(context).update(body)
    return entity(changed, changed["etag"])
