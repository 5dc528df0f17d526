"""Operations on households."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity
from sosafe_api.core.http.deps import RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.people.schemas import (
    HouseholdMemberIn,
    HouseholdMemberPatch,
    HouseholdMemberReceipt,
    HouseholdReceipt,
    HouseholdRecord,
    HouseholdRecordIn,
)
from sosafe_api.domains.people.service import HouseholdService

router = APIRouter(route_class=Route, tags=["Households"])


@router.post("/households", status_code=201, summary="Record a household", response_model=HouseholdReceipt)
@requires(Permission.PERSON_UPDATE, body=Body.JSON, idempotency_key_required=True)
async def create_household(context: RequestContext, body: HouseholdRecordIn) -> Response:
    """A caseworker records who lives together, of the people in their cases; where they live is not part of it."""
    made = await HouseholdService(context).create(body)
    return created(made, f"/v1/households/{made['id']}", made["etag"])


@router.get("/households/{household_id}", summary="Read a household", response_model=HouseholdRecord)
@requires(Permission.PERSON_READ, data_class="C3", purpose=True)
async def get_household(context: RequestContext, household_id: UUID) -> Response:
    """Who lives with somebody whom a case of yours is about, as far as you may see them; the read is recorded."""
    body = await HouseholdService(context).read(household_id)
    return entity(body, body["etag"])


@router.post(
    "/households/{household_id}/members",
    status_code=201,
    summary="Add somebody to a household",
    response_model=HouseholdMemberReceipt,
)
@requires(Permission.PERSON_UPDATE, body=Body.JSON, idempotency_key_required=True)
async def create_household_member(
    context: RequestContext, household_id: UUID, body: HouseholdMemberIn
) -> Response:
    """A caseworker records that one more of the people in their cases lives there."""
    made = await HouseholdService(context).add_member(household_id, body)
    return created(made, f"/v1/households/{household_id}", made["etag"])


@router.patch(
    "/household-members/{household_member_id}",
    summary="Change or end a household membership",
    response_model=HouseholdMemberReceipt,
)
@requires(Permission.PERSON_UPDATE, data_class="C3", body=Body.MERGE_PATCH, if_match=True)
async def update_household_member(
    context: RequestContext, household_member_id: UUID, body: HouseholdMemberPatch
) -> Response:
    """Whoever works for the person says that they left; the others of the household are not told, nor where to."""
    changed = await HouseholdService(context).update_member(household_member_id, body)
    return entity(changed, changed["etag"])
