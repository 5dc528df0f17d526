"""The operation on changes."""

from fastapi import APIRouter
from starlette.responses import Response

from sosafe_api.core.http.answers import answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.changes.schemas import ChangeList, ChangeQuery
from sosafe_api.domains.changes.service import ChangeService

router = APIRouter(route_class=Route, tags=["Changes"])


@router.get(
    "/changes",
    summary="Follow what changes",
    response_model=ChangeList,
    responses={410: {"description": "Changes after the cursor are no longer kept."}},
)
@requires(Permission.CHANGE_READ)
async def list_changes(context: RequestContext, query: QueryOf[ChangeQuery]) -> Response:
    """A partner's program that nobody can call from outside asks what happened since, and misses nothing.

    Each change is told once it is committed, and none that comes before it appears later. Of one record they come in
    the order of its versions. You are told of records that you may read now. Changes are kept for 30 days.
    """
    return answer(await ChangeService(context).page(query))
