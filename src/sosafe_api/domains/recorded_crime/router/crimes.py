"""Operations on the offence tree and recorded crime."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.recorded_crime.schemas import OffenceList, RecordedCrimePage, RecordedCrimeQuery
from sosafe_api.domains.recorded_crime.service import RecordedCrimeService

router = APIRouter(route_class=Route, tags=["Recorded crime"])


@router.get("/offences", summary="List offences", response_model=OffenceList)
@requires(Permission.RECORDED_CRIME_READ)
async def list_offences(context: RequestContext) -> Response:
    """The tree by which crime is counted: group, subgroup, code. A closed series says when it ended."""
    return answer({"data": await RecordedCrimeService(context).offences()})


@router.get("/recorded-crime", summary="List recorded crime", response_model=RecordedCrimePage)
@requires(Permission.RECORDED_CRIME_READ)
async def list_recorded_crime(
    request: Request, context: RequestContext, query: QueryOf[RecordedCrimeQuery]
) -> Response:
    """Offences by area and quarter as published last; `every_revision=true` adds what was published before.

    `offence` takes any node of the tree and gives all that counts in it.
    """
    page = await RecordedCrimeService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)
