"""Operations on what a case is made of: referrals, people, workers."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, no_content, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.cases.schemas import (
    CasePersonIn,
    CasePersonReceipt,
    CaseReferrals,
    CaseReferralsIn,
    CaseWorkerIn,
    CaseWorkerOut,
    CaseworkerPage,
    CaseWorkerPatch,
    CaseworkerQuery,
)
from sosafe_api.domains.cases.service import CaseTeamService

router = APIRouter(route_class=Route, tags=["Cases"])


@router.post(
    "/cases/{case_id}/referrals",
    status_code=201,
    summary="Take further referrals up",
    response_model=CaseReferrals,
)
@requires(Permission.CASE_UPDATE, body=Body.JSON)
async def create_case_referrals(context: RequestContext, case_id: UUID, body: CaseReferralsIn) -> Response:
    """Another agency refers the same person: the service accepts, and the open case takes that referral up too.

    It is in progress from then on and goes where the case goes; the person is to be reached as it allows, too.
    A referral belongs to one case, so sending the same again changes nothing: it is refused.
    """
    made, etag = await CaseTeamService(context).take_up(case_id, body)
    return created(made, f"/v1/cases/{case_id}", etag)


@router.post(
    "/cases/{case_id}/people",
    status_code=201,
    summary="Add a person to a case",
    response_model=CasePersonReceipt,
)
@requires(Permission.CASE_UPDATE, data_class="C2", body=Body.JSON, idempotency_key_required=True)
async def create_case_person(context: RequestContext, case_id: UUID, body: CasePersonIn) -> Response:
    """A caseworker names who else the case is about, and as what: a child, a partner, a witness.

    State `person_id` for somebody the partnership knows, `person` for somebody new. Whoever must not see the
    person does not see the case any more.
    """
    made = await CaseTeamService(context).add_person(case_id, body)
    return created(made, f"/v1/cases/{case_id}", made["etag"])


@router.delete("/case-people/{case_person_id}", status_code=204, summary="Take a person out of a case")
@requires(Permission.CASE_UPDATE, if_match=True)
async def delete_case_person(context: RequestContext, case_person_id: UUID) -> Response:
    """A caseworker corrects who the case is about, as long as no work names the person."""
    await CaseTeamService(context).remove_person(case_person_id)
    return no_content()


@router.get(
    "/services/{service_id}/caseworkers",
    summary="List a service's caseworkers",
    response_model=CaseworkerPage,
)
@requires(Permission.CASE_LIST)
async def list_service_caseworkers(
    request: Request, context: RequestContext, service_id: UUID, query: QueryOf[CaseworkerQuery]
) -> Response:
    """A caseworker finds the colleague who joins a case or takes the lead over, within their own service."""
    page = await CaseTeamService(context).caseworkers(service_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post(
    "/cases/{case_id}/workers",
    status_code=201,
    summary="Add a worker to a case",
    response_model=CaseWorkerOut,
)
@requires(Permission.CASE_UPDATE, body=Body.JSON)
async def create_case_worker(context: RequestContext, case_id: UUID, body: CaseWorkerIn) -> Response:
    """A colleague of the service joins the work, or takes the lead over. A case of its workers only opens to them."""
    made = await CaseTeamService(context).add_worker(case_id, body)
    return created(made, f"/v1/cases/{case_id}", made["etag"])


@router.patch(
    "/case-workers/{case_worker_id}", summary="Change or end somebody's work", response_model=CaseWorkerOut
)
@requires(Permission.CASE_UPDATE, body=Body.MERGE_PATCH, if_match=True)
async def update_case_worker(
    context: RequestContext, case_worker_id: UUID, body: CaseWorkerPatch
) -> Response:
    """The lead goes to another worker, or somebody's work on the case ends; the lead is handed over first."""
    changed = await CaseTeamService(context).change_worker(case_worker_id, body)
    return entity(changed, changed["etag"])
