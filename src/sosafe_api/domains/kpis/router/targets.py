"""Operations on an indicator's targets: a year each, proposed by one and agreed by another."""

from fastapi import APIRouter
from starlette.responses import Response

from sosafe_api.core.financial_years import FinancialYearInPath
from sosafe_api.core.http.answers import answer, created, entity
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.core.schemas import Code
from sosafe_api.domains.kpis.service import TargetingService
from sosafe_api.domains.targets.schemas import (
    KpiTargetIn,
    KpiTargetList,
    KpiTargetOut,
    KpiTargetQuery,
    KpiTargetTransitionIn,
    KpiTargetVersionList,
)

router = APIRouter(route_class=Route, tags=["Indicators"])
PATH = "/kpis/{kpi_code}/targets"
ONE = PATH + "/{financial_year}"


@router.get(PATH, summary="List an indicator's targets", response_model=KpiTargetList)
@requires(Permission.KPI_READ)
async def list_kpi_targets(context: RequestContext, kpi_code: Code) -> Response:
    """Each year's in its latest version, with the version that rates; the latest year first."""
    return answer({"data": await TargetingService(context).listed(kpi_code)})


@router.put(
    ONE,
    summary="Propose a target",
    response_model=KpiTargetOut,
    responses={201: {"model": KpiTargetOut, "description": "The year had none."}},
)
@requires(Permission.KPI_TARGET_MANAGE, body=Body.JSON, creates_or_replaces=True)
async def replace_kpi_target(
    context: RequestContext, kpi_code: Code, financial_year: FinancialYearInPath, body: KpiTargetIn
) -> Response:
    """A threshold, a change on a baseline, or the baseline itself; nothing rates until somebody else agrees it.

    A target of a baseline is worked out once, from the value that may be shown of it now, and stays. What was
    agreed before a change holds until the change is agreed. `If-None-Match: *` makes a new one.
    """
    target, new = await TargetingService(context).propose(kpi_code, financial_year, body)
    if new:
        return created(target, f"/v1/kpis/{kpi_code}/targets/{financial_year}", target["etag"])
    return entity(target, target["etag"])


@router.get(ONE, summary="Read a target", response_model=KpiTargetOut)
@requires(Permission.KPI_READ)
async def get_kpi_target(
    context: RequestContext,
    kpi_code: Code,
    financial_year: FinancialYearInPath,
    query: QueryOf[KpiTargetQuery],
) -> Response:
    """The latest version, or the one that rated at `rated_at`."""
    target = await TargetingService(context).read(kpi_code, financial_year, query.rated_at)
    return entity(target, target["etag"])


@router.get(ONE + "/versions", summary="List a target's versions", response_model=KpiTargetVersionList)
@requires(Permission.KPI_READ)
async def list_kpi_target_versions(
    context: RequestContext, kpi_code: Code, financial_year: FinancialYearInPath
) -> Response:
    """Who proposed, changed, agreed or withdrew it, when and in which words."""
    return answer({"data": await TargetingService(context).versions(kpi_code, financial_year)})


@router.post(
    ONE + "/transitions", status_code=201, summary="Agree or withdraw a target", response_model=KpiTargetOut
)
@requires(Permission.KPI_TARGET_DECIDE, body=Body.JSON, if_match=True)
async def create_kpi_target_transition(
    context: RequestContext, kpi_code: Code, financial_year: FinancialYearInPath, body: KpiTargetTransitionIn
) -> Response:
    """Agreed by somebody who neither proposed it first nor changed it last; withdrawn for a stated reason."""
    target = await TargetingService(context).transition(kpi_code, financial_year, body)
    return created(target, f"/v1/kpis/{kpi_code}/targets/{financial_year}", target["etag"])
