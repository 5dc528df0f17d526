"""Operations on the results of a case, and on the work with a family."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity
from sosafe_api.core.http.deps import RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.outcomes.schemas import (
    FamilyAssessmentIn,
    FamilyAssessmentOut,
    FamilySuccessOut,
    ResultHistory,
    ResultIn,
    ResultList,
    ResultPatch,
    ResultReceipt,
)
from sosafe_api.domains.outcomes.service import FamilyService, ResultService

router = APIRouter(route_class=Route, tags=["Outcomes"])


@router.post(
    "/cases/{case_id}/results",
    status_code=201,
    summary="State a result of a case",
    response_model=ResultReceipt,
)
@requires(Permission.CASE_RESULT_CREATE, data_class="C3", body=Body.JSON)
async def create_case_result(context: RequestContext, case_id: UUID, body: ResultIn) -> Response:
    """A caseworker states what was measured: as work began, when it ended, or at a follow-up.

    Each area is measured once at each point; a later follow-up stands beside the first one. When the case has
    closed, the senders of its referrals see the code of what had changed.
    """
    made = await ResultService(context).create(case_id, body)
    return created(made, f"/v1/case-results/{made['id']}", made["etag"])


@router.get("/cases/{case_id}/results", summary="List the results of a case", response_model=ResultList)
@requires(Permission.CASE_RESULT_READ, data_class="C3", purpose=True)
async def list_case_results(context: RequestContext, case_id: UUID) -> Response:
    """What has changed so far, for a stated purpose; the read is recorded first."""
    return answer({"data": await ResultService(context).read_all(case_id)})


@router.get("/case-results/{result_id}", summary="Read a result's history", response_model=ResultHistory)
@requires(Permission.CASE_RESULT_READ, data_class="C3", purpose=True)
async def get_case_result(context: RequestContext, result_id: UUID) -> Response:
    """A result with everything that was ever stated of it, by whom and when; the read is recorded first."""
    body = await ResultService(context).read(result_id)
    return entity(body, body["etag"])


@router.patch("/case-results/{result_id}", summary="Correct a result of a case", response_model=ResultReceipt)
@requires(Permission.CASE_RESULT_UPDATE, data_class="C3", if_match=True, body=Body.MERGE_PATCH)
async def update_case_result(context: RequestContext, result_id: UUID, body: ResultPatch) -> Response:
    """A caseworker corrects what was stated; the former versions stay with it."""
    changed = await ResultService(context).update(result_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/cases/{case_id}/family-assessments",
    status_code=201,
    summary="Record a family's assessment and plan",
    response_model=FamilyAssessmentOut,
)
@requires(Permission.CASE_RESULT_CREATE, data_class="C3", body=Body.JSON, idempotency_key_required=True)
async def create_family_assessment(
    context: RequestContext, case_id: UUID, body: FamilyAssessmentIn
) -> Response:
    """A lead worker records that the family was assessed, as a whole or not, and whether a plan came of it."""
    made = await FamilyService(context).assess(case_id, body)
    return created(made, f"/v1/cases/{case_id}/family-success")


@router.get(
    "/cases/{case_id}/family-success",
    summary="Read whether family work succeeded",
    response_model=FamilySuccessOut,
)
@requires(Permission.CASE_RESULT_READ, data_class="C3", purpose=True)
async def get_family_success(context: RequestContext, case_id: UUID) -> Response:
    """The rule of family services, computed with every reason against it; the read is recorded first.

    Success needs three needs, an assessment of the whole family with a plan, a lead worker, and every need's
    outcome held six months after closure.
    """
    return answer(await FamilyService(context).success(case_id))
