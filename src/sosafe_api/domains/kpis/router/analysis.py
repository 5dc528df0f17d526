"""Operations on control charts and the baselines of their limits."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.core.schemas import Code
from sosafe_api.domains.kpis.schemas.analysis import (
    AnalysisQuery,
    KpiAnalysis,
    KpiBaselineIn,
    KpiBaselineList,
    KpiBaselineOut,
    KpiBaselinePatch,
)
from sosafe_api.domains.kpis.service import AnalysisService, ChartBaselineService

router = APIRouter(route_class=Route, tags=["Indicators"])
BASELINES = "/kpis/{kpi_code}/baselines"
BASELINE = BASELINES + "/{kpi_baseline_id}"


@router.get(
    "/kpis/{kpi_code}/analysis", summary="Read an indicator's control chart", response_model=KpiAnalysis
)
@requires(Permission.KPI_READ)
async def get_kpi_analysis(
    context: RequestContext, kpi_code: Code, query: QueryOf[AnalysisQuery]
) -> Response:
    """Mean, limits and signals of an XmR chart, and assurance against the target.

    Reckoned from the values that you may see. A period without one is left out and ends every run; `missing`
    says how many there are. A break in the series and each baseline begin a part with limits of its own.
    """
    return answer(await AnalysisService(context).read(kpi_code, query))


@router.get(BASELINES, summary="List an indicator's baselines", response_model=KpiBaselineList)
@requires(Permission.KPI_READ)
async def list_kpi_baselines(context: RequestContext, kpi_code: Code) -> Response:
    """The known changes from which on charts have limits of their own, withdrawn ones as well."""
    return answer({"data": await ChartBaselineService(context).listed(kpi_code)})


@router.post(BASELINES, status_code=201, summary="State a baseline", response_model=KpiBaselineOut)
@requires(Permission.KPI_BASELINE_MANAGE, body=Body.JSON)
async def create_kpi_baseline(context: RequestContext, kpi_code: Code, body: KpiBaselineIn) -> Response:
    """Only for a known change of the process: limits drawn anew because a line looks better hide the signal."""
    made = await ChartBaselineService(context).create(kpi_code, body)
    return created(made, f"/v1/kpis/{kpi_code}/baselines/{made['id']}", made["etag"])


@router.get(BASELINE, summary="Read a baseline", response_model=KpiBaselineOut)
@requires(Permission.KPI_READ)
async def get_kpi_baseline(context: RequestContext, kpi_code: Code, kpi_baseline_id: UUID) -> Response:
    """Since when limits are reckoned anew, and why."""
    found = await ChartBaselineService(context).read(kpi_code, kpi_baseline_id)
    return entity(found, found["etag"])


@router.patch(BASELINE, summary="End or withdraw a baseline", response_model=KpiBaselineOut)
@requires(Permission.KPI_BASELINE_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_kpi_baseline(
    context: RequestContext, kpi_code: Code, kpi_baseline_id: UUID, body: KpiBaselinePatch
) -> Response:
    """With an `ends_on`, limits rest on the periods up to it and hold for those that follow."""
    changed = await ChartBaselineService(context).update(kpi_code, kpi_baseline_id, body)
    return entity(changed, changed["etag"])
