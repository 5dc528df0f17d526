"""Operations on needs and goals."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.cases.schemas import (
    CaseGoalIn,
    CaseGoalOut,
    CaseGoalPage,
    CaseGoalPatch,
    CaseNeedIn,
    CaseNeedOut,
    CaseNeedPage,
    CaseNeedPatch,
    CaseRecordQuery,
    CaseRecordReceipt,
)
from sosafe_api.domains.cases.service import CaseGoalService, CaseNeedService

router = APIRouter(route_class=Route, tags=["Case records"])


@router.post(
    "/cases/{case_id}/needs", status_code=201, summary="Record a need", response_model=CaseRecordReceipt
)
@requires(Permission.CASE_UPDATE, data_class="C3", body=Body.JSON, idempotency_key_required=True)
async def create_case_need(context: RequestContext, case_id: UUID, body: CaseNeedIn) -> Response:
    """A caseworker records what the case, or somebody of it, needs help with, by its kind."""
    made = await CaseNeedService(context).create(case_id, body)
    return created(made, f"/v1/case-needs/{made['id']}", made["etag"])


@router.get("/cases/{case_id}/needs", summary="List a case's needs", response_model=CaseNeedPage)
@requires(Permission.CASE_READ, data_class="C3", purpose=True)
async def list_case_needs(
    request: Request, context: RequestContext, case_id: UUID, query: QueryOf[CaseRecordQuery]
) -> Response:
    """What the case needs, for a stated purpose; the read is recorded first."""
    page = await CaseNeedService(context).page(case_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/case-needs/{case_need_id}", summary="Read a need", response_model=CaseNeedOut)
@requires(Permission.CASE_READ, data_class="C3", purpose=True)
async def get_case_need(context: RequestContext, case_need_id: UUID) -> Response:
    """One need, for a stated purpose; the read is recorded first."""
    body = await CaseNeedService(context).read(case_need_id)
    return entity(body, body["etag"])


@router.patch("/case-needs/{case_need_id}", summary="Change a need", response_model=CaseRecordReceipt)
@requires(Permission.CASE_UPDATE, data_class="C3", body=Body.MERGE_PATCH, if_match=True)
async def update_case_need(context: RequestContext, case_need_id: UUID, body: CaseNeedPatch) -> Response:
    """A caseworker says whether the need is met. What it says is read for a purpose, so a receipt is answered."""
    changed = await CaseNeedService(context).update(case_need_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/cases/{case_id}/goals", status_code=201, summary="Record a goal", response_model=CaseRecordReceipt
)
@requires(Permission.CASE_UPDATE, data_class="C3", body=Body.JSON, idempotency_key_required=True)
async def create_case_goal(context: RequestContext, case_id: UUID, body: CaseGoalIn) -> Response:
    """Worker and client agree what is to be reached, how both will know it, and by when."""
    made = await CaseGoalService(context).create(case_id, body)
    return created(made, f"/v1/case-goals/{made['id']}", made["etag"])


@router.get("/cases/{case_id}/goals", summary="List a case's goals", response_model=CaseGoalPage)
@requires(Permission.CASE_READ, data_class="C3", purpose=True)
async def list_case_goals(
    request: Request, context: RequestContext, case_id: UUID, query: QueryOf[CaseRecordQuery]
) -> Response:
    """What is to be reached, for a stated purpose; the read is recorded first."""
    page = await CaseGoalService(context).page(case_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/case-goals/{case_goal_id}", summary="Read a goal", response_model=CaseGoalOut)
@requires(Permission.CASE_READ, data_class="C3", purpose=True)
async def get_case_goal(context: RequestContext, case_goal_id: UUID) -> Response:
    """One goal, for a stated purpose; the read is recorded first."""
    body = await CaseGoalService(context).read(case_goal_id)
    return entity(body, body["etag"])


@router.patch("/case-goals/{case_goal_id}", summary="Change a goal", response_model=CaseRecordReceipt)
@requires(Permission.CASE_UPDATE, data_class="C3", body=Body.MERGE_PATCH, if_match=True)
async def update_case_goal(context: RequestContext, case_goal_id: UUID, body: CaseGoalPatch) -> Response:
    """Worker and client say how far the goal is reached, or word it anew. A receipt is answered."""
    changed = await CaseGoalService(context).update(case_goal_id, body)
    return entity(changed, changed["etag"])
