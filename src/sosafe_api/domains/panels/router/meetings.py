"""Operations on meetings and on who came."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.panels.schemas.meetings import (
    MeetingAttendanceIn,
    MeetingAttendanceOut,
    MeetingIn,
    MeetingOut,
    MeetingPage,
    MeetingPatch,
    MeetingQuery,
    MeetingScheduleIn,
    MeetingScheduleOut,
    MeetingTransitionIn,
    MeetingTransitionOut,
)
from sosafe_api.domains.panels.service import AttendanceService, MeetingService

router = APIRouter(route_class=Route, tags=["Meetings"])


@router.post(
    "/groups/{group_id}/meetings", status_code=201, summary="Plan a meeting", response_model=MeetingOut
)
@requires(Permission.MEETING_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_meeting(context: RequestContext, group_id: UUID, body: MeetingIn) -> Response:
    """The coordinator calls a meeting of its own day, as a professionals' meeting; its pack may go out at once."""
    made = await MeetingService(context).create(group_id, body)
    return created(made, f"/v1/meetings/{made['id']}", made["etag"])


@router.post(
    "/groups/{group_id}/meeting-schedules",
    status_code=201,
    summary="Plan a group's meetings ahead",
    response_model=MeetingScheduleOut,
)
@requires(Permission.MEETING_MANAGE, body=Body.JSON)
async def create_meeting_schedule(
    context: RequestContext, group_id: UUID, body: MeetingScheduleIn
) -> Response:
    """The coordinator plans a meeting for each day of the rhythm that has none; said again, nothing is doubled."""
    return answer(await MeetingService(context).schedule(group_id, body), 201)


@router.get("/meetings", summary="List meetings", response_model=MeetingPage)
@requires(Permission.MEETING_READ)
async def list_meetings(request: Request, context: RequestContext, query: QueryOf[MeetingQuery]) -> Response:
    """When groups meet, so that a service knows before which meeting it can put something."""
    page = await MeetingService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/meetings/{meeting_id}", summary="Read a meeting", response_model=MeetingOut)
@requires(Permission.MEETING_READ)
async def get_meeting(context: RequestContext, meeting_id: UUID) -> Response:
    """When and where a group meets, and how far the meeting is."""
    body = await MeetingService(context).read(meeting_id)
    return entity(body, body["etag"])


@router.patch("/meetings/{meeting_id}", summary="Move a meeting", response_model=MeetingOut)
@requires(Permission.MEETING_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_meeting(context: RequestContext, meeting_id: UUID, body: MeetingPatch) -> Response:
    """The coordinator moves a meeting to another time or place; it stays the same meeting, agenda and all."""
    changed = await MeetingService(context).move(meeting_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/meetings/{meeting_id}/transitions",
    status_code=201,
    summary="Move a meeting on",
    response_model=MeetingTransitionOut,
)
@requires(Permission.MEETING_MANAGE, body=Body.JSON, if_match=True)
async def create_meeting_transition(
    context: RequestContext, meeting_id: UUID, body: MeetingTransitionIn
) -> Response:
    """The coordinator publishes the packs, says that it was held, approves another's minutes, or cancels it."""
    moved = await MeetingService(context).transition(meeting_id, body)
    return entity(moved, moved["etag"], 201)


@router.get(
    "/meetings/{meeting_id}/attendance",
    summary="Read who came to a meeting",
    response_model=MeetingAttendanceOut,
)
@requires(Permission.MEETING_READ)
async def get_meeting_attendance(context: RequestContext, meeting_id: UUID) -> Response:
    """Which seats were filled at a meeting of your group; no holder is named."""
    body = await AttendanceService(context).read(meeting_id)
    return entity(body, body["etag"])


@router.put(
    "/meetings/{meeting_id}/attendance", summary="Record who came", response_model=MeetingAttendanceOut
)
@requires(Permission.MEETING_MANAGE, body=Body.JSON, if_match=True)
async def replace_meeting_attendance(
    context: RequestContext, meeting_id: UUID, body: MeetingAttendanceIn
) -> Response:
    """The coordinator records, seat by seat, who came, sent apologies or stayed away."""
    changed = await AttendanceService(context).replace(meeting_id, body)
    return entity(changed, changed["etag"])
