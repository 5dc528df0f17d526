"""Operations on definitions and present values, for token holders."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.core.schemas import Code
from sosafe_api.domains.kpis.schemas import (
    DefinitionList,
    DefinitionOut,
    ObservationQuery,
    ObservationTable,
)
from sosafe_api.domains.kpis.service import IndicatorService

router = APIRouter(route_class=Route, tags=["Indicators"])
PATH = "/v1/kpis"


@router.get("/kpis", summary="List indicators", response_model=DefinitionList)
@requires(Permission.KPI_READ)
async def list_kpis(context: RequestContext) -> Response:
    """Each with its rule, source, periods, breakdowns and the way small counts are protected."""
    return answer({"data": IndicatorService(context).definitions()})


@router.get("/kpis/{kpi_code}", summary="Read an indicator's definition", response_model=DefinitionOut)
@requires(Permission.KPI_READ)
async def get_kpi(context: RequestContext, kpi_code: Code) -> Response:
    """What it counts, out of what, from where, and what it leaves out."""
    return answer(IndicatorService(context).definition(kpi_code))


@router.get(
    "/kpis/{kpi_code}/observations", summary="Read an indicator's values", response_model=ObservationTable
)
@requires(Permission.KPI_READ)
async def list_kpi_observations(
    request: Request, context: RequestContext, kpi_code: Code, query: QueryOf[ObservationQuery]
) -> Response:
    """Values as they stand now, before publication, with the evidence behind each.

    Analysts, administrators and the partnership's steering groups see every count; for all others small
    counts are hidden as in a release. Only periods that have ended are shown.
    """
    observations = await IndicatorService(context).observations(kpi_code, query)
    return answer(_table(request, kpi_code, observations))


def _table(request: Request, kpi_code: str, observations: list[dict[str, Any]]) -> dict[str, Any]:
    path = f"{PATH}/{kpi_code}"
    asked = request.url.query
    own = f"{path}/observations?{asked}" if asked else f"{path}/observations"
    return {
        "kpi_code": kpi_code,
        "data": observations,
        "links": {"self": own, "definition": path},
        "release": None,
    }
