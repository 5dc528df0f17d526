"""Operations on what follows from events: issues raised, and "you said, we did"."""

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
    EventFeedbackIn,
    EventFeedbackOut,
    EventFeedbackPatch,
    EventIssueIn,
    EventIssueOut,
    EventIssuePage,
    EventIssuePatch,
    EventIssueQuery,
    EventIssueTransitionIn,
)
from sosafe_api.domains.community_events.service import EventFeedbackService, EventIssueService

router = APIRouter(route_class=Route, tags=["Events"])


@router.get("/event-issues", summary="List issues raised at events", response_model=EventIssuePage)
@requires(Permission.EVENT_READ)
async def list_event_issues(
    request: Request, context: RequestContext, query: QueryOf[EventIssueQuery]
) -> Response:
    """An agency sees what it is to see to; `overdue=true` leaves what is late."""
    page = await EventIssueService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post(
    "/events/{event_id}/issues", status_code=201, summary="Record an issue", response_model=EventIssueOut
)
@requires(Permission.EVENT_UPDATE, body=Body.JSON, idempotency_key_required=True)
async def create_event_issue(context: RequestContext, event_id: UUID, body: EventIssueIn) -> Response:
    """Something was raised at an event: which agency sees to it, and by when. Nobody is named."""
    made = await EventIssueService(context).create(event_id, body)
    return created(made, "/v1/event-issues", made["etag"])


@router.patch("/event-issues/{event_issue_id}", summary="Change an issue", response_model=EventIssueOut)
@requires(Permission.EVENT_UPDATE, body=Body.MERGE_PATCH, if_match=True)
async def update_event_issue(
    context: RequestContext, event_issue_id: UUID, body: EventIssuePatch
) -> Response:
    """An issue goes to another agency, or gets another day."""
    changed = await EventIssueService(context).update(event_issue_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/event-issues/{event_issue_id}/transitions",
    status_code=201,
    summary="Close or reopen an issue",
    response_model=EventIssueOut,
)
@requires(Permission.EVENT_UPDATE, body=Body.JSON, if_match=True)
async def create_event_issue_transition(
    context: RequestContext, event_issue_id: UUID, body: EventIssueTransitionIn
) -> Response:
    """The agency has seen to it, or it turned out not to be done."""
    moved = await EventIssueService(context).transition(event_issue_id, body)
    return entity(moved, moved["etag"], 201)


@router.post(
    "/events/{event_id}/feedback",
    status_code=201,
    summary="Record what people said",
    response_model=EventFeedbackOut,
)
@requires(Permission.EVENT_UPDATE, body=Body.JSON, idempotency_key_required=True)
async def create_event_feedback(context: RequestContext, event_id: UUID, body: EventFeedbackIn) -> Response:
    """What people said, and once it is known what was done; everybody reads what is public beside the event."""
    made = await EventFeedbackService(context).create(event_id, body)
    return created(made, f"/v1/events/{event_id}", made["etag"])


@router.patch(
    "/event-feedback/{event_feedback_id}", summary="Record what was done", response_model=EventFeedbackOut
)
@requires(Permission.EVENT_UPDATE, body=Body.MERGE_PATCH, if_match=True)
async def update_event_feedback(
    context: RequestContext, event_feedback_id: UUID, body: EventFeedbackPatch
) -> Response:
    """Somebody adds what was done about what people said, or makes it public."""
    changed = await EventFeedbackService(context).update(event_feedback_id, body)
    return entity(changed, changed["etag"])
