"""Operations on funding organisations."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.funding_bids.schemas import (
    FundingOrganisationIn,
    FundingOrganisationOut,
    FundingOrganisationPage,
    FundingOrganisationPatch,
    FundingOrganisationQuery,
)
from sosafe_api.domains.funding_bids.service import OrganisationService

router = APIRouter(route_class=Route, tags=["Funding"])
PATH = "/funding-organisations"


@router.post(PATH, status_code=201, summary="Record an organisation", response_model=FundingOrganisationOut)
@requires(Permission.FUNDING_BID_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_funding_organisation(context: RequestContext, body: FundingOrganisationIn) -> Response:
    """Whoever funds, passes money on or delivers is recorded once, with the identifier it is known by."""
    made = await OrganisationService(context).create(body)
    return created(made, f"/v1{PATH}/{made['id']}", made["etag"])


@router.get(PATH, summary="List organisations", response_model=FundingOrganisationPage)
@requires(Permission.FUNDING_BID_READ)
async def list_funding_organisations(
    request: Request, context: RequestContext, query: QueryOf[FundingOrganisationQuery]
) -> Response:
    """Funders, intermediaries and deliverers; `org_identifier` finds the one that has it."""
    page = await OrganisationService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    PATH + "/{funding_organisation_id}", summary="Read an organisation", response_model=FundingOrganisationOut
)
@requires(Permission.FUNDING_BID_READ)
async def get_funding_organisation(context: RequestContext, funding_organisation_id: UUID) -> Response:
    """Its name, its public identifier and the agency that it is."""
    body = await OrganisationService(context).read(funding_organisation_id)
    return entity(body, body["etag"])


@router.patch(
    PATH + "/{funding_organisation_id}",
    summary="Change an organisation",
    response_model=FundingOrganisationOut,
)
@requires(Permission.FUNDING_BID_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_funding_organisation(
    context: RequestContext, funding_organisation_id: UUID, body: FundingOrganisationPatch
) -> Response:
    """Correct its name, or add the identifier that publication asks for."""
    changed = await OrganisationService(context).update(funding_organisation_id, body)
    return entity(changed, changed["etag"])
