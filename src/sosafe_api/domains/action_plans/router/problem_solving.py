"""Operations on problem-solving plans by SARA."""

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
    ProblemSolvingPlanIn,
    ProblemSolvingPlanOut,
    ProblemSolvingPlanPage,
    ProblemSolvingPlanPatch,
    ProblemSolvingPlanQuery,
    ProblemSolvingTransitionIn,
)
from sosafe_api.domains.action_plans.service import ProblemSolvingService

router = APIRouter(route_class=Route, tags=["Action plans"])
PATH = "/v1/problem-solving-plans"
AT = "/problem-solving-plans/{problem_solving_plan_id}"


@router.post(
    "/problem-solving-plans",
    status_code=201,
    summary="Open a problem-solving plan",
    response_model=ProblemSolvingPlanOut,
)
@requires(Permission.PROBLEM_SOLVING_PLAN_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_problem_solving_plan(context: RequestContext, body: ProblemSolvingPlanIn) -> Response:
    """A problem that comes back, such as disorder in a tower block, is scanned by the agency that leads."""
    made = await ProblemSolvingService(context).create(body)
    return created(made, f"{PATH}/{made['id']}", made["etag"])


@router.get(
    "/problem-solving-plans", summary="List problem-solving plans", response_model=ProblemSolvingPlanPage
)
@requires(Permission.PROBLEM_SOLVING_PLAN_READ)
async def list_problem_solving_plans(
    request: Request, context: RequestContext, query: QueryOf[ProblemSolvingPlanQuery]
) -> Response:
    """Which problems are worked on, and at which step each is."""
    page = await ProblemSolvingService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(AT, summary="Read a problem-solving plan", response_model=ProblemSolvingPlanOut)
@requires(Permission.PROBLEM_SOLVING_PLAN_READ)
async def get_problem_solving_plan(context: RequestContext, problem_solving_plan_id: UUID) -> Response:
    """What was scanned, analysed, done and assessed so far."""
    body = await ProblemSolvingService(context).read(problem_solving_plan_id)
    return entity(body, body["etag"])


@router.patch(AT, summary="Write a problem-solving plan", response_model=ProblemSolvingPlanOut)
@requires(Permission.PROBLEM_SOLVING_PLAN_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_problem_solving_plan(
    context: RequestContext, problem_solving_plan_id: UUID, body: ProblemSolvingPlanPatch
) -> Response:
    """The agency that leads writes section by section, until the plan is closed or abandoned."""
    changed = await ProblemSolvingService(context).update(problem_solving_plan_id, body)
    return entity(changed, changed["etag"])


@router.post(
    f"{AT}/transitions",
    status_code=201,
    summary="Take a step of SARA",
    response_model=ProblemSolvingPlanOut,
)
@requires(Permission.PROBLEM_SOLVING_PLAN_MANAGE, body=Body.JSON, if_match=True)
async def create_problem_solving_transition(
    context: RequestContext, problem_solving_plan_id: UUID, body: ProblemSolvingTransitionIn
) -> Response:
    """Scanning, analysis, response, assessment: a step forward needs what the one before found; back is free."""
    moved = await ProblemSolvingService(context).transition(problem_solving_plan_id, body)
    return created(moved, f"{PATH}/{problem_solving_plan_id}", moved["etag"])
