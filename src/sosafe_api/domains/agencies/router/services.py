"""Operations on services and on the room they have."""

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
    CapacityIn,
    CapacityOut,
    ServiceIn,
    ServiceOut,
    ServicePage,
    ServicePatch,
    ServiceQuery,
)
from sosafe_api.domains.agencies.service import CapacityService, ServiceOfferService

router = APIRouter(route_class=Route, tags=["Services"])


@router.get("/services/{service_id}/capacity", summary="Read a service's room", response_model=CapacityOut)
@requires(Permission.SERVICE_READ)
async def get_service_capacity(context: RequestContext, service_id: UUID) -> Response:
    """Before it refers, an agency's system asks whether there is room, and from when. It names nobody."""
    body = await CapacityService(context).read(service_id)
    return entity(body, body["etag"])


@router.put("/services/{service_id}/capacity", summary="State a service's room", response_model=CapacityOut)
@requires(Permission.CAPACITY_MANAGE, body=Body.JSON, if_match=True)
async def replace_service_capacity(context: RequestContext, service_id: UUID, body: CapacityIn) -> Response:
    """The service's own caseworkers, or the administrator, say whether it takes referrals now."""
    stated = await CapacityService(context).replace(service_id, body)
    return entity(stated, stated["etag"])


@router.get("/services", summary="List services", response_model=ServicePage)
@requires(Permission.SERVICE_READ)
async def list_services(request: Request, context: RequestContext, query: QueryOf[ServiceQuery]) -> Response:
    """What people can be referred to: `accepting=true` leaves those that take referrals now."""
    page = await ServiceOfferService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post("/services", status_code=201, summary="Add a service", response_model=ServiceOut)
@requires(Permission.SERVICE_MANAGE, body=Body.JSON)
async def create_service(context: RequestContext, body: ServiceIn) -> Response:
    """An administrator adds a service of an agency; it takes referrals once it says that it has room."""
    made = await ServiceOfferService(context).create(body)
    return created(made, f"/v1/services/{made['id']}", made["etag"])


@router.get("/services/{service_id}", summary="Read a service", response_model=ServiceOut)
@requires(Permission.SERVICE_READ)
async def get_service(context: RequestContext, service_id: UUID) -> Response:
    """What a service does, for whom, and within how many days it answers."""
    body = await ServiceOfferService(context).read(service_id)
    return entity(body, body["etag"])


@router.patch("/services/{service_id}", summary="Change a service", response_model=ServiceOut)
@requires(Permission.SERVICE_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_service(context: RequestContext, service_id: UUID, body: ServicePatch) -> Response:
    """An administrator describes a service anew, or closes it: a closed one takes no referrals."""
    changed = await ServiceOfferService(context).update(service_id, body)
    return entity(changed, changed["etag"])
