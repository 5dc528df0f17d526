"""Operations on family work."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, no_content
from sosafe_api.core.http.deps import RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.cases.schemas import (
    FamilyCaseIn,
    FamilyCaseReceipt,
    FamilyIn,
    FamilyOut,
    FamilyPatch,
    FamilyReceipt,
)
from sosafe_api.domains.cases.service import FamilyService

router = APIRouter(route_class=Route, tags=["Families"])


@router.post("/families", status_code=201, summary="Begin family work", response_model=FamilyReceipt)
@requires(Permission.CASE_UPDATE, data_class="C3", body=Body.JSON, idempotency_key_required=True)
async def create_family(context: RequestContext, body: FamilyIn) -> Response:
    """A worker brings cases of one family together; each stays open to its own workers only.

    Hand the identifier to the workers of the other cases, who join with it. No side ever sees the other's cases,
    people or workers, nor whether there are any.
    """
    made = await FamilyService(context).create(body)
    return created(made, f"/v1/families/{made['id']}", made["etag"])


@router.get("/families/{family_id}", summary="Read family work", response_model=FamilyOut)
@requires(Permission.CASE_READ, data_class="C3", purpose=True)
async def get_family(context: RequestContext, family_id: UUID) -> Response:
    """The message to all who work with the family, and your own cases in it; the read is recorded first."""
    body = await FamilyService(context).read(family_id)
    return entity(body, body["etag"])


@router.patch("/families/{family_id}", summary="Change a family's message", response_model=FamilyReceipt)
@requires(Permission.CASE_UPDATE, data_class="C3", body=Body.MERGE_PATCH, if_match=True)
async def update_family(context: RequestContext, family_id: UUID, body: FamilyPatch) -> Response:
    """Whoever coordinates the work tells all sides something that names nobody and says where nobody is."""
    changed = await FamilyService(context).update(family_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/families/{family_id}/cases",
    status_code=201,
    summary="Join family work",
    response_model=FamilyCaseReceipt,
)
@requires(Permission.CASE_UPDATE, data_class="C3", body=Body.JSON)
async def create_family_case(context: RequestContext, family_id: UUID, body: FamilyCaseIn) -> Response:
    """A worker who was given the family's identifier adds a case of their own. The other side does not notice."""
    made = await FamilyService(context).join(family_id, body)
    return created(made, f"/v1/families/{family_id}", made["etag"])


@router.delete("/family-cases/{family_case_id}", status_code=204, summary="Take a case out of a family")
@requires(Permission.CASE_UPDATE, if_match=True)
async def delete_family_case(context: RequestContext, family_case_id: UUID) -> Response:
    """A worker of the case ends its part in the family's work."""
    await FamilyService(context).leave(family_case_id)
    return no_content()
