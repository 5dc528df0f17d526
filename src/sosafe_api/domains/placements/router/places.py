"""Operations on places and on the room they have."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.placements.schemas import (
    CalendarOut,
    CalendarQuery,
    LocationIn,
    PlaceIn,
    PlaceOut,
    PlacePage,
    PlacePatch,
    PlaceQuery,
    VacanciesOut,
)
from sosafe_api.domains.placements.service import CalendarService, PlaceService

router = APIRouter(route_class=Route, tags=["Placements"])


@router.get("/places", summary="List places", response_model=PlacePage)
@requires(Permission.PLACE_READ)
async def list_places(request: Request, context: RequestContext, query: QueryOf[PlaceQuery]) -> Response:
    """A caseworker sees what accommodation their service has, by code names; never where it is."""
    page = await PlaceService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post("/places", status_code=201, summary="Add a place", response_model=PlaceOut)
@requires(Permission.PLACE_MANAGE, body=Body.JSON)
async def create_place(context: RequestContext, body: PlaceIn) -> Response:
    """A caseworker records accommodation of their service, with nothing by which it could be found."""
    made = await PlaceService(context).create(body)
    return created(made, f"/v1/places/{made['id']}", made["etag"])


@router.get("/places/{place_id}", summary="Read a place", response_model=PlaceOut)
@requires(Permission.PLACE_READ)
async def get_place(context: RequestContext, place_id: UUID) -> Response:
    """What kind of accommodation it is and how many stays it has room for; never where it is."""
    body = await PlaceService(context).read(place_id)
    return entity(body, body["etag"])


@router.patch("/places/{place_id}", summary="Change a place", response_model=PlaceOut)
@requires(Permission.PLACE_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_place(context: RequestContext, place_id: UUID, body: PlacePatch) -> Response:
    """A caseworker closes a place, changes its room, or says which group may ask for its location."""
    changed = await PlaceService(context).update(place_id, body)
    return entity(changed, changed["etag"])


@router.put("/places/{place_id}/location", summary="State where a place is", response_model=PlaceOut)
@requires(Permission.PLACE_MANAGE, body=Body.JSON, if_match=True)
async def replace_place_location(context: RequestContext, place_id: UUID, body: LocationIn) -> Response:
    """A caseworker states where it is; that is sealed at once, and only a reveal answers it.

    The answer is the place, without its location. No operation lists, searches or exports one.
    """
    changed = await PlaceService(context).state_location(place_id, body)
    return entity(changed, changed["etag"])


@router.get("/places/{place_id}/calendar", summary="Read a place's calendar", response_model=CalendarOut)
@requires(Permission.PLACE_READ)
async def get_place_calendar(
    context: RequestContext, place_id: UUID, query: QueryOf[CalendarQuery]
) -> Response:
    """Who is on duty sees on which days a place is free. To others it has no calendar. Nobody is named."""
    return answer(await CalendarService(context).of_place(place_id, query))


@router.get(
    "/services/{service_id}/vacancies", summary="Read a service's vacancies", response_model=VacanciesOut
)
@requires(Permission.PLACE_READ)
async def get_service_vacancies(
    context: RequestContext, service_id: UUID, query: QueryOf[CalendarQuery]
) -> Response:
    """A service's caseworkers see how many stays could begin on each day, in all its open places together."""
    return answer(await CalendarService(context).of_service(service_id, query))
