"""Operations on requests for information."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.panels.schemas.requests import (
    InformationAnswerIn,
    InformationRequestIn,
    InformationRequestOut,
    InformationRequestPage,
    InformationRequestQuery,
    InformationRequestSummary,
)
from sosafe_api.domains.panels.service import RequestService

router = APIRouter(route_class=Route, tags=["Panels"])


@router.post(
    "/agenda-items/{agenda_item_id}/information-requests",
    status_code=201,
    summary="Ask an agency for information",
    response_model=InformationRequestSummary,
)
@requires(Permission.INFORMATION_REQUEST_CREATE, body=Body.JSON, idempotency_key_required=True)
async def create_information_request(
    context: RequestContext, agenda_item_id: UUID, body: InformationRequestIn
) -> Response:
    """The coordinator asks an agency of the panel what it holds, in time for the meeting."""
    made = await RequestService(context).ask(agenda_item_id, body)
    return created(made, f"/v1/information-requests/{made['id']}", made["etag"])


@router.get(
    "/information-requests", summary="List requests for information", response_model=InformationRequestPage
)
@requires(Permission.INFORMATION_REQUEST_READ)
async def list_information_requests(
    request: Request, context: RequestContext, query: QueryOf[InformationRequestQuery]
) -> Response:
    """What your agency is asked, or what your panel waits for; neither person nor question is shown."""
    page = await RequestService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/information-requests/{information_request_id}",
    summary="Read a request for information",
    response_model=InformationRequestOut,
)
@requires(Permission.INFORMATION_REQUEST_READ, data_class="C3", purpose=True)
async def get_information_request(context: RequestContext, information_request_id: UUID) -> Response:
    """What is asked and about whom, for the agency that is asked and for the panel's coordinator."""
    body = await RequestService(context).read(information_request_id)
    return entity(body, body["etag"])


@router.post(
    "/information-requests/{information_request_id}/answers",
    status_code=201,
    summary="Answer a request for information",
    response_model=InformationRequestSummary,
)
@requires(Permission.INFORMATION_REQUEST_ANSWER, body=Body.JSON, if_match=True)
async def create_information_answer(
    context: RequestContext, information_request_id: UUID, body: InformationAnswerIn
) -> Response:
    """An agency's member says what it holds, that it holds nothing, or why it does not tell."""
    made = await RequestService(context).answer(information_request_id, body)
    return entity(made, made["etag"], 201)
