"""Operations on cases: opening one, the list, one case."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.cases.schemas import CaseIn, CaseOut, CasePage, CasePatch, CaseQuery, CaseSummary
from sosafe_api.domains.cases.service import CaseService

router = APIRouter(route_class=Route, tags=["Cases"])


@router.post("/cases", status_code=201, summary="Open a case", response_model=CaseOut)
@requires(Permission.CASE_CREATE, data_class="C3", body=Body.JSON, idempotency_key_required=True)
async def create_case(context: RequestContext, body: CaseIn) -> Response:
    """A service begins work on referrals that it accepted; the person is named, or added from the first one.

    The referrals are in progress from then on, and the case moves them: their senders see it.
    How the person is reached becomes as strict as the strictest of their record and the referrals: a way stays
    allowed where all of them allow it, and times add up. A referral that states no number, address, times or safe
    way says nothing of contact and changes nothing; none makes a record looser.
    """
    made = await CaseService(context).open(body)
    return created(made, f"/v1/cases/{made['id']}", made["etag"])


@router.get("/cases", summary="List cases", response_model=CasePage)
@requires(Permission.CASE_LIST)
async def list_cases(request: Request, context: RequestContext, query: QueryOf[CaseQuery]) -> Response:
    """A caseworker sees what their service is working on, or only their own work. No person is named."""
    page = await CaseService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/cases/{case_id}", summary="Read a case", response_model=CaseOut)
@requires(Permission.CASE_READ, data_class="C3", purpose=True)
async def get_case(context: RequestContext, case_id: UUID) -> Response:
    """Whom the case is about and who works on it, for a stated purpose; the read is recorded first."""
    body = await CaseService(context).read(case_id)
    return entity(body, body["etag"])


@router.patch("/cases/{case_id}", summary="Change who sees a case", response_model=CaseSummary)
@requires(Permission.CASE_UPDATE, body=Body.MERGE_PATCH, if_match=True)
async def update_case(context: RequestContext, case_id: UUID, body: CasePatch) -> Response:
    """A worker leaves the case to those who work on it, or opens it to all of the service."""
    changed = await CaseService(context).update(case_id, body)
    return entity(changed, changed["etag"])
