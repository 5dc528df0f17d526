"""Operations on statements of predicted savings."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import JSON, answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.savings.schemas import (
    SavingsCalculation,
    SavingsStatementIn,
    SavingsStatementOut,
    SavingsStatementPage,
    SavingsStatementQuery,
    SavingsTransitionIn,
    SavingsVersionIn,
)
from sosafe_api.domains.savings.service import MakingService, StatementService

router = APIRouter(route_class=Route, tags=["Savings"])
PATH = "/v1/savings-statements"
ALREADY: dict[int | str, dict[str, Any]] = {
    200: {"model": SavingsStatementOut, "description": "A statement of the same inputs stands already."}
}


@router.post(
    "/savings-statements",
    status_code=201,
    summary="Predict savings",
    response_model=SavingsStatementOut,
    responses=ALREADY,
)
@requires(Permission.SAVINGS_STATEMENT_MANAGE, body=Body.JSON)
async def create_savings_statement(context: RequestContext, body: SavingsStatementIn) -> Response:
    """An analyst states what a cohort was spared, and gets lines, totals by payer and a hash of all inputs.

    Payers' totals add up to the whole to the penny; fiscal, economic and social savings each have their own
    total. The inputs name the statement: the same again answers 200 with the first. Every fault is named at
    once: a total beside its own parts, a cost by time without a duration, a kind that is not the cost's, an
    unknown code, a set that is not published, a year that the index lacks.
    """
    made, new = await MakingService(context).create(body)
    return _made(made, new=new)


@router.get("/savings-statements", summary="List savings statements", response_model=SavingsStatementPage)
@requires(Permission.SAVINGS_STATEMENT_READ)
async def list_savings_statements(
    request: Request, context: RequestContext, query: QueryOf[SavingsStatementQuery]
) -> Response:
    """What was predicted for which period, in whose prices: `series_id` leaves the versions of one."""
    page = await StatementService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/savings-statements/{savings_statement_id}",
    summary="Read a savings statement",
    response_model=SavingsStatementOut,
)
@requires(Permission.SAVINGS_STATEMENT_READ)
async def get_savings_statement(context: RequestContext, savings_statement_id: UUID) -> Response:
    """Every figure with the figures that it was worked out from, and where the statement stands."""
    body = await StatementService(context).read(savings_statement_id)
    return entity(body, body["etag"])


@router.get(
    "/savings-statements/{savings_statement_id}/calculation",
    summary="Read what a statement says",
    response_model=SavingsCalculation,
)
@requires(Permission.SAVINGS_STATEMENT_READ)
async def get_savings_calculation(context: RequestContext, savings_statement_id: UUID) -> Response:
    """The calculation alone, as the bytes that `calculation_digest` is the SHA-256 of: they never change."""
    content, etag = await StatementService(context).calculation(savings_statement_id)
    return Response(content, 200, {"ETag": etag}, JSON)


@router.post(
    "/savings-statements/{savings_statement_id}/versions",
    status_code=201,
    summary="Bring a statement to other prices",
    response_model=SavingsStatementOut,
    responses=ALREADY,
)
@requires(Permission.SAVINGS_STATEMENT_MANAGE, body=Body.JSON)
async def create_savings_version(
    context: RequestContext, savings_statement_id: UUID, body: SavingsVersionIn
) -> Response:
    """The same lines in the prices of another year: a new version, linked with the one that it follows on."""
    made, new = await MakingService(context).create_version(savings_statement_id, body)
    return _made(made, new=new)


@router.post(
    "/savings-statements/{savings_statement_id}/transitions",
    status_code=201,
    summary="Approve or withdraw a statement",
    response_model=SavingsStatementOut,
)
@requires(Permission.SAVINGS_STATEMENT_MANAGE, body=Body.JSON, if_match=True)
async def create_savings_transition(
    context: RequestContext, savings_statement_id: UUID, body: SavingsTransitionIn
) -> Response:
    """Somebody else than who made it approves it; what no longer stands is withdrawn for a stated reason."""
    moved = await StatementService(context).transition(savings_statement_id, body)
    return created(moved, f"{PATH}/{savings_statement_id}", moved["etag"])


def _made(made: dict[str, Any], *, new: bool) -> Response:
    headers = {"Location": f"{PATH}/{made['id']}", "ETag": made["etag"]}
    if new:
        return answer(made, 201, headers)
    return answer(made, 200, {**headers, "Idempotency-Replayed": "true"})
