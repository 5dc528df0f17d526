"""Operations on fire incidents."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.fire_incidents.schemas import (
    FireIncidentIn,
    FireIncidentOut,
    FireIncidentPage,
    FireIncidentPatch,
    FireIncidentQuery,
    FireIncidentVersionList,
)
from sosafe_api.domains.fire_incidents.service import FireIncidentService
from sosafe_api.domains.incident_returns.schemas import EntryErrorIn

router = APIRouter(route_class=Route, tags=["Incidents"])
PATH = "/fire-incidents"
INCIDENT = PATH + "/{fire_incident_id}"


@router.post(
    PATH,
    status_code=201,
    summary="Return a fire incident",
    response_model=FireIncidentOut,
    responses={200: {"model": FireIncidentOut, "description": "The incident was returned before."}},
)
@requires(Permission.FIRE_INCIDENT_CREATE, body=Body.JSON)
async def create_fire_incident(context: RequestContext, body: FireIncidentIn) -> Response:
    """A fire and rescue service returns a fire, or another call at which its crew met violence.

    Your agency and `agency_reference` name it. A repeat changes nothing, nor does what comes after a later word
    (`changed_at`); a later content replaces the former, which is kept as a version.
    """
    record, made = await FireIncidentService(context).receive(body)
    if made:
        return created(record, f"/v1{PATH}/{record['id']}", record["etag"])
    return entity(record, record["etag"], headers={"Location": f"/v1{PATH}/{record['id']}"})


@router.get(PATH, summary="List fire incidents", response_model=FireIncidentPage)
@requires(Permission.FIRE_INCIDENT_READ)
async def list_fire_incidents(
    request: Request, context: RequestContext, query: QueryOf[FireIncidentQuery]
) -> Response:
    """What fire and rescue services returned, by period, kind, cause and area."""
    page = await FireIncidentService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(INCIDENT, summary="Read a fire incident", response_model=FireIncidentOut)
@requires(Permission.FIRE_INCIDENT_READ)
async def get_fire_incident(context: RequestContext, fire_incident_id: UUID) -> Response:
    """The record as it stands."""
    record = await FireIncidentService(context).read(fire_incident_id)
    return entity(record, record["etag"])


@router.get(
    INCIDENT + "/versions", summary="Read a fire incident's versions", response_model=FireIncidentVersionList
)
@requires(Permission.FIRE_INCIDENT_READ)
async def list_fire_incident_versions(context: RequestContext, fire_incident_id: UUID) -> Response:
    """What the record said before each change, by its agency or by a correction."""
    return answer({"data": await FireIncidentService(context).versions(fire_incident_id)})


@router.patch(INCIDENT, summary="Correct a fire incident", response_model=FireIncidentOut)
@requires(Permission.FIRE_INCIDENT_UPDATE, body=Body.MERGE_PATCH, if_match=True)
async def update_fire_incident(
    context: RequestContext, fire_incident_id: UUID, body: FireIncidentPatch
) -> Response:
    """The correction stands until the agency's own record changes; a repeat of what it sent does not undo it."""
    record = await FireIncidentService(context).correct(fire_incident_id, body)
    return entity(record, record["etag"])


@router.post(
    INCIDENT + "/transitions",
    status_code=201,
    summary="Find a fire incident to be an error",
    response_model=FireIncidentOut,
)
@requires(Permission.FIRE_INCIDENT_UPDATE, body=Body.JSON, if_match=True)
async def create_fire_incident_transition(
    context: RequestContext, fire_incident_id: UUID, body: EntryErrorIn
) -> Response:
    """From then on it counts nowhere, and its agency's later words do not bring it back."""
    record = await FireIncidentService(context).transition(fire_incident_id, body)
    return created(record, f"/v1{PATH}/{fire_incident_id}", record["etag"])
