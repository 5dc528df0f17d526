"""The operation on jobs."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.jobs.schemas import JobPage, JobQuery
from sosafe_api.domains.jobs.service import JobService

router = APIRouter(route_class=Route, tags=["Jobs"])


@router.get("/jobs", summary="List work in the background", response_model=JobPage)
@requires(Permission.JOB_READ)
async def list_jobs(request: Request, context: RequestContext, query: QueryOf[JobQuery]) -> Response:
    """Whoever waits for an import, a release or a report sees whether a worker has it, and what is before it.

    A job that is done is not listed any more: its `record` tells what came of it. A program sees what it asked for,
    a person all that the partnership waits for.
    """
    page = await JobService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)
