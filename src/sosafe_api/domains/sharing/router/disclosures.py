"""Operations on checks before sharing, disclosures, and notices to their recipients."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, claims_own_key, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.sharing.schemas import (
    DisclosureIn,
    DisclosureNoticeOut,
    DisclosureNoticePage,
    DisclosureNoticeQuery,
    DisclosureOut,
    DisclosurePage,
    DisclosureQuery,
    DisclosureSummary,
    SharingCheckIn,
    SharingCheckOut,
)
from sosafe_api.domains.sharing.service import DisclosureService, NoticeService

router = APIRouter(route_class=Route, tags=["Sharing"])
NOTICES = "/v1/disclosure-notices"


@router.post("/sharing-checks", summary="Check before sharing", response_model=SharingCheckOut)
@claims_own_key
@requires(Permission.SHARING_CHECK_CREATE, data_class="C3", body=Body.JSON)
async def create_sharing_check(context: RequestContext, body: SharingCheckIn) -> Response:
    """Before anything is passed on, people learn whether an agreement covers it, on which ground, or why not.

    Nothing is kept of the check, so asking again judges anew.
    """
    return answer(await DisclosureService(context).check_sharing(body))


@router.post("/disclosures", status_code=201, summary="Log a disclosure", response_model=DisclosureSummary)
@requires(Permission.DISCLOSURE_CREATE, data_class="C3", body=Body.JSON, idempotency_key_required=True)
async def create_disclosure(context: RequestContext, body: DisclosureIn) -> Response:
    """Who told whom what of a person, for what and on which ground, with consent or not and why.

    The ground is that of the agreement in force on the day. Where none covers it, it is logged all the same,
    with a ground of its own.
    """
    made = await DisclosureService(context).create(body)
    return created(made, f"/v1/disclosures/{made['id']}", made["etag"])


@router.get("/disclosures", summary="List disclosures", response_model=DisclosurePage)
@requires(Permission.DISCLOSURE_LIST)
async def list_disclosures(
    request: Request, context: RequestContext, query: QueryOf[DisclosureQuery]
) -> Response:
    """A caseworker sees to whom the people of their cases were disclosed, and not what was told."""
    page = await DisclosureService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/disclosures/{disclosure_id}", summary="Read a disclosure", response_model=DisclosureOut)
@requires(Permission.DISCLOSURE_READ, data_class="C3", purpose=True)
async def get_disclosure(context: RequestContext, disclosure_id: UUID) -> Response:
    """What was told and why, for a stated purpose; the read is recorded."""
    body = await DisclosureService(context).read(disclosure_id)
    return entity(body, body["etag"])


@router.get("/disclosure-notices", summary="List notices to recipients", response_model=DisclosureNoticePage)
@requires(Permission.DISCLOSURE_NOTICE_LIST)
async def list_disclosure_notices(
    request: Request, context: RequestContext, query: QueryOf[DisclosureNoticeQuery]
) -> Response:
    """People of an agency see what it has to acknowledge; a service sees who has not yet, and who is late."""
    page = await NoticeService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/disclosure-notices/{disclosure_notice_id}",
    summary="Read a notice to a recipient",
    response_model=DisclosureNoticeOut,
)
@requires(Permission.DISCLOSURE_NOTICE_LIST)
async def get_disclosure_notice(context: RequestContext, disclosure_notice_id: UUID) -> Response:
    """What happened, and which disclosures it is about; the person is not named."""
    body = await NoticeService(context).read(disclosure_notice_id)
    return entity(body, body["etag"])


@router.post(
    "/disclosure-notices/{disclosure_notice_id}/acknowledgements",
    status_code=201,
    summary="Acknowledge a notice",
    response_model=DisclosureNoticeOut,
)
@requires(Permission.DISCLOSURE_NOTICE_ACKNOWLEDGE, if_match=True)
async def create_disclosure_notice_acknowledgement(
    context: RequestContext, disclosure_notice_id: UUID
) -> Response:
    """Somebody of the agency that received the information says that it acts on the notice; once."""
    body = await NoticeService(context).acknowledge(disclosure_notice_id)
    return created(body, f"{NOTICES}/{disclosure_notice_id}", body["etag"])
