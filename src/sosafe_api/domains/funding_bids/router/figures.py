"""Operations on totals, success and publication of awards."""

from fastapi import APIRouter
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, encode
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.funding_bids.schemas import (
    FundingSuccessOut,
    FundingSuccessQuery,
    FundingTotalQuery,
    FundingTotalsOut,
    GrantPackage,
    GrantPackageQuery,
)
from sosafe_api.domains.funding_bids.service import FigureService, PublishingService

router = APIRouter(route_class=Route, tags=["Funding"])
PACKAGE_TYPE = 'application/json; profile="360giving"'


@router.get("/funding-totals", summary="Add up awards", response_model=FundingTotalsOut)
@requires(Permission.FUNDING_FIGURE_READ)
async def get_funding_totals(context: RequestContext, query: QueryOf[FundingTotalQuery]) -> Response:
    """What the partnership brought in, by funder, deliverer or financial year.

    An award counts in the financial year in which it was received, whenever it was decided. Withdrawn and
    rejected bids do not count.
    """
    return answer(await FigureService(context).totals(query))


@router.get("/funding-success-rate", summary="Tell how many bids succeed", response_model=FundingSuccessOut)
@requires(Permission.FUNDING_FIGURE_READ)
async def get_funding_success_rate(context: RequestContext, query: QueryOf[FundingSuccessQuery]) -> Response:
    """Awarded as a share of decided bids; those that still wait do not count."""
    return answer(await FigureService(context).success(query))


@router.get("/funding-bids/export", summary="Publish awards as 360Giving", response_model=GrantPackage)
@requires(Permission.FUNDING_BID_EXPORT)
async def export_funding_bids(context: RequestContext, query: QueryOf[GrantPackageQuery]) -> Response:
    """Awards as a package of the 360Giving standard 1.4.3, ready to be published.

    What the standard has no place for is listed under `_omitted` with the reasons: above all an award whose
    day is unknown, since a month is no award date there.
    """
    package = await PublishingService(context).package(query)
    return Response(encode(package), 200, media_type=PACKAGE_TYPE)
