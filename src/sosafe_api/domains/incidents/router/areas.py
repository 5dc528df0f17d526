"""Operations on areas."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.incidents.schemas import (
    AreaChangeList,
    AreaCode,
    AreaPage,
    AreaQuery,
    PopulationList,
)
from sosafe_api.domains.incidents.service import AreaService

router = APIRouter(route_class=Route, tags=["Areas"])


@router.get("/areas", summary="List areas", response_model=AreaPage)
@requires(Permission.AREA_READ)
async def list_areas(request: Request, context: RequestContext, query: QueryOf[AreaQuery]) -> Response:
    """The districts, wards and lower layer super output areas of 2011 and 2021 that incidents are counted in."""
    page = await AreaService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/areas/{area_code}/populations", summary="Read an area's populations", response_model=PopulationList
)
@requires(Permission.AREA_READ)
async def list_area_populations(context: RequestContext, area_code: AreaCode) -> Response:
    """The denominators of rates: each with its series and day, since two series give two rates."""
    return answer({"data": await AreaService(context).populations(area_code)})


@router.get("/areas/{area_code}/changes", summary="Read what areas became", response_model=AreaChangeList)
@requires(Permission.AREA_READ)
async def list_area_changes(context: RequestContext, area_code: AreaCode) -> Response:
    """How LSOAs of 2011 and of 2021 match: of one LSOA of either year, or of all with land in a district."""
    return answer({"data": await AreaService(context).changes(area_code)})
