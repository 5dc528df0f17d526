"""Operations on the actions of a plan, their progress and their milestones."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.action_plans.schemas import (
    PlanActionIn,
    PlanActionLinksIn,
    PlanActionOut,
    PlanActionPage,
    PlanActionPatch,
    PlanActionQuery,
    PlanActionTransitionIn,
    PlanMilestoneIn,
    PlanMilestoneOut,
    PlanMilestonePatch,
    PlanUpdateIn,
    PlanUpdateOut,
    PlanUpdatePage,
    PlanUpdateQuery,
)
from sosafe_api.domains.action_plans.service import (
    LinkService,
    MilestoneService,
    PlanActionService,
    ProgressService,
)

router = APIRouter(route_class=Route, tags=["Action plans"])
PATH = "/v1/plan-actions"


@router.post(
    "/action-plans/{action_plan_id}/actions",
    status_code=201,
    summary="Add an action to a plan",
    response_model=PlanActionOut,
)
@requires(Permission.ACTION_PLAN_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_plan_action(context: RequestContext, action_plan_id: UUID, body: PlanActionIn) -> Response:
    """An action for an objective of the plan's strategy, with its SMART target, its agency and its day."""
    made = await PlanActionService(context).create(action_plan_id, body)
    return created(made, f"{PATH}/{made['id']}", made["etag"])


@router.get("/plan-actions", summary="List actions", response_model=PlanActionPage)
@requires(Permission.ACTION_PLAN_READ)
async def list_plan_actions(
    request: Request, context: RequestContext, query: QueryOf[PlanActionQuery]
) -> Response:
    """Actions of all years: `plan_id` leaves one plan's, `overdue=true` what is late today."""
    page = await PlanActionService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/plan-actions/{plan_action_id}", summary="Read an action", response_model=PlanActionOut)
@requires(Permission.ACTION_PLAN_READ)
async def get_plan_action(context: RequestContext, plan_action_id: UUID) -> Response:
    """The action with its milestones, where it came from, and where it goes on."""
    body = await PlanActionService(context).read(plan_action_id)
    return entity(body, body["etag"])


@router.patch("/plan-actions/{plan_action_id}", summary="Change an action", response_model=PlanActionOut)
@requires(Permission.ACTION_PLAN_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_plan_action(
    context: RequestContext, plan_action_id: UUID, body: PlanActionPatch
) -> Response:
    """What is agreed of an unfinished action: its target, day, agency, objective, indicator."""
    changed = await PlanActionService(context).update(plan_action_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/plan-actions/{plan_action_id}/updates",
    status_code=201,
    summary="Say how an action goes",
    response_model=PlanUpdateOut,
)
@requires(Permission.ACTION_PLAN_UPDATE, body=Body.JSON, idempotency_key_required=True)
async def create_plan_update(context: RequestContext, plan_action_id: UUID, body: PlanUpdateIn) -> Response:
    """The agency that sees to it says how it goes, as a rule at a meeting; its status follows.

    Only in an agreed plan. No update is dated before the latest one.
    """
    made = await ProgressService(context).note(plan_action_id, body)
    return created(made, f"{PATH}/{plan_action_id}/updates")


@router.get(
    "/plan-actions/{plan_action_id}/updates",
    summary="List updates of an action",
    response_model=PlanUpdatePage,
)
@requires(Permission.ACTION_PLAN_READ)
async def list_plan_updates(
    request: Request, context: RequestContext, plan_action_id: UUID, query: QueryOf[PlanUpdateQuery]
) -> Response:
    """How it was said to stand, day by day."""
    page = await ProgressService(context).page(plan_action_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post(
    "/plan-actions/{plan_action_id}/transitions",
    status_code=201,
    summary="Complete or end an action",
    response_model=PlanActionOut,
)
@requires(Permission.ACTION_PLAN_UPDATE, body=Body.JSON, if_match=True)
async def create_plan_action_transition(
    context: RequestContext, plan_action_id: UUID, body: PlanActionTransitionIn
) -> Response:
    """Its agency completes it or takes it up again; the administrator alone cancels it.

    The note becomes an update as well. `carried_over` comes about by carrying over.
    """
    moved = await ProgressService(context).transition(plan_action_id, body)
    return created(moved, f"{PATH}/{plan_action_id}", moved["etag"])


@router.put("/plan-actions/{plan_action_id}/links", summary="Link an action", response_model=PlanActionOut)
@requires(Permission.ACTION_PLAN_UPDATE, body=Body.JSON, if_match=True)
async def replace_plan_action_links(
    context: RequestContext, plan_action_id: UUID, body: PlanActionLinksIn
) -> Response:
    """The bids that pay for an action and the events held for it, all of them."""
    linked = await LinkService(context).replace(plan_action_id, body)
    return entity(linked, linked["etag"])


@router.post(
    "/plan-actions/{plan_action_id}/milestones",
    status_code=201,
    summary="Add a milestone",
    response_model=PlanMilestoneOut,
)
@requires(Permission.ACTION_PLAN_UPDATE, body=Body.JSON, idempotency_key_required=True)
async def create_plan_milestone(
    context: RequestContext, plan_action_id: UUID, body: PlanMilestoneIn
) -> Response:
    """A step of an action with its own day, by the agency that sees to it or by the administrator."""
    made = await MilestoneService(context).create(plan_action_id, body)
    return created(made, f"{PATH}/{plan_action_id}", made["etag"])


@router.patch(
    "/plan-milestones/{plan_milestone_id}", summary="Change a milestone", response_model=PlanMilestoneOut
)
@requires(Permission.ACTION_PLAN_UPDATE, body=Body.MERGE_PATCH, if_match=True)
async def update_plan_milestone(
    context: RequestContext, plan_milestone_id: UUID, body: PlanMilestonePatch
) -> Response:
    """Mostly that it is done, with the day; while the plan is open."""
    changed = await MilestoneService(context).update(plan_milestone_id, body)
    return entity(changed, changed["etag"])
