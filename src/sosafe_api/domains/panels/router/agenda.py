"""Operations on what is put before a panel."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.panels.schemas.agenda import (
    AgendaItemIn,
    AgendaItemOut,
    AgendaItemPage,
    AgendaItemQuery,
    AgendaItemReceipt,
    RecusalIn,
    RecusalOut,
    WithdrawalIn,
)
from sosafe_api.domains.panels.schemas.decisions import DecisionIn, DecisionReceipt
from sosafe_api.domains.panels.service import AgendaService, DecisionService, PresentingService

router = APIRouter(route_class=Route, tags=["Panels"])


@router.post(
    "/meetings/{meeting_id}/agenda-items",
    status_code=201,
    summary="Put something before a meeting",
    response_model=AgendaItemReceipt,
)
@requires(Permission.AGENDA_ITEM_CREATE, body=Body.JSON, idempotency_key_required=True)
async def create_agenda_item(context: RequestContext, meeting_id: UUID, body: AgendaItemIn) -> Response:
    """A caseworker puts a case or referral of their service before a panel, and states what the panel is told.

    What a panel admits and sees depends on its kind: a MARAC takes high risk only and sees all; others see
    neither date of birth nor contact. What is not admitted is refused with the rule that it breaks.
    """
    made = await PresentingService(context).present(meeting_id, body)
    return created(made, f"/v1/agenda-items/{made['id']}", made["etag"])


@router.get("/meetings/{meeting_id}/agenda-items", summary="List an agenda", response_model=AgendaItemPage)
@requires(Permission.AGENDA_ITEM_LIST)
async def list_agenda_items(
    request: Request, context: RequestContext, meeting_id: UUID, query: QueryOf[AgendaItemQuery]
) -> Response:
    """What is before a meeting as far as it is yours to see, by its headings; nobody is named."""
    page = await AgendaService(context).page(meeting_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/agenda-items/{agenda_item_id}", summary="Read an agenda item", response_model=AgendaItemOut)
@requires(Permission.AGENDA_ITEM_READ, data_class="C3", purpose=True)
async def get_agenda_item(context: RequestContext, agenda_item_id: UUID) -> Response:
    """What a panel of this kind is shown of a person, or all of it to the service that presents it."""
    body = await AgendaService(context).read(agenda_item_id)
    return entity(body, body["etag"])


@router.post(
    "/agenda-items/{agenda_item_id}/transitions",
    status_code=201,
    summary="Take an agenda item back",
    response_model=AgendaItemReceipt,
)
@requires(Permission.AGENDA_ITEM_WITHDRAW, body=Body.JSON, if_match=True)
async def create_agenda_item_transition(
    context: RequestContext, agenda_item_id: UUID, body: WithdrawalIn
) -> Response:
    """The presenting service takes an undecided item back: it is gone from the agenda and from all packs."""
    made = await PresentingService(context).withdraw(agenda_item_id, body)
    return entity(made, made["etag"], 201)


@router.post(
    "/agenda-items/{agenda_item_id}/recusals",
    status_code=201,
    summary="Step back from an agenda item",
    response_model=RecusalOut,
)
@requires(Permission.AGENDA_ITEM_RECUSE, body=Body.JSON)
async def create_agenda_item_recusal(
    context: RequestContext, agenda_item_id: UUID, body: RecusalIn
) -> Response:
    """A member with a conflict of interest takes no part: from now on there is no such item for them."""
    return answer(await AgendaService(context).recuse(agenda_item_id, body), 201)


@router.post(
    "/agenda-items/{agenda_item_id}/decisions",
    status_code=201,
    summary="Record a panel's decision",
    response_model=DecisionReceipt,
)
@requires(Permission.PANEL_DECISION_CREATE, body=Body.JSON, if_match=True)
async def create_panel_decision(context: RequestContext, agenda_item_id: UUID, body: DecisionIn) -> Response:
    """The coordinator records what the panel decided on an item, and why."""
    made, etag = await DecisionService(context).decide(agenda_item_id, body)
    return entity(made, etag, 201)
