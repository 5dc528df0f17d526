"""Operations on consents."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.sharing.schemas import (
    ConsentMoved,
    ConsentPage,
    ConsentQuery,
    ConsentSummary,
    ConsentTransitionIn,
    ServiceConsentIn,
    ServiceConsentOut,
)
from sosafe_api.domains.sharing.service import ConsentService

router = APIRouter(route_class=Route, tags=["Sharing"])
PATH = "/v1/consents"


@router.post("/consents", status_code=201, summary="Record a consent", response_model=ConsentSummary)
@requires(Permission.CONSENT_CREATE, data_class="C3", body=Body.JSON, idempotency_key_required=True)
async def create_consent(context: RequestContext, body: ServiceConsentIn) -> Response:
    """A caseworker records whether the person agrees to take part, or why they were not asked.

    It is a fact about taking part and not the lawful basis of processing: the sharing agreements state that.
    """
    made = await ConsentService(context).create(body)
    return created(made, f"{PATH}/{made['id']}", made["etag"])


@router.get("/consents", summary="List consents", response_model=ConsentPage)
@requires(Permission.CONSENT_LIST)
async def list_consents(request: Request, context: RequestContext, query: QueryOf[ConsentQuery]) -> Response:
    """A caseworker sees of which people of their cases a consent is kept, and not what they said."""
    page = await ConsentService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/consents/{consent_id}", summary="Read a consent", response_model=ServiceConsentOut)
@requires(Permission.CONSENT_READ, data_class="C3", purpose=True)
async def get_consent(context: RequestContext, consent_id: UUID) -> Response:
    """What the person says now and said before, for a stated purpose; the read is recorded."""
    body = await ConsentService(context).read(consent_id)
    return entity(body, body["etag"])


@router.post(
    "/consents/{consent_id}/transitions",
    status_code=201,
    summary="Move a consent on",
    response_model=ConsentMoved,
)
@requires(Permission.CONSENT_UPDATE, data_class="C3", if_match=True, body=Body.JSON)
async def create_consent_transition(
    context: RequestContext, consent_id: UUID, body: ConsentTransitionIn
) -> Response:
    """The person gives, refuses or withdraws consent. A withdrawal reaches every agency that was told of them.

    Each of those agencies gets a notice, which its people acknowledge within seven days.
    """
    moved, etag = await ConsentService(context).transition(consent_id, body)
    return created(moved, f"{PATH}/{consent_id}", etag)
