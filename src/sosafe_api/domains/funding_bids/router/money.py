"""Operations on what hangs on awards: instalments, spending, reports."""

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
    FundingInstalmentIn,
    FundingInstalmentOut,
    FundingInstalmentPatch,
    FundingReportIn,
    FundingReportOut,
    FundingReportPage,
    FundingReportPatch,
    FundingReportQuery,
    FundingSpendEntryIn,
    FundingSpendEntryOut,
    FundingSpendNoteIn,
    FundingSpendPage,
    FundingSpendQuery,
)
from sosafe_api.domains.funding_bids.service import MoneyService

router = APIRouter(route_class=Route, tags=["Funding"])
BID = "/funding-bids/{funding_bid_id}"


@router.post(
    f"{BID}/instalments", status_code=201, summary="Record an instalment", response_model=FundingInstalmentOut
)
@requires(Permission.FUNDING_BID_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_funding_instalment(
    context: RequestContext, funding_bid_id: UUID, body: FundingInstalmentIn
) -> Response:
    """A part of the award that is due or was received; `amount_paid` of the bid is the sum of those received."""
    made = await MoneyService(context).add_instalment(funding_bid_id, body)
    return created(made, f"/v1/funding-bids/{funding_bid_id}", made["etag"])


@router.patch(
    "/funding-instalments/{funding_instalment_id}",
    summary="Change an instalment",
    response_model=FundingInstalmentOut,
)
@requires(Permission.FUNDING_BID_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_funding_instalment(
    context: RequestContext, funding_instalment_id: UUID, body: FundingInstalmentPatch
) -> Response:
    """Say when it was received, or correct it."""
    changed = await MoneyService(context).update_instalment(funding_instalment_id, body)
    return entity(changed, changed["etag"])


@router.post(
    f"{BID}/spend-entries", status_code=201, summary="Record spending", response_model=FundingSpendEntryOut
)
@requires(Permission.FUNDING_BID_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_funding_spend_entry(
    context: RequestContext, funding_bid_id: UUID, body: FundingSpendEntryIn
) -> Response:
    """Money spent on a line of the budget; entries stay, and a negative one corrects."""
    made = await MoneyService(context).add_spending(funding_bid_id, body)
    return created(made, f"/v1/funding-bids/{funding_bid_id}/spend-entries", made["etag"])


@router.get(f"{BID}/spend-entries", summary="List spending", response_model=FundingSpendPage)
@requires(Permission.FUNDING_BID_READ)
async def list_funding_spend_entries(
    request: Request, context: RequestContext, funding_bid_id: UUID, query: QueryOf[FundingSpendQuery]
) -> Response:
    """What was spent on what; `noted=false` leaves what the next meeting should look at."""
    page = await MoneyService(context).spending(funding_bid_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.put(
    "/funding-spend-entries/{funding_spend_entry_id}/note",
    summary="Note spending at a meeting",
    response_model=FundingSpendEntryOut,
)
@requires(Permission.FUNDING_SPEND_NOTE, body=Body.JSON, if_match=True)
async def replace_funding_spend_note(
    context: RequestContext, funding_spend_entry_id: UUID, body: FundingSpendNoteIn
) -> Response:
    """The Joint Action Group, which monitors grants, took note of the spending at a meeting."""
    changed = await MoneyService(context).note_spending(funding_spend_entry_id, body)
    return entity(changed, changed["etag"])


@router.post(
    f"{BID}/reports", status_code=201, summary="Record a report due", response_model=FundingReportOut
)
@requires(Permission.FUNDING_BID_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_funding_report(
    context: RequestContext, funding_bid_id: UUID, body: FundingReportIn
) -> Response:
    """A report that the funder asks for, and by when."""
    made = await MoneyService(context).add_report(funding_bid_id, body)
    return created(made, f"/v1/funding-bids/{funding_bid_id}", made["etag"])


@router.patch(
    "/funding-reports/{funding_report_id}", summary="Change a report due", response_model=FundingReportOut
)
@requires(Permission.FUNDING_BID_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_funding_report(
    context: RequestContext, funding_report_id: UUID, body: FundingReportPatch
) -> Response:
    """Say when it was submitted, or correct it."""
    changed = await MoneyService(context).update_report(funding_report_id, body)
    return entity(changed, changed["etag"])


@router.get("/funding-reports", summary="List reports due", response_model=FundingReportPage)
@requires(Permission.FUNDING_BID_READ)
async def list_funding_reports(
    request: Request, context: RequestContext, query: QueryOf[FundingReportQuery]
) -> Response:
    """Reports of all bids: `overdue=true` leaves those whose day has passed."""
    page = await MoneyService(context).reports(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)
