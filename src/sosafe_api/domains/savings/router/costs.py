"""Operations on sets of unit costs and on price indices."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.savings.schemas import (
    PriceIndexIn,
    PriceIndexOut,
    PriceIndexPage,
    PriceIndexQuery,
    UnitCostEntriesIn,
    UnitCostPage,
    UnitCostQuery,
    UnitCostSetIn,
    UnitCostSetOut,
    UnitCostSetPage,
    UnitCostSetQuery,
    UnitCostSetTransitionIn,
)
from sosafe_api.domains.savings.service import PriceIndexService, UnitCostService

router = APIRouter(route_class=Route, tags=["Savings"])
SETS, INDICES = "/v1/unit-cost-sets", "/v1/price-indices"


@router.post("/unit-cost-sets", status_code=201, summary="Load unit costs", response_model=UnitCostSetOut)
@requires(Permission.UNIT_COST_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_unit_cost_set(context: RequestContext, body: UnitCostSetIn) -> Response:
    """An analyst loads the costs that savings are worked out from, as a draft and the next version of its set.

    `{"reference": "new_economy_1_4"}` loads a set that comes with the service. Every faulty cost is named at
    once. Send more than 1,000 costs, or more than fit one request, in parts to the draft's entries.
    """
    made = await UnitCostService(context).create(body)
    return created(made, f"{SETS}/{made['id']}", made["etag"])


@router.get("/unit-cost-sets", summary="List sets of unit costs", response_model=UnitCostSetPage)
@requires(Permission.UNIT_COST_READ)
async def list_unit_cost_sets(
    request: Request, context: RequestContext, query: QueryOf[UnitCostSetQuery]
) -> Response:
    """Every version that was loaded: `status=published` leaves those that new statements can use."""
    page = await UnitCostService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/unit-cost-sets/{unit_cost_set_id}", summary="Read a set of unit costs", response_model=UnitCostSetOut
)
@requires(Permission.UNIT_COST_READ)
async def get_unit_cost_set(context: RequestContext, unit_cost_set_id: UUID) -> Response:
    """Where the costs come from, on which terms, and whether the version is in use."""
    body = await UnitCostService(context).read(unit_cost_set_id)
    return entity(body, body["etag"])


@router.post(
    "/unit-cost-sets/{unit_cost_set_id}/entries",
    status_code=201,
    summary="Add unit costs to a draft",
    response_model=UnitCostSetOut,
)
@requires(Permission.UNIT_COST_MANAGE, body=Body.JSON)
async def create_unit_cost_entries(
    context: RequestContext, unit_cost_set_id: UUID, body: UnitCostEntriesIn
) -> Response:
    """A large set is sent in parts, all of a part or none of it; a code stands once in a set."""
    changed = await UnitCostService(context).add_entries(unit_cost_set_id, body)
    return created(changed, f"{SETS}/{unit_cost_set_id}/entries", changed["etag"])


@router.get(
    "/unit-cost-sets/{unit_cost_set_id}/entries", summary="List unit costs", response_model=UnitCostPage
)
@requires(Permission.UNIT_COST_READ)
async def list_unit_cost_entries(
    request: Request, context: RequestContext, unit_cost_set_id: UUID, query: QueryOf[UnitCostQuery]
) -> Response:
    """Each cost with its unit, the year of its prices, its kind, and who bears which part."""
    page = await UnitCostService(context).entries(unit_cost_set_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post(
    "/unit-cost-sets/{unit_cost_set_id}/transitions",
    status_code=201,
    summary="Publish or retire unit costs",
    response_model=UnitCostSetOut,
)
@requires(Permission.UNIT_COST_MANAGE, body=Body.JSON, if_match=True)
async def create_unit_cost_set_transition(
    context: RequestContext, unit_cost_set_id: UUID, body: UnitCostSetTransitionIn
) -> Response:
    """A published version is frozen and supersedes the one before it; a draft with faults is discarded."""
    moved = await UnitCostService(context).transition(unit_cost_set_id, body)
    return created(moved, f"{SETS}/{unit_cost_set_id}", moved["etag"])


@router.post(
    "/price-indices",
    status_code=201,
    summary="Load a price index",
    response_model=PriceIndexOut,
    responses={200: {"model": PriceIndexOut, "description": "The same vintage was loaded before."}},
)
@requires(Permission.PRICE_INDEX_MANAGE, body=Body.JSON)
async def create_price_index(context: RequestContext, body: PriceIndexIn) -> Response:
    """An analyst loads the series by which costs are brought to the prices of another year, with its vintage.

    Series and vintage name it: the same again answers 200 with the first. Indices are revised, so each
    vintage stands for itself. A financial year is looked up by its first year.
    """
    made, new = await PriceIndexService(context).create(body)
    headers = {"Location": f"{INDICES}/{made['id']}", "ETag": made["etag"]}
    return answer(made, 201 if new else 200, headers if new else {**headers, "Idempotency-Replayed": "true"})


@router.get("/price-indices", summary="List price indices", response_model=PriceIndexPage)
@requires(Permission.PRICE_INDEX_READ)
async def list_price_indices(
    request: Request, context: RequestContext, query: QueryOf[PriceIndexQuery]
) -> Response:
    """Every series and vintage that statements can use."""
    page = await PriceIndexService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/price-indices/{price_index_id}", summary="Read a price index", response_model=PriceIndexOut)
@requires(Permission.PRICE_INDEX_READ)
async def get_price_index(context: RequestContext, price_index_id: UUID) -> Response:
    """The index of each year, with its source and vintage."""
    body = await PriceIndexService(context).read(price_index_id)
    return entity(body, body["etag"])
