"""Operations on people: to read, to change, to look for one."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, entity
from sosafe_api.core.http.deps import RequestContext
from sosafe_api.core.http.policy import Body, claims_own_key, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.people.schemas import (
    PersonPatch,
    PersonReceipt,
    PersonRecord,
    PersonSearchIn,
    PersonSearchOut,
)
from sosafe_api.domains.people.service import PersonService, SearchService

router = APIRouter(route_class=Route, tags=["People"])


@router.get("/people/{person_id}", summary="Read a person", response_model=PersonRecord)
@requires(Permission.PERSON_READ, data_class="C3", purpose=True)
async def get_person(context: RequestContext, person_id: UUID) -> Response:
    """A caseworker reads whom a case of their service is about, for a stated purpose; the read is recorded.

    A record that was merged is answered as it is, with `merged_into_id`: go on with that one.
    """
    body = await PersonService(context).read(person_id)
    return entity(body, body["etag"])


@router.patch("/people/{person_id}", summary="Change a person's record", response_model=PersonReceipt)
@requires(Permission.PERSON_UPDATE, data_class="C3", body=Body.MERGE_PATCH, if_match=True)
async def update_person(context: RequestContext, person_id: UUID, body: PersonPatch) -> Response:
    """A caseworker corrects what is known of somebody, or how they may be reached safely.

    Of a merged record only the safe contact can be changed, since the strictest of all merged records holds. What the
    record says is read for a purpose, so a receipt is answered.
    """
    changed = await PersonService(context).update(person_id, body)
    return entity(changed, changed["etag"])


@router.post("/person-searches", summary="Look for one person", response_model=PersonSearchOut)
@claims_own_key  # an answer about people is never stored to be given again: the search is made anew
@requires(Permission.PERSON_SEARCH, data_class="C2", purpose=True, body=Body.JSON)
async def search_people(context: RequestContext, body: PersonSearchIn) -> Response:
    """A caseworker with somebody before them finds out whether the partnership knows them: by exact name and birth.

    At most 30 searches an hour; each is recorded, those that find nobody as well.
    """
    return answer({"data": await SearchService(context).search(body)})
