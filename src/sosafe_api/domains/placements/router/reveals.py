"""The reveal of a secret location: asked for, approved where a second person must, opened once."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.placements.schemas import (
    LocationOut,
    OpeningIn,
    RevealApprovalOut,
    RevealGiven,
    RevealIn,
    RevealOut,
    RevealPage,
    RevealQuery,
)
from sosafe_api.domains.placements.service import OpeningService, RevealService

router = APIRouter(route_class=Route, tags=["Placements"])
_NOWHERE = {"Cache-Control": "no-store"}


@router.post(
    "/places/{place_id}/reveals",
    status_code=201,
    summary="Ask for a place's location",
    response_model=RevealGiven,
)
@requires(Permission.PLACE_REVEAL, data_class="C4", body=Body.JSON, purpose_in_body=True, answer_kept=False)
async def create_reveal(context: RequestContext, place_id: UUID, body: RevealIn) -> Response:
    """Who is on duty, or works on the case that stays there, gets a token that opens the location once.

    It lasts a minute, for this person, place and purpose; a person gets three a day. The service's duty lead is
    told at once. It takes a sign-in of the last five minutes (claim `auth_time`). A member of the place's reader
    group gets a token too, which opens nothing before a second person, of the service, has approved. To everybody
    else there is no such place. `Idempotency-Key` is not read: a token is never answered twice, so ask again when
    an answer was lost.
    """
    made = await RevealService(context).ask(place_id, body)
    return answer(made, 201, {**_NOWHERE, "Location": f"/v1/reveals/{made['id']}"})


@router.get("/places/{place_id}/reveals", summary="List a place's reveals", response_model=RevealPage)
@requires(Permission.PLACE_READ)
async def list_reveals(
    request: Request, context: RequestContext, place_id: UUID, query: QueryOf[RevealQuery]
) -> Response:
    """The service sees who asked for a place's location, by what right, and whether they opened it."""
    page = await RevealService(context).page(place_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/reveals/{reveal_id}", summary="Read a reveal", response_model=RevealOut)
@requires(Permission.PLACE_REVEAL, data_class="C3", purpose=True)
async def get_reveal(context: RequestContext, reveal_id: UUID) -> Response:
    """The second person reads why a location is asked for; the asker sees whether it was approved."""
    return answer(await RevealService(context).read(reveal_id))


@router.post(
    "/reveals/{reveal_id}/approvals",
    status_code=201,
    summary="Approve a reveal",
    response_model=RevealApprovalOut,
)
@requires(Permission.PLACE_REVEAL, data_class="C3")
async def create_reveal_approval(context: RequestContext, reveal_id: UUID) -> Response:
    """A second person, of the place's service, lets somebody from outside see it; the minute begins now.

    It takes a sign-in of the last five minutes, within ten minutes of the asking. Nobody approves their own.
    """
    made = await RevealService(context).approve(reveal_id)
    return answer(made, 201, {"Location": f"/v1/reveals/{reveal_id}"})


@router.post(
    "/reveals/{reveal_id}/openings",
    status_code=201,
    summary="Open a location",
    response_model=LocationOut,
)
@requires(Permission.PLACE_REVEAL, data_class="C4", body=Body.JSON, purpose_in_body=True, answer_kept=False)
async def create_reveal_opening(context: RequestContext, reveal_id: UUID, body: OpeningIn) -> Response:
    """Answers the location once; the token is used up with it, and every right is checked again.

    The answer is stored nowhere, `Idempotency-Key` is not read, and nothing is answered a second time: when it
    was lost, ask for another reveal.
    """
    return answer(await OpeningService(context).open(reveal_id, body.token), 201, _NOWHERE)
