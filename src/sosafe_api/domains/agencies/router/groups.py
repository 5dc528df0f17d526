"""Operations on groups, their calendars and the seats in them."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.agencies.schemas import (
    GroupIn,
    GroupMembershipIn,
    GroupMembershipOut,
    GroupMembershipPage,
    GroupMembershipPatch,
    GroupMembershipQuery,
    GroupOut,
    GroupPage,
    GroupPatch,
    GroupQuery,
    MeetingDateList,
    MeetingDateQuery,
)
from sosafe_api.domains.agencies.service import GroupMembershipService, GroupService

router = APIRouter(route_class=Route, tags=["Groups"])


@router.get("/groups", summary="List groups", response_model=GroupPage)
@requires(Permission.GROUP_READ)
async def list_groups(request: Request, context: RequestContext, query: QueryOf[GroupQuery]) -> Response:
    """The partnership's boards, panels and forums, each with its rhythm."""
    page = await GroupService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post("/groups", status_code=201, summary="Add a group", response_model=GroupOut)
@requires(Permission.GROUP_MANAGE, body=Body.JSON)
async def create_group(context: RequestContext, body: GroupIn) -> Response:
    """An administrator adds a group; its meetings follow from its rhythm and its first one."""
    made = await GroupService(context).create(body)
    return created(made, f"/v1/groups/{made['id']}", made["etag"])


@router.get("/groups/{group_id}", summary="Read a group", response_model=GroupOut)
@requires(Permission.GROUP_READ)
async def get_group(context: RequestContext, group_id: UUID) -> Response:
    """What a group is there for, which post chairs it and how often it meets."""
    body = await GroupService(context).read(group_id)
    return entity(body, body["etag"])


@router.patch("/groups/{group_id}", summary="Change a group", response_model=GroupOut)
@requires(Permission.GROUP_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_group(context: RequestContext, group_id: UUID, body: GroupPatch) -> Response:
    """An administrator describes a group anew, or gives it another rhythm."""
    changed = await GroupService(context).update(group_id, body)
    return entity(changed, changed["etag"])


@router.get(
    "/groups/{group_id}/meeting-dates", summary="Read a group's calendar", response_model=MeetingDateList
)
@requires(Permission.GROUP_READ)
async def list_group_meeting_dates(
    context: RequestContext, group_id: UUID, query: QueryOf[MeetingDateQuery]
) -> Response:
    """The days on which it meets by its rhythm: every 28 days is 13 times a year, which monthly is not."""
    days = await GroupService(context).meeting_dates(group_id, query)
    return answer({"data": [{"meets_on": day} for day in days]})


@router.get(
    "/groups/{group_id}/memberships", summary="List the seats in a group", response_model=GroupMembershipPage
)
@requires(Permission.GROUP_READ)
async def list_group_memberships(
    request: Request, context: RequestContext, group_id: UUID, query: QueryOf[GroupMembershipQuery]
) -> Response:
    """Which agencies sit in a group, in which role and by which post; no person is named."""
    page = await GroupMembershipService(context).page(group_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post(
    "/groups/{group_id}/memberships",
    status_code=201,
    summary="Add a seat to a group",
    response_model=GroupMembershipOut,
)
@requires(Permission.GROUP_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_group_membership(
    context: RequestContext, group_id: UUID, body: GroupMembershipIn
) -> Response:
    """An administrator seats an agency, by the post that fills the seat."""
    made = await GroupMembershipService(context).create(group_id, body)
    return created(made, f"/v1/group-memberships/{made['id']}", made["etag"])


@router.get(
    "/group-memberships/{group_membership_id}",
    summary="Read a seat in a group",
    response_model=GroupMembershipOut,
)
@requires(Permission.GROUP_READ)
async def get_group_membership(context: RequestContext, group_membership_id: UUID) -> Response:
    """One agency's seat, its role and the days between which it is held."""
    body = await GroupMembershipService(context).read(group_membership_id)
    return entity(body, body["etag"])


@router.patch(
    "/group-memberships/{group_membership_id}",
    summary="Change a seat in a group",
    response_model=GroupMembershipOut,
)
@requires(Permission.GROUP_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_group_membership(
    context: RequestContext, group_membership_id: UUID, body: GroupMembershipPatch
) -> Response:
    """An administrator changes how a seat is filled, or ends it."""
    changed = await GroupMembershipService(context).update(group_membership_id, body)
    return entity(changed, changed["etag"])
