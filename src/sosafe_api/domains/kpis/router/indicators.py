"""Operations on definitions and present values, for token holders."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.http.answers import JSON, answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.negotiation import preferred
from sosafe_api.core.http.policy import requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.core.schemas import Code
from sosafe_api.domains.kpis.renditions import CSV_TYPE
from sosafe_api.domains.kpis.schemas import (
    ComparisonOut,
    ComparisonQuery,
    DefinitionList,
    DefinitionOut,
    EvidenceQuery,
    KpiEvidence,
    ObservationQuery,
    PresentQuery,
    PresentTable,
    RevisionTable,
)
from sosafe_api.domains.kpis.service import (
    ComparisonService,
    EvidenceService,
    IndicatorService,
    RevisionService,
)

router = APIRouter(route_class=Route, tags=["Indicators"])
PATH = "/v1/kpis"
CSV = "text/csv"
VARIES = {"Vary": "Accept"}


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
    "/kpis/{kpi_code}/observations", summary="Read an indicator's values", response_model=PresentTable
)
@requires(Permission.KPI_READ, media_types=(JSON, CSV))
async def list_kpi_observations(
    request: Request, context: RequestContext, kpi_code: Code, query: QueryOf[PresentQuery]
) -> Response:
    """Values as they stand now, before publication, with the evidence behind each.

    Analysts, administrators and the partnership's steering groups see every count; for all others small
    counts are hidden as in a release. Only periods that have ended are shown. With `as_of` they are what had
    been recorded by the end of that day; before the first recording they are `not_available`. `Accept: text/csv`
    for a spreadsheet.
    """
    indicators = IndicatorService(context)
    data, recorded_at = await indicators.observations(kpi_code, query)
    if preferred(request.headers.get("accept", ""), (JSON, CSV)) == CSV:
        return Response(indicators.as_csv(kpi_code, query, data), 200, VARIES, CSV_TYPE)
    recorded = wire_instant(recorded_at) if recorded_at else None
    found = _table(request, kpi_code, "observations", data)
    return answer({**found, "release": None, "recorded_at": recorded}, headers=VARIES)


@router.get(
    "/kpis/{kpi_code}/revisions",
    summary="Read how an indicator's values changed",
    response_model=RevisionTable,
)
@requires(Permission.KPI_READ)
async def list_kpi_revisions(
    request: Request, context: RequestContext, kpi_code: Code, query: QueryOf[ObservationQuery]
) -> Response:
    """What each value was, from when on, and which releases told it.

    Readers who do not see every count get what was published only.
    """
    data = await RevisionService(context).revisions(kpi_code, query)
    return answer(_table(request, kpi_code, "revisions", data))


@router.get("/kpis/{kpi_code}/comparisons", summary="Compare two periods", response_model=ComparisonOut)
@requires(Permission.KPI_READ)
async def get_kpi_comparison(
    context: RequestContext, kpi_code: Code, query: QueryOf[ComparisonQuery]
) -> Response:
    """A service year against a financial year, say: both values, the change, a test of it, and what to mind."""
    return answer(await ComparisonService(context).compare(kpi_code, query))


@router.get(
    "/kpis/{kpi_code}/evidence", summary="Read what a value was computed from", response_model=KpiEvidence
)
@requires(Permission.KPI_EVIDENCE)
async def get_kpi_evidence(
    context: RequestContext, kpi_code: Code, query: QueryOf[EvidenceQuery]
) -> Response:
    """Monthly counts, populations, files and rules. Never a record, or an identifier of one, about a person."""
    return answer(await EvidenceService(context).evidence(kpi_code, query))


def _table(request: Request, kpi_code: str, name: str, data: list[dict[str, Any]]) -> dict[str, Any]:
    path = f"{PATH}/{kpi_code}"
    asked = request.url.query
    own = f"{path}/{name}?{asked}" if asked else f"{path}/{name}"
    return {"kpi_code": kpi_code, "data": data, "links": {"self": own, "definition": path}}
