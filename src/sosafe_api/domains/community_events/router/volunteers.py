"""Operations on ambassadors and volunteers, and on their training."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.community_events.schemas import (
    TrainingTotals,
    TrainingTotalsQuery,
    VolunteerIn,
    VolunteerOut,
    VolunteerPage,
    VolunteerPatch,
    VolunteerQuery,
    VolunteerSummary,
    VolunteerTrainingIn,
    VolunteerTrainingOut,
)
from sosafe_api.domains.community_events.service import VolunteerService

router = APIRouter(route_class=Route, tags=["Volunteers"])
_ONE = "/volunteers/{volunteer_id}"


@router.get("/volunteers", summary="List volunteers", response_model=VolunteerPage)
@requires(Permission.VOLUNTEER_LIST)
async def list_volunteers(
    request: Request, context: RequestContext, query: QueryOf[VolunteerQuery]
) -> Response:
    """Whoever looks after volunteers sees their references and hours of training. Nobody is named."""
    page = await VolunteerService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post("/volunteers", status_code=201, summary="Record a volunteer", response_model=VolunteerSummary)
@requires(Permission.VOLUNTEER_MANAGE, data_class="C2", body=Body.JSON, idempotency_key_required=True)
async def create_volunteer(context: RequestContext, body: VolunteerIn) -> Response:
    """Somebody becomes an ambassador or volunteer, under a reference. The answer names nobody."""
    made = await VolunteerService(context).create(body)
    return created(made, f"/v1/volunteers/{made['id']}", made["etag"])


@router.get(_ONE, summary="Read a volunteer", response_model=VolunteerOut)
@requires(Permission.VOLUNTEER_READ, data_class="C2", purpose=True)
async def get_volunteer(context: RequestContext, volunteer_id: UUID) -> Response:
    """What they are called and how they were trained, for a stated purpose; the read is recorded first."""
    body = await VolunteerService(context).read(volunteer_id)
    return entity(body, body["etag"])


@router.patch(_ONE, summary="Change a volunteer", response_model=VolunteerSummary)
@requires(Permission.VOLUNTEER_MANAGE, data_class="C2", body=Body.MERGE_PATCH, if_match=True)
async def update_volunteer(context: RequestContext, volunteer_id: UUID, body: VolunteerPatch) -> Response:
    """Somebody changes role or leaves; the name of who leaves is forgotten."""
    changed = await VolunteerService(context).update(volunteer_id, body)
    return entity(changed, changed["etag"])


@router.post(
    _ONE + "/training", status_code=201, summary="Record training", response_model=VolunteerTrainingOut
)
@requires(Permission.VOLUNTEER_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_volunteer_training(
    context: RequestContext, volunteer_id: UUID, body: VolunteerTrainingIn
) -> Response:
    """A volunteer was trained: when, in what, for how many hours."""
    made = await VolunteerService(context).train(volunteer_id, body)
    return created(made, f"/v1/volunteers/{volunteer_id}")


@router.get("/volunteer-training-totals", summary="Read hours of training", response_model=TrainingTotals)
@requires(Permission.VOLUNTEER_TRAINING_READ)
async def list_volunteer_training_totals(
    context: RequestContext, query: QueryOf[TrainingTotalsQuery]
) -> Response:
    """How many volunteers were trained for how many hours, by role."""
    return answer({"data": await VolunteerService(context).totals(query)})
