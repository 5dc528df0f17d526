"""The operation that tells who calls which operation."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.schemas import OperationUsagePage, OperationUsageQuery
from sosafe_api.domains.auth.service import UsageService

router = APIRouter(route_class=Route, tags=["Partnership"])


@router.get("/operation-usage", summary="List who calls which operation", response_model=OperationUsagePage)
@requires(Permission.PRINCIPAL_READ)
async def list_operation_usage(
    request: Request, context: RequestContext, query: QueryOf[OperationUsageQuery]
) -> Response:
    """An administrator learns which programs still call what is to end, and whether a program calls at all."""
    page = await UsageService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)
