"""Operations on strategies and their objectives."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.strategies.schemas import (
    ObjectivePage,
    ObjectiveQuery,
    StrategyCorrectionIn,
    StrategyIn,
    StrategyOut,
    StrategyPage,
    StrategyPatch,
    StrategyQuery,
    StrategyTransitionIn,
)
from sosafe_api.domains.strategies.service import CorrectionService, ObjectiveService, StrategyService

router = APIRouter(route_class=Route, tags=["Strategies"])
PATH = "/v1/strategies"


@router.post("/strategies", status_code=201, summary="Draft a strategy", response_model=StrategyOut)
@requires(Permission.STRATEGY_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_strategy(context: RequestContext, body: StrategyIn) -> Response:
    """The administrator drafts a strategy with its term, aims, objectives and the measures of each."""
    made = await StrategyService(context).create(body)
    return created(made, f"{PATH}/{made['id']}", made["etag"])


@router.get("/strategies", summary="List strategies", response_model=StrategyPage)
@requires(Permission.STRATEGY_READ)
async def list_strategies(
    request: Request, context: RequestContext, query: QueryOf[StrategyQuery]
) -> Response:
    """Every version of every strategy; `status=adopted` leaves those that stand."""
    page = await StrategyService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/strategies/{strategy_id}", summary="Read a strategy", response_model=StrategyOut)
@requires(Permission.STRATEGY_READ)
async def get_strategy(context: RequestContext, strategy_id: UUID) -> Response:
    """All that a version says, and what was put right in it since its adoption."""
    body = await StrategyService(context).read(strategy_id)
    return entity(body, body["etag"])


@router.patch("/strategies/{strategy_id}", summary="Change a draft strategy", response_model=StrategyOut)
@requires(Permission.STRATEGY_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_strategy(context: RequestContext, strategy_id: UUID, body: StrategyPatch) -> Response:
    """Only a draft is written; its objectives are replaced whole, and can be served once it is adopted."""
    changed = await StrategyService(context).update(strategy_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/strategies/{strategy_id}/transitions",
    status_code=201,
    summary="Adopt or retire a strategy",
    response_model=StrategyOut,
)
@requires(Permission.STRATEGY_DECIDE, body=Body.JSON, if_match=True)
async def create_strategy_transition(
    context: RequestContext, strategy_id: UUID, body: StrategyTransitionIn
) -> Response:
    """Somebody else than who wrote it records that the responsible authorities adopted it.

    An earlier version of the same name is superseded by it. No two adopted strategies share a day.
    """
    moved = await StrategyService(context).transition(strategy_id, body)
    return created(moved, f"{PATH}/{strategy_id}", moved["etag"])


@router.post(
    "/strategies/{strategy_id}/versions",
    status_code=201,
    summary="Begin a new version of a strategy",
    response_model=StrategyOut,
)
@requires(Permission.STRATEGY_MANAGE)
async def create_strategy_version(context: RequestContext, strategy_id: UUID) -> Response:
    """A draft with the same words, to be changed and adopted in this version's place; one at a time."""
    made = await StrategyService(context).create_version(strategy_id)
    return created(made, f"{PATH}/{made['id']}", made["etag"])


@router.post(
    "/strategies/{strategy_id}/corrections",
    status_code=201,
    summary="Correct a slip in a strategy",
    response_model=StrategyOut,
)
@requires(Permission.STRATEGY_MANAGE, body=Body.JSON, if_match=True)
async def create_strategy_correction(
    context: RequestContext, strategy_id: UUID, body: StrategyCorrectionIn
) -> Response:
    """Words of an adopted strategy put right for a stated reason; what stood there before is kept."""
    corrected = await CorrectionService(context).correct(strategy_id, body)
    return created(corrected, f"{PATH}/{strategy_id}", corrected["etag"])


@router.get("/objectives", summary="List objectives", response_model=ObjectivePage)
@requires(Permission.STRATEGY_READ)
async def list_objectives(
    request: Request, context: RequestContext, query: QueryOf[ObjectiveQuery]
) -> Response:
    """Objectives of all versions: `kpi` leaves those that an indicator is a measure of."""
    page = await ObjectiveService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)
