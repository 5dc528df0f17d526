"""Operations on principals and the roles that they hold."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.schemas import (
    PrincipalIn,
    PrincipalOut,
    PrincipalPage,
    PrincipalPatch,
    PrincipalQuery,
    RoleAssignmentIn,
    RoleAssignmentOut,
    RoleAssignmentPatch,
)
from sosafe_api.domains.auth.service import PrincipalService

router = APIRouter(route_class=Route, tags=["Partnership"])
PATH = "/v1/principals"


@router.get("/principals", summary="List programs and people", response_model=PrincipalPage)
@requires(Permission.PRINCIPAL_READ)
async def list_principals(
    request: Request, context: RequestContext, query: QueryOf[PrincipalQuery]
) -> Response:
    """An administrator finds whom to put on a duty roster; scrutiny sees who may do what."""
    page = await PrincipalService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post("/principals", status_code=201, summary="Register a person", response_model=PrincipalOut)
@requires(Permission.PRINCIPAL_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_principal(context: RequestContext, body: PrincipalIn) -> Response:
    """Somebody who starts is known by an identifier and may do nothing until given a role."""
    made = await PrincipalService(context).create(body)
    return created(made, f"{PATH}/{made['id']}", made["etag"])


@router.get("/principals/{principal_id}", summary="Read a program or person", response_model=PrincipalOut)
@requires(Permission.PRINCIPAL_READ)
async def get_principal(context: RequestContext, principal_id: UUID) -> Response:
    """The agency, whether tokens are issued, and the roles held today or later."""
    body = await PrincipalService(context).read(principal_id)
    return entity(body, body["etag"])


@router.patch("/principals/{principal_id}", summary="Disable or enable somebody", response_model=PrincipalOut)
@requires(Permission.PRINCIPAL_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_principal(context: RequestContext, principal_id: UUID, body: PrincipalPatch) -> Response:
    """Somebody leaves, or a program's key leaked: every token ends at its next request. Never one's own."""
    changed = await PrincipalService(context).update(principal_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/principals/{principal_id}/role-assignments",
    status_code=201,
    summary="Give somebody a role",
    response_model=RoleAssignmentOut,
)
@requires(Permission.PRINCIPAL_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_role_assignment(
    context: RequestContext, principal_id: UUID, body: RoleAssignmentIn
) -> Response:
    """Held from a day on. Never one's own.

    A role that reaches what services and panels know of people, or that gives roles itself, is not one administrator's
    to give: whoever runs the installation gives it, on the word of two.
    """
    made = await PrincipalService(context).assign(principal_id, body)
    return created(made, f"{PATH}/{principal_id}", made["etag"])


@router.patch(
    "/role-assignments/{role_assignment_id}", summary="End a role", response_model=RoleAssignmentOut
)
@requires(Permission.PRINCIPAL_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_role_assignment(
    context: RequestContext, role_assignment_id: UUID, body: RoleAssignmentPatch
) -> Response:
    """From the day it ends on the next request finds it gone; on the day on which it began, at once. Never one's own.

    What one administrator does not give, one does not lengthen.
    """
    changed = await PrincipalService(context).move_end(role_assignment_id, body)
    return entity(changed, changed["etag"])
