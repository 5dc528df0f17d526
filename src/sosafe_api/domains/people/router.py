"""Operations on people."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from sosafe_api.core.http.answers import entity
from sosafe_api.core.http.deps import RequestContext
from sosafe_api.core.http.policy import requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.people.schemas import PersonRecord
from sosafe_api.domains.people.service import PersonService

router = APIRouter(route_class=Route, tags=["People"])


@router.get("/people/{person_id}", summary="Read a person", response_model=PersonRecord)
@requires(Permission.PERSON_READ, data_class="C3", purpose=True)
async def get_person(context: RequestContext, person_id: UUID) -> Response:
    """A caseworker reads whom a case of their service is about, for a stated purpose; the read is recorded."""
    body = await PersonService(context).read(person_id)
    return entity(body, body["etag"])
