"""Operations on merges of two records of one person."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity
from sosafe_api.core.http.deps import RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.people.schemas import PersonMergeIn, PersonMergeOut, PersonMergeReversalIn
from sosafe_api.domains.people.service import MergeService

router = APIRouter(route_class=Route, tags=["People"])
PATH = "/v1/person-merges"


@router.post("/person-merges", status_code=201, summary="Merge two records", response_model=PersonMergeOut)
@requires(Permission.PERSON_MERGE, body=Body.JSON, idempotency_key_required=True)
async def create_person_merge(context: RequestContext, body: PersonMergeIn) -> Response:
    """A caseworker who sees two records of one person says so. Nothing is lost: each record stays as it is.

    The cases of both are found under the kept one, and the strictest safe contact holds for both.
    """
    made = await MergeService(context).merge(body)
    return created(made, f"{PATH}/{made['id']}", made["etag"])


@router.get("/person-merges/{person_merge_id}", summary="Read a merge", response_model=PersonMergeOut)
@requires(Permission.PERSON_READ, data_class="C2", purpose=True)
async def get_person_merge(context: RequestContext, person_merge_id: UUID) -> Response:
    """Which records were merged, by whom and why, for who sees both; the read is recorded."""
    body = await MergeService(context).read(person_merge_id)
    return entity(body, body["etag"])


@router.post(
    "/person-merges/{person_merge_id}/reversals",
    status_code=201,
    summary="Part merged records",
    response_model=PersonMergeOut,
)
@requires(Permission.PERSON_MERGE, body=Body.JSON, if_match=True)
async def create_person_merge_reversal(
    context: RequestContext, person_merge_id: UUID, body: PersonMergeReversalIn
) -> Response:
    """A caseworker parts two records that were not one person's; each is again as it was before the merge."""
    parted = await MergeService(context).reverse(person_merge_id, body)
    return created(parted, f"{PATH}/{person_merge_id}", parted["etag"])
