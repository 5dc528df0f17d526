"""Operations on events: planned, changed, moved from status to status, and what came of them."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.community_events.schemas import (
    EventIn,
    EventOut,
    EventPage,
    EventPatch,
    EventQuery,
    EventResultsIn,
    EventSummary,
    EventTransitionIn,
)
from sosafe_api.domains.community_events.service import EventService

router = APIRouter(route_class=Route, tags=["Events"])
_ONE = "/events/{event_id}"


@router.get("/events", summary="List events", response_model=EventPage)
@requires(Permission.EVENT_READ)
async def list_events(request: Request, context: RequestContext, query: QueryOf[EventQuery]) -> Response:
    """A partner sees what is held when and where, drafts and what is for partners only included."""
    page = await EventService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post("/events", status_code=201, summary="Plan an event", response_model=EventSummary)
@requires(Permission.EVENT_CREATE, body=Body.JSON, idempotency_key_required=True)
async def create_event(context: RequestContext, body: EventIn) -> Response:
    """Somebody plans an event; unless it is a draft or for partners only, everybody can read of it at once."""
    made = await EventService(context).create(body)
    return created(made, f"/v1/events/{made['id']}", made["etag"])


@router.get(_ONE, summary="Read an event", response_model=EventOut)
@requires(Permission.EVENT_READ)
async def get_event(context: RequestContext, event_id: UUID) -> Response:
    """One event with its results, the issues raised at it, and what was said and done."""
    body = await EventService(context).read(event_id)
    return entity(body, body["etag"])


@router.patch(_ONE, summary="Change an event", response_model=EventSummary)
@requires(Permission.EVENT_UPDATE, body=Body.MERGE_PATCH, if_match=True)
async def update_event(context: RequestContext, event_id: UUID, body: EventPatch) -> Response:
    """Somebody moves or rewords an event that is not over; it stays the same event in every calendar."""
    changed = await EventService(context).update(event_id, body)
    return entity(changed, changed["etag"])


@router.post(
    _ONE + "/transitions", status_code=201, summary="Move an event's status", response_model=EventSummary
)
@requires(Permission.EVENT_UPDATE, body=Body.JSON, if_match=True)
async def create_event_transition(
    context: RequestContext, event_id: UUID, body: EventTransitionIn
) -> Response:
    """An event is confirmed, postponed, given a new time, cancelled, or held."""
    moved = await EventService(context).transition(event_id, body)
    return entity(moved, moved["etag"], 201)


@router.put(_ONE + "/results", summary="Record what came of an event", response_model=EventOut)
@requires(Permission.EVENT_UPDATE, body=Body.JSON, if_match=True)
async def replace_event_results(context: RequestContext, event_id: UUID, body: EventResultsIn) -> Response:
    """After an event was held: attendances, contacts, communities reached, reports, cost; replaced as a whole."""
    recorded = await EventService(context).record_results(event_id, body)
    return entity(recorded, recorded["etag"])
