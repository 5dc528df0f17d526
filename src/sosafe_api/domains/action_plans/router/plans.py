"""Operations on yearly action plans: kept, reviewed, reported on, carried over."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.action_plans.schemas import (
    ActionPlanIn,
    ActionPlanOut,
    ActionPlanPage,
    ActionPlanPatch,
    ActionPlanQuery,
    ActionPlanTransitionIn,
    CarryOverIn,
    CarryOverOut,
    PlanReport,
    PlanReportQuery,
    PlanReview,
    PlanReviewQuery,
)
from sosafe_api.domains.action_plans.service import ActionPlanService, CarryOverService, PlanReadingService

router = APIRouter(route_class=Route, tags=["Action plans"])
PATH = "/v1/action-plans"


@router.post("/action-plans", status_code=201, summary="Draft an action plan", response_model=ActionPlanOut)
@requires(Permission.ACTION_PLAN_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_action_plan(context: RequestContext, body: ActionPlanIn) -> Response:
    """The administrator drafts the plan of a financial year for an adopted strategy: one a year."""
    made = await ActionPlanService(context).create(body)
    return created(made, f"{PATH}/{made['id']}", made["etag"])


@router.get("/action-plans", summary="List action plans", response_model=ActionPlanPage)
@requires(Permission.ACTION_PLAN_READ)
async def list_action_plans(
    request: Request, context: RequestContext, query: QueryOf[ActionPlanQuery]
) -> Response:
    """Every year's plan, and where it stands."""
    page = await ActionPlanService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/action-plans/{action_plan_id}", summary="Read an action plan", response_model=ActionPlanOut)
@requires(Permission.ACTION_PLAN_READ)
async def get_action_plan(context: RequestContext, action_plan_id: UUID) -> Response:
    """The plan's frame; its actions are `/v1/plan-actions?plan_id=…`."""
    body = await ActionPlanService(context).read(action_plan_id)
    return entity(body, body["etag"])


@router.patch(
    "/action-plans/{action_plan_id}", summary="Change a draft action plan", response_model=ActionPlanOut
)
@requires(Permission.ACTION_PLAN_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_action_plan(
    context: RequestContext, action_plan_id: UUID, body: ActionPlanPatch
) -> Response:
    """Which group reviews it, until it is agreed."""
    changed = await ActionPlanService(context).update(action_plan_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/action-plans/{action_plan_id}/transitions",
    status_code=201,
    summary="Agree or close an action plan",
    response_model=ActionPlanOut,
)
@requires(Permission.ACTION_PLAN_DECIDE, body=Body.JSON, if_match=True)
async def create_action_plan_transition(
    context: RequestContext, action_plan_id: UUID, body: ActionPlanTransitionIn
) -> Response:
    """Somebody who wrote nothing of it records that it was agreed.

    It is closed when each action is completed, cancelled or carried over; what remains is named.
    """
    moved = await ActionPlanService(context).transition(action_plan_id, body)
    return created(moved, f"{PATH}/{action_plan_id}", moved["etag"])


@router.post(
    "/action-plans/{action_plan_id}/carry-over",
    status_code=201,
    summary="Carry unfinished actions over",
    response_model=CarryOverOut,
    responses={200: {"model": CarryOverOut, "description": "Nothing was left to carry over."}},
)
@requires(Permission.ACTION_PLAN_MANAGE, body=Body.JSON)
async def create_carry_over(context: RequestContext, action_plan_id: UUID, body: CarryOverIn) -> Response:
    """Every unfinished action goes on in a later year's plan, with its status, target and undone milestones.

    All in one step, each once: asked again, it answers 200 with what was carried before. An action that is
    due before the later year is due on `due_on`, to be changed one by one where that is not right.
    """
    carried, new = await CarryOverService(context).carry_over(action_plan_id, body)
    return answer(carried, 201 if new else 200, {"Location": f"{PATH}/{carried['to_plan_id']}"})


@router.get(
    "/action-plans/{action_plan_id}/review", summary="Review a plan at a meeting", response_model=PlanReview
)
@requires(Permission.ACTION_PLAN_READ)
async def get_action_plan_review(
    context: RequestContext, action_plan_id: UUID, query: QueryOf[PlanReviewQuery]
) -> Response:
    """What the group goes through: unfinished actions as of that day, the overdue and the unmoved marked.

    The meeting before is the group's last as planned, else by its rhythm, else four weeks ago.
    """
    return answer(await PlanReadingService(context).review(action_plan_id, query))


@router.get(
    "/action-plans/{action_plan_id}/report", summary="Report on a plan's quarter", response_model=PlanReport
)
@requires(Permission.ACTION_PLAN_READ)
async def get_action_plan_report(
    context: RequestContext, action_plan_id: UUID, query: QueryOf[PlanReportQuery]
) -> Response:
    """For the responsible authorities: each objective's actions by status, what is late, what was completed.

    Statuses are those stated by the quarter's last day, so that an earlier report can be given again.
    """
    return answer(await PlanReadingService(context).report(action_plan_id, query))
