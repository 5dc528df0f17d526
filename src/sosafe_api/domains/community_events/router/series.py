"""Operations on series of events."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.schemas import RecordQuery
from sosafe_api.domains.community_events.schemas import (
    EventOccurrencesIn,
    EventSeriesIn,
    EventSeriesOut,
    EventSeriesPage,
    EventSeriesPatch,
)
from sosafe_api.domains.community_events.service import EventSeriesService

router = APIRouter(route_class=Route, tags=["Events"])
_ONE = "/event-series/{event_series_id}"


@router.get("/event-series", summary="List series of events", response_model=EventSeriesPage)
@requires(Permission.EVENT_READ)
async def list_event_series(
    request: Request, context: RequestContext, query: QueryOf[RecordQuery]
) -> Response:
    """What is held regularly: four-weekly street meets, quarterly partnership events."""
    page = await EventSeriesService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post("/event-series", status_code=201, summary="Plan a series", response_model=EventSeriesOut)
@requires(Permission.EVENT_CREATE, body=Body.JSON, idempotency_key_required=True)
async def create_event_series(context: RequestContext, body: EventSeriesIn) -> Response:
    """Somebody plans events at an interval; each is an event of its own, which can be moved or cancelled singly."""
    made = await EventSeriesService(context).create(body)
    return created(made, f"/v1/event-series/{made['id']}", made["etag"])


@router.get(_ONE, summary="Read a series", response_model=EventSeriesOut)
@requires(Permission.EVENT_READ)
async def get_event_series(context: RequestContext, event_series_id: UUID) -> Response:
    """The rule and how far it was carried on; `GET /events?series_id=…` lists the events."""
    body = await EventSeriesService(context).read(event_series_id)
    return entity(body, body["etag"])


@router.patch(_ONE, summary="Change a series", response_model=EventSeriesOut)
@requires(Permission.EVENT_UPDATE, body=Body.MERGE_PATCH, if_match=True)
async def update_event_series(
    context: RequestContext, event_series_id: UUID, body: EventSeriesPatch
) -> Response:
    """Somebody rewords a series or moves it; its events to come follow, but for what was changed of them singly."""
    changed = await EventSeriesService(context).update(event_series_id, body)
    return entity(changed, changed["etag"])


@router.post(
    _ONE + "/occurrences", status_code=201, summary="Carry a series on", response_model=EventSeriesOut
)
@requires(Permission.EVENT_CREATE, body=Body.JSON, if_match=True)
async def create_event_series_occurrences(
    context: RequestContext, event_series_id: UUID, body: EventOccurrencesIn
) -> Response:
    """Somebody has the next year's events made, by the same rule."""
    carried = await EventSeriesService(context).carry_on(event_series_id, body)
    return entity(carried, carried["etag"], 201)
