"""Operations on patterns of crime and anti-social behaviour in the district."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import JSON, answer, encode
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.negotiation import preferred
from sosafe_api.core.http.policy import requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.patterns.schemas import (
    AreaComparison,
    AreaComparisonQuery,
    HotSpotCollection,
    HotSpotQuery,
    NearRepeatQuery,
    NearRepeatTable,
)
from sosafe_api.domains.patterns.service import ComparisonService, HotSpotService, NearRepeatService

router = APIRouter(route_class=Route, tags=["Patterns"])
GEOJSON = "application/geo+json"


@router.get("/area-comparisons", summary="Compare areas with their past", response_model=AreaComparison)
@requires(Permission.KPI_READ, data_class="C0")
async def list_area_comparisons(context: RequestContext, query: QueryOf[AreaComparisonQuery]) -> Response:
    """Wards or LSOAs of the district: counts, rates, what the season lets expect, and rises that are unusual."""
    return answer(await ComparisonService(context).table(query))


@router.get("/hot-spots", summary="Show hot spots", response_model=HotSpotCollection)
@requires(Permission.KPI_READ, data_class="C0", media_types=(GEOJSON, JSON))
async def list_hot_spots(request: Request, context: RequestContext, query: QueryOf[HotSpotQuery]) -> Response:
    """Hexagons over the police's public map points, as GeoJSON. Fewer than five incidents are never shown."""
    media_type = preferred(request.headers.get("accept", ""), (GEOJSON, JSON)) or GEOJSON
    return Response(
        encode(await HotSpotService(context).collection(query)), 200, {"Vary": "Accept"}, media_type
    )


@router.get("/near-repeats", summary="Look for near repeats", response_model=NearRepeatTable)
@requires(Permission.KPI_READ, data_class="C0")
async def list_near_repeats(context: RequestContext, query: QueryOf[NearRepeatQuery]) -> Response:
    """Knox's test over map points and months. The police publish no days: repeats within days stay unseen."""
    return answer(await NearRepeatService(context).table(query))
