"""Operations on funding bids."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.funding_bids.schemas import (
    FundingBidIn,
    FundingBidOut,
    FundingBidPage,
    FundingBidPatch,
    FundingBidQuery,
    FundingBidTransitionIn,
)
from sosafe_api.domains.funding_bids.service import BidService

router = APIRouter(route_class=Route, tags=["Funding"])
PATH = "/funding-bids"
BID = PATH + "/{funding_bid_id:item}"


@router.post(PATH, status_code=201, summary="Record a bid", response_model=FundingBidOut)
@requires(Permission.FUNDING_BID_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_funding_bid(context: RequestContext, body: FundingBidIn) -> Response:
    """A bid from its first idea on, or one of the past in the status that it reached.

    Dates may be known to the month or year only (`2017-02`, `2017`): no day is invented. Every fact that the
    status lacks, or that cannot be true together, is named at once.
    """
    made = await BidService(context).create(body)
    return created(made, f"/v1{PATH}/{made['id']}", made["etag"])


@router.get(PATH, summary="List bids", response_model=FundingBidPage)
@requires(Permission.FUNDING_BID_READ)
async def list_funding_bids(
    request: Request, context: RequestContext, query: QueryOf[FundingBidQuery]
) -> Response:
    """Bids with their four amounts; `ending_within_months` warns of money that ends with nothing to follow."""
    page = await BidService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(BID, summary="Read a bid", response_model=FundingBidOut)
@requires(Permission.FUNDING_BID_READ)
async def get_funding_bid(context: RequestContext, funding_bid_id: UUID) -> Response:
    """The bid with its budget, conditions, instalments and reports. Paid and spent are sums of what is recorded."""
    body = await BidService(context).read(funding_bid_id)
    return entity(body, body["etag"])


@router.patch(BID, summary="Change a bid", response_model=FundingBidOut)
@requires(Permission.FUNDING_BID_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_funding_bid(
    context: RequestContext, funding_bid_id: UUID, body: FundingBidPatch
) -> Response:
    """Correct or complete what is known, such as the award day that publication asks for."""
    changed = await BidService(context).update(funding_bid_id, body)
    return entity(changed, changed["etag"])


@router.post(
    PATH + "/{funding_bid_id}/transitions",
    status_code=201,
    summary="Move a bid on",
    response_model=FundingBidOut,
)
@requires(Permission.FUNDING_BID_MANAGE, body=Body.JSON, if_match=True)
async def create_funding_bid_transition(
    context: RequestContext, funding_bid_id: UUID, body: FundingBidTransitionIn
) -> Response:
    """From idea to closed; an award states its amount, and is `part_awarded` when it is less than was asked."""
    moved = await BidService(context).transition(funding_bid_id, body)
    return created(moved, f"/v1{PATH}/{funding_bid_id}", moved["etag"])
