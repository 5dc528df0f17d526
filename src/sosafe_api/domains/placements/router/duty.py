"""Operations on the duty roster."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.placements.schemas import (
    DutyShiftIn,
    DutyShiftOut,
    DutyShiftPage,
    DutyShiftPatch,
    DutyShiftQuery,
)
from sosafe_api.domains.placements.service import DutyService

router = APIRouter(route_class=Route, tags=["Placements"])


@router.get("/duty-shifts", summary="List duty shifts", response_model=DutyShiftPage)
@requires(Permission.DUTY_SHIFT_MANAGE)
async def list_duty_shifts(
    request: Request, context: RequestContext, query: QueryOf[DutyShiftQuery]
) -> Response:
    """An administrator sees who is on duty, for which service and when."""
    page = await DutyService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post("/duty-shifts", status_code=201, summary="Put somebody on duty", response_model=DutyShiftOut)
@requires(Permission.DUTY_SHIFT_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_duty_shift(context: RequestContext, body: DutyShiftIn) -> Response:
    """An administrator says who is on duty; for that time a caseworker of the service may ask for locations.

    Nobody puts themselves on the roster, and the administrator sees no place and no case by it.
    """
    made = await DutyService(context).create(body)
    return created(made, f"/v1/duty-shifts/{made['id']}", made["etag"])


@router.get("/duty-shifts/{duty_shift_id}", summary="Read a duty shift", response_model=DutyShiftOut)
@requires(Permission.DUTY_SHIFT_MANAGE)
async def get_duty_shift(context: RequestContext, duty_shift_id: UUID) -> Response:
    """An administrator sees who is on duty and until when, and the version to change it by."""
    body = await DutyService(context).read(duty_shift_id)
    return entity(body, body["etag"])


@router.patch("/duty-shifts/{duty_shift_id}", summary="End or extend a shift", response_model=DutyShiftOut)
@requires(Permission.DUTY_SHIFT_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_duty_shift(context: RequestContext, duty_shift_id: UUID, body: DutyShiftPatch) -> Response:
    """An administrator takes somebody off duty: what the shift opened is closed from the next request on."""
    changed = await DutyService(context).update(duty_shift_id, body)
    return entity(changed, changed["etag"])
