"""Operations on what belongs to a person: addresses, answers for equality monitoring."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity
from sosafe_api.core.http.deps import RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.people.schemas import (
    AddressIn,
    AddressList,
    AddressPatch,
    AddressReceipt,
    EqualityIn,
    EqualityOut,
    EqualityReceipt,
)
from sosafe_api.domains.people.service import AddressService, EqualityService

router = APIRouter(route_class=Route, tags=["People"])


@router.get("/people/{person_id}/addresses", summary="Read a person's addresses", response_model=AddressList)
@requires(Permission.PERSON_READ, data_class="C2", purpose=True)
async def list_person_addresses(context: RequestContext, person_id: UUID) -> Response:
    """Where the person lives or gets letters, for a service whose case is about them; the read is recorded."""
    return answer({"data": await AddressService(context).list(person_id)})


@router.post(
    "/people/{person_id}/addresses", status_code=201, summary="Add an address", response_model=AddressReceipt
)
@requires(Permission.PERSON_UPDATE, body=Body.JSON, idempotency_key_required=True)
async def create_person_address(context: RequestContext, person_id: UUID, body: AddressIn) -> Response:
    """A caseworker records a new address; nobody is told, and a letter to the former one is not sent.

    Where the person must not be found is no address of this kind: it is kept with their placement.
    """
    made = await AddressService(context).add(person_id, body)
    return created(made, f"/v1/people/{person_id}/addresses", made["etag"])


@router.patch(
    "/person-addresses/{person_address_id}", summary="End a person's address", response_model=AddressReceipt
)
@requires(Permission.PERSON_UPDATE, data_class="C2", body=Body.MERGE_PATCH, if_match=True)
async def update_person_address(
    context: RequestContext, person_address_id: UUID, body: AddressPatch
) -> Response:
    """A caseworker says from which day an address no longer holds. Where it is is read for a purpose: see the list."""
    changed = await AddressService(context).end(person_address_id, body)
    return entity(changed, changed["etag"])


@router.get("/people/{person_id}/equality", summary="Read equality answers", response_model=EqualityOut)
@requires(Permission.PERSON_READ, data_class="C3", purpose=True)
async def get_person_equality(context: RequestContext, person_id: UUID) -> Response:
    """What the person says of themselves, for a service whose case is about them; the read is recorded."""
    body = await EqualityService(context).read(person_id)
    return entity(body, body["etag"])


@router.put(
    "/people/{person_id}/equality", summary="Replace equality answers", response_model=EqualityReceipt
)
@requires(Permission.PERSON_UPDATE, data_class="C3", body=Body.JSON, if_match=True)
async def replace_person_equality(context: RequestContext, person_id: UUID, body: EqualityIn) -> Response:
    """A caseworker records what the person says of themselves; not asked, not said and not known are told apart.

    What was said is read for a purpose, so a receipt is answered.
    """
    changed = await EqualityService(context).replace(person_id, body)
    return entity(changed, changed["etag"])
