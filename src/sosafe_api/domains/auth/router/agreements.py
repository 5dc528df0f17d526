"""Operations on sharing agreements."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.schemas import (
    SharingAgreementIn,
    SharingAgreementOut,
    SharingAgreementPage,
    SharingAgreementPatch,
    SharingAgreementQuery,
)
from sosafe_api.domains.auth.service import AgreementService

router = APIRouter(route_class=Route, tags=["Partnership"])
PATH = "/v1/sharing-agreements"


@router.get("/sharing-agreements", summary="List sharing agreements", response_model=SharingAgreementPage)
@requires(Permission.SHARING_AGREEMENT_READ)
async def list_sharing_agreements(
    request: Request, context: RequestContext, query: QueryOf[SharingAgreementQuery]
) -> Response:
    """Scrutiny sees on which ground agencies read about people, on any day."""
    page = await AgreementService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post(
    "/sharing-agreements",
    status_code=201,
    summary="Record a sharing agreement",
    response_model=SharingAgreementOut,
)
@requires(Permission.SHARING_AGREEMENT_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_sharing_agreement(context: RequestContext, body: SharingAgreementIn) -> Response:
    """An administrator records what was signed; people of the parties can then state its purposes."""
    made = await AgreementService(context).create(body)
    return created(made, f"{PATH}/{made['id']}", made["etag"])


@router.get(
    "/sharing-agreements/{sharing_agreement_id}",
    summary="Read a sharing agreement",
    response_model=SharingAgreementOut,
)
@requires(Permission.SHARING_AGREEMENT_READ)
async def get_sharing_agreement(context: RequestContext, sharing_agreement_id: UUID) -> Response:
    """The parties, the purposes with their ground in law, and the days between which it is in force."""
    body = await AgreementService(context).read(sharing_agreement_id)
    return entity(body, body["etag"])


@router.patch(
    "/sharing-agreements/{sharing_agreement_id}",
    summary="End a sharing agreement",
    response_model=SharingAgreementOut,
)
@requires(Permission.SHARING_AGREEMENT_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_sharing_agreement(
    context: RequestContext, sharing_agreement_id: UUID, body: SharingAgreementPatch
) -> Response:
    """From the day it ends on nobody reads on its ground: the next request already finds it gone."""
    changed = await AgreementService(context).update(sharing_agreement_id, body)
    return entity(changed, changed["etag"])
