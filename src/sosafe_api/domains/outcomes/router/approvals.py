"""Operations on requests for extracts."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.outcomes.schemas import (
    ExtractApprovalIn,
    ExtractApprovalOut,
    ExtractApprovalPage,
    ExtractApprovalQuery,
    ExtractTransitionIn,
)
from sosafe_api.domains.outcomes.service import ApprovalService

router = APIRouter(route_class=Route, tags=["Outcomes"])
PATH = "/v1/extract-approvals"


@router.post(
    "/extract-approvals", status_code=201, summary="Ask for an extract", response_model=ExtractApprovalOut
)
@requires(Permission.EXTRACT_APPROVAL_CREATE, body=Body.JSON, idempotency_key_required=True)
async def create_extract_approval(context: RequestContext, body: ExtractApprovalIn) -> Response:
    """An analyst asks for records where counts are not enough, and says what for."""
    made = await ApprovalService(context).create(body)
    return created(made, f"{PATH}/{made['id']}", made["etag"])


@router.get("/extract-approvals", summary="List requests for extracts", response_model=ExtractApprovalPage)
@requires(Permission.EXTRACT_APPROVAL_READ)
async def list_extract_approvals(
    request: Request, context: RequestContext, query: QueryOf[ExtractApprovalQuery]
) -> Response:
    """An administrator sees what waits for an answer, and scrutiny what was ever approved."""
    page = await ApprovalService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/extract-approvals/{extract_approval_id}",
    summary="Read a request for an extract",
    response_model=ExtractApprovalOut,
)
@requires(Permission.EXTRACT_APPROVAL_READ)
async def get_extract_approval(context: RequestContext, extract_approval_id: UUID) -> Response:
    """What is asked for and why, who answered, and until when the answer holds."""
    body = await ApprovalService(context).read(extract_approval_id)
    return entity(body, body["etag"])


@router.post(
    "/extract-approvals/{extract_approval_id}/transitions",
    status_code=201,
    summary="Answer a request for an extract",
    response_model=ExtractApprovalOut,
)
@requires(Permission.EXTRACT_APPROVAL_DECIDE, if_match=True, body=Body.JSON)
async def create_extract_approval_transition(
    context: RequestContext, extract_approval_id: UUID, body: ExtractTransitionIn
) -> Response:
    """An administrator approves for thirty days, refuses, or ends an approval at once; never their own request."""
    moved = await ApprovalService(context).transition(extract_approval_id, body)
    return created(moved, f"{PATH}/{extract_approval_id}", moved["etag"])
