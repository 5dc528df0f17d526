"""Operations on the police files that are loaded."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.incidents.schemas import PoliceFilePage, PoliceFileQuery
from sosafe_api.domains.incidents.service import LoadedFileService

router = APIRouter(route_class=Route, tags=["Incidents"])


@router.get(
    "/police-files",
    summary="List the police files loaded",
    response_model=PoliceFilePage,
)
@requires(Permission.POLICE_FILE_READ)
async def list_police_files(
    request: Request, context: RequestContext, query: QueryOf[PoliceFileQuery]
) -> Response:
    """Each month of each force, with its rows by crime type or outcome: all of them, or those of a district.

    Anti-social behaviour is not crime: add up the other types for a count of crimes.
    """
    page = await LoadedFileService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)
