"""Operations on incidents of anti-social behaviour."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.asb_incidents.schemas import (
    AsbIncidentIn,
    AsbIncidentOut,
    AsbIncidentPage,
    AsbIncidentPatch,
    AsbIncidentQuery,
    AsbIncidentVersionList,
)
from sosafe_api.domains.asb_incidents.service import asb_incidents
from sosafe_api.domains.incident_returns.schemas import EntryErrorIn

router = APIRouter(route_class=Route, tags=["Incidents"])
PATH = "/asb-incidents"
INCIDENT = PATH + "/{asb_incident_id}"


@router.post(
    PATH,
    status_code=201,
    summary="Return an ASB incident",
    response_model=AsbIncidentOut,
    responses={200: {"model": AsbIncidentOut, "description": "The incident was returned before."}},
)
@requires(Permission.ASB_INCIDENT_CREATE, body=Body.JSON)
async def create_asb_incident(context: RequestContext, body: AsbIncidentIn) -> Response:
    """Police or council return an incident by the National Standard for Incident Recording.

    Your agency and `agency_reference` name it. A repeat changes nothing, nor does what comes after a later word
    (`changed_at`); a later content replaces the former, which is kept as a version.
    """
    record, made = await asb_incidents(context).receive(body)
    if made:
        return created(record, f"/v1{PATH}/{record['id']}", record["etag"])
    return entity(record, record["etag"], headers={"Location": f"/v1{PATH}/{record['id']}"})


@router.get(PATH, summary="List ASB incidents", response_model=AsbIncidentPage)
@requires(Permission.ASB_INCIDENT_READ)
async def list_asb_incidents(
    request: Request, context: RequestContext, query: QueryOf[AsbIncidentQuery]
) -> Response:
    """What police and councils returned, by period, qualifier, heading and area."""
    page = await asb_incidents(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(INCIDENT, summary="Read an ASB incident", response_model=AsbIncidentOut)
@requires(Permission.ASB_INCIDENT_READ)
async def get_asb_incident(context: RequestContext, asb_incident_id: UUID) -> Response:
    """The record as it stands."""
    record = await asb_incidents(context).read(asb_incident_id)
    return entity(record, record["etag"])


@router.get(
    INCIDENT + "/versions", summary="Read an ASB incident's versions", response_model=AsbIncidentVersionList
)
@requires(Permission.ASB_INCIDENT_READ)
async def list_asb_incident_versions(context: RequestContext, asb_incident_id: UUID) -> Response:
    """What the record said before each change, by its agency or by a correction."""
    return answer({"data": await asb_incidents(context).versions(asb_incident_id)})


@router.patch(INCIDENT, summary="Correct an ASB incident", response_model=AsbIncidentOut)
@requires(Permission.ASB_INCIDENT_UPDATE, body=Body.MERGE_PATCH, if_match=True)
async def update_asb_incident(
    context: RequestContext, asb_incident_id: UUID, body: AsbIncidentPatch
) -> Response:
    """The correction stands until the agency's own record changes; a repeat of what it sent does not undo it."""
    record = await asb_incidents(context).correct(asb_incident_id, body)
    return entity(record, record["etag"])


@router.post(
    INCIDENT + "/transitions",
    status_code=201,
    summary="Find an ASB incident to be an error",
    response_model=AsbIncidentOut,
)
@requires(Permission.ASB_INCIDENT_UPDATE, body=Body.JSON, if_match=True)
async def create_asb_incident_transition(
    context: RequestContext, asb_incident_id: UUID, body: EntryErrorIn
) -> Response:
    """From then on it counts nowhere, and its agency's later words do not bring it back."""
    record = await asb_incidents(context).transition(asb_incident_id, body)
    return created(record, f"/v1{PATH}/{asb_incident_id}", record["etag"])
