"""Services as Open Referral UK."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from sosafe_api.core.http.answers import answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.open_referral.schemas import (
    OpenReferralAbout,
    OpenReferralQuery,
    OpenReferralService,
    OpenReferralServices,
)
from sosafe_api.domains.open_referral.service import OpenReferralDirectory

router = APIRouter(route_class=Route, tags=["Open Referral"])


@router.get("/open-referral", summary="Read which standard is served", response_model=OpenReferralAbout)
@requires(Permission.SERVICE_READ)
async def get_open_referral_about(context: RequestContext) -> Response:
    """A directory that gathers services asks first which version and profile it will get."""
    return answer(OpenReferralDirectory(context).about())


@router.get(
    "/open-referral/services",
    summary="List services as Open Referral UK",
    response_model=OpenReferralServices,
)
@requires(Permission.SERVICE_READ)
async def list_open_referral_services(context: RequestContext, query: QueryOf[OpenReferralQuery]) -> Response:
    """A council's directory gathers the partnership's services in the national format, page by page.

    The standard has its directories open to all. This one asks for a token, since it is the partnership's own and
    names refuges and panels as well: the directory that gathers it decides with the partnership what it shows.
    """
    return answer(await OpenReferralDirectory(context).page(query))


@router.get(
    "/open-referral/services/{service_id}",
    summary="Read a service as Open Referral UK",
    response_model=OpenReferralService,
)
@requires(Permission.SERVICE_READ)
async def get_open_referral_service(context: RequestContext, service_id: UUID) -> Response:
    """One service with who offers it and what it is classified as. Where it is, is not told."""
    return answer(await OpenReferralDirectory(context).read(service_id))
