"""Operations on agencies and on how they belong to the partnership."""

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
    AgencyIn,
    AgencyMembershipIn,
    AgencyMembershipOut,
    AgencyMembershipPage,
    AgencyMembershipPatch,
    AgencyMembershipQuery,
    AgencyOut,
    AgencyPage,
    AgencyPatch,
    AgencyQuery,
)
from sosafe_api.domains.agencies.service import AgencyMembershipService, AgencyService

router = APIRouter(route_class=Route, tags=["Agencies"])


@router.get("/agencies", summary="List agencies", response_model=AgencyPage)
@requires(Permission.AGENCY_READ)
async def list_agencies(request: Request, context: RequestContext, query: QueryOf[AgencyQuery]) -> Response:
    """Who takes part, now or on any day: `basis=responsible_authority` gives those the Act names."""
    page = await AgencyService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post("/agencies", status_code=201, summary="Add an agency", response_model=AgencyOut)
@requires(Permission.AGENCY_MANAGE, body=Body.JSON)
async def create_agency(context: RequestContext, body: AgencyIn) -> Response:
    """An administrator adds an organisation; its membership is a record of its own."""
    made = await AgencyService(context).create(body)
    return created(made, f"/v1/agencies/{made['id']}", made["etag"])


@router.get("/agencies/{agency_id}", summary="Read an agency", response_model=AgencyOut)
@requires(Permission.AGENCY_READ)
async def get_agency(context: RequestContext, agency_id: UUID) -> Response:
    """What an agency is called and what kind of body it is."""
    body = await AgencyService(context).read(agency_id)
    return entity(body, body["etag"])


@router.patch("/agencies/{agency_id}", summary="Change an agency", response_model=AgencyOut)
@requires(Permission.AGENCY_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_agency(context: RequestContext, agency_id: UUID, body: AgencyPatch) -> Response:
    """An administrator corrects a name or a kind; nothing that names the agency changes."""
    changed = await AgencyService(context).update(agency_id, body)
    return entity(changed, changed["etag"])


@router.get(
    "/agencies/{agency_id}/memberships",
    summary="List an agency's memberships",
    response_model=AgencyMembershipPage,
)
@requires(Permission.AGENCY_READ)
async def list_agency_memberships(
    request: Request, context: RequestContext, agency_id: UUID, query: QueryOf[AgencyMembershipQuery]
) -> Response:
    """Since when and on which basis an agency belongs to the partnership, and how it did before."""
    page = await AgencyMembershipService(context).page(agency_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post(
    "/agencies/{agency_id}/memberships",
    status_code=201,
    summary="Add an agency's membership",
    response_model=AgencyMembershipOut,
)
@requires(Permission.AGENCY_MANAGE, body=Body.JSON)
async def create_agency_membership(
    context: RequestContext, agency_id: UUID, body: AgencyMembershipIn
) -> Response:
    """An administrator records that an agency joined. A period that overlaps another gives 409."""
    made = await AgencyMembershipService(context).create(agency_id, body)
    return created(made, f"/v1/agency-memberships/{made['id']}", made["etag"])


@router.get(
    "/agency-memberships/{agency_membership_id}",
    summary="Read an agency's membership",
    response_model=AgencyMembershipOut,
)
@requires(Permission.AGENCY_READ)
async def get_agency_membership(context: RequestContext, agency_membership_id: UUID) -> Response:
    """One period for which an agency belongs to the partnership."""
    body = await AgencyMembershipService(context).read(agency_membership_id)
    return entity(body, body["etag"])


@router.patch(
    "/agency-memberships/{agency_membership_id}",
    summary="End an agency's membership",
    response_model=AgencyMembershipOut,
)
@requires(Permission.AGENCY_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_agency_membership(
    context: RequestContext, agency_membership_id: UUID, body: AgencyMembershipPatch
) -> Response:
    """An administrator records that an agency left, or will. Its liaison officer must not outlast it."""
    changed = await AgencyMembershipService(context).update(agency_membership_id, body)
    return entity(changed, changed["etag"])
