"""The operation on minimum data sets."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import JSON
from sosafe_api.core.http.deps import RequestContext
from sosafe_api.core.http.policy import requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.http.streams import CSV, document_answer
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.minimum_data_sets.schemas import MinimumDataRow, MinimumDataSet, QuarterName
from sosafe_api.domains.minimum_data_sets.service import MinimumDataService

router = APIRouter(route_class=Route, tags=["Incidents"])
COLUMNS = ["held", *MinimumDataRow.model_fields]


@router.get(
    "/minimum-data-sets/{quarter}",
    summary="Export a quarter's minimum data set",
    response_model=MinimumDataSet,
)
@requires(Permission.MINIMUM_DATA_SET_EXPORT, media_types=(JSON, CSV))
async def export_minimum_data_set(
    request: Request, context: RequestContext, quarter: QuarterName
) -> Response:
    """What SI 2007/1831 has responsible authorities share under section 17A of the Crime and Disorder Act 1998.

    `2026-27-Q1` is April to June 2026. A category that is not held says so and has no count. As CSV, one incident a
    line, and one line with `held` false for each category that is not held. The export is recorded.
    """
    found = await MinimumDataService(context).export(quarter)
    absent = [
        {**dict.fromkeys(COLUMNS), "held": "false", "category": item["category"], "holder": item["holder"]}
        for item in found.head["categories"]
        if not item["held"]
    ]
    held = ({**row, "held": "true"} for row in found.rows)
    return document_answer(request, found.head, ("rows", found.rows), COLUMNS, (*held, *absent))
