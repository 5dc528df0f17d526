"""Operations on figures entered by hand."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.measurements.schemas import (
    MeasurementIn,
    MeasurementOut,
    MeasurementPage,
    MeasurementPatch,
    MeasurementQuery,
    MeasurementReleaseIn,
    MeasurementReleaseOut,
    MeasurementTransitionIn,
)
from sosafe_api.domains.measurements.service import MeasurementReleaseService, MeasurementService

router = APIRouter(route_class=Route, tags=["Indicators"])
PATH = "/v1/measurements"


@router.post("/measurements", status_code=201, summary="Enter a figure", response_model=MeasurementOut)
@requires(Permission.MEASUREMENT_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_measurement(context: RequestContext, body: MeasurementIn) -> Response:
    """A figure that no record of the service gives, with its numbers and its evidence; a draft until it is released."""
    made = await MeasurementService(context).create(body)
    return created(made, f"{PATH}/{made['id']}", made["etag"])


@router.get("/measurements", summary="List figures entered by hand", response_model=MeasurementPage)
@requires(Permission.MEASUREMENT_READ)
async def list_measurements(
    request: Request, context: RequestContext, query: QueryOf[MeasurementQuery]
) -> Response:
    """Every figure ever entered, with every revision; `status=released` leaves those that stand."""
    page = await MeasurementService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/measurements/{measurement_id}", summary="Read a figure entered by hand", response_model=MeasurementOut
)
@requires(Permission.MEASUREMENT_READ)
async def get_measurement(context: RequestContext, measurement_id: UUID) -> Response:
    """Its numbers, the evidence, who entered it and who released it."""
    body = await MeasurementService(context).read(measurement_id)
    return entity(body, body["etag"])


@router.patch(
    "/measurements/{measurement_id}", summary="Change a draft figure", response_model=MeasurementOut
)
@requires(Permission.MEASUREMENT_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_measurement(
    context: RequestContext, measurement_id: UUID, body: MeasurementPatch
) -> Response:
    """Only a draft is changed, and whoever changed it last cannot release it."""
    changed = await MeasurementService(context).update(measurement_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/measurements/{measurement_id}/transitions",
    status_code=201,
    summary="Release or withdraw a figure",
    response_model=MeasurementOut,
)
@requires(Permission.MEASUREMENT_DECIDE, body=Body.JSON, if_match=True)
async def create_measurement_transition(
    context: RequestContext, measurement_id: UUID, body: MeasurementTransitionIn
) -> Response:
    """A second person releases it: it takes the place of the figure before. A withdrawn one leaves the period empty."""
    moved = await MeasurementService(context).transition(measurement_id, body)
    return created(moved, f"{PATH}/{measurement_id}", moved["etag"])


@router.post(
    "/measurement-releases",
    status_code=201,
    summary="Release the figures of an import",
    response_model=MeasurementReleaseOut,
)
@requires(Permission.MEASUREMENT_DECIDE, body=Body.JSON)
async def create_measurement_release(context: RequestContext, body: MeasurementReleaseIn) -> Response:
    """A second person releases at once what came with a file, all or none; drafts changed since stay behind.

    Sent again, it releases nothing twice.
    """
    made = await MeasurementReleaseService(context).release(body)
    return answer(made, 201, {"Location": f"{PATH}?import_id={body.import_id}"})
