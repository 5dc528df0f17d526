"""Operations on contacts, and on the steps of a plan."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.cases.schemas import (
    CaseContactIn,
    CaseContactOut,
    CaseContactPage,
    CaseContactPatch,
    CasePlanStepIn,
    CasePlanStepOut,
    CasePlanStepPage,
    CasePlanStepPatch,
    CaseRecordQuery,
    CaseRecordReceipt,
)
from sosafe_api.domains.cases.service import CaseContactService, CasePlanStepService

router = APIRouter(route_class=Route, tags=["Case records"])


@router.post(
    "/cases/{case_id}/contacts", status_code=201, summary="Record a contact", response_model=CaseRecordReceipt
)
@requires(Permission.CASE_UPDATE, data_class="C3", body=Body.JSON, idempotency_key_required=True)
async def create_case_contact(context: RequestContext, case_id: UUID, body: CaseContactIn) -> Response:
    """A caseworker plans a meeting, visit, call or letter, or records one that was held.

    One is planned only in a way that the person's safe-contact rules allow.
    """
    made = await CaseContactService(context).create(case_id, body)
    return created(made, f"/v1/case-contacts/{made['id']}", made["etag"])


@router.get("/cases/{case_id}/contacts", summary="List a case's contacts", response_model=CaseContactPage)
@requires(Permission.CASE_READ, data_class="C3", purpose=True)
async def list_case_contacts(
    request: Request, context: RequestContext, case_id: UUID, query: QueryOf[CaseRecordQuery]
) -> Response:
    """When and how the case's people were met or reached, for a stated purpose; the read is recorded first."""
    page = await CaseContactService(context).page(case_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/case-contacts/{case_contact_id}", summary="Read a contact", response_model=CaseContactOut)
@requires(Permission.CASE_READ, data_class="C3", purpose=True)
async def get_case_contact(context: RequestContext, case_contact_id: UUID) -> Response:
    """One contact, for a stated purpose; the read is recorded first."""
    body = await CaseContactService(context).read(case_contact_id)
    return entity(body, body["etag"])


@router.patch(
    "/case-contacts/{case_contact_id}", summary="Change a contact", response_model=CaseRecordReceipt
)
@requires(Permission.CASE_UPDATE, data_class="C3", body=Body.MERGE_PATCH, if_match=True)
async def update_case_contact(
    context: RequestContext, case_contact_id: UUID, body: CaseContactPatch
) -> Response:
    """A caseworker says what came of the contact, or moves it. A receipt is answered."""
    changed = await CaseContactService(context).update(case_contact_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/cases/{case_id}/plan-steps",
    status_code=201,
    summary="Record a plan step",
    response_model=CaseRecordReceipt,
)
@requires(Permission.CASE_UPDATE, data_class="C3", body=Body.JSON, idempotency_key_required=True)
async def create_case_plan_step(context: RequestContext, case_id: UUID, body: CasePlanStepIn) -> Response:
    """A step of the plan: the client, the worker or an agency does something by a day."""
    made = await CasePlanStepService(context).create(case_id, body)
    return created(made, f"/v1/case-plan-steps/{made['id']}", made["etag"])


@router.get(
    "/cases/{case_id}/plan-steps", summary="List a case's plan steps", response_model=CasePlanStepPage
)
@requires(Permission.CASE_READ, data_class="C3", purpose=True)
async def list_case_plan_steps(
    request: Request, context: RequestContext, case_id: UUID, query: QueryOf[CaseRecordQuery]
) -> Response:
    """The plan step by step, for a stated purpose; the read is recorded first."""
    page = await CasePlanStepService(context).page(case_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/case-plan-steps/{case_plan_step_id}", summary="Read a plan step", response_model=CasePlanStepOut
)
@requires(Permission.CASE_READ, data_class="C3", purpose=True)
async def get_case_plan_step(context: RequestContext, case_plan_step_id: UUID) -> Response:
    """One step of the plan, for a stated purpose; the read is recorded first."""
    body = await CasePlanStepService(context).read(case_plan_step_id)
    return entity(body, body["etag"])


@router.patch(
    "/case-plan-steps/{case_plan_step_id}", summary="Change a plan step", response_model=CaseRecordReceipt
)
@requires(Permission.CASE_UPDATE, data_class="C3", body=Body.MERGE_PATCH, if_match=True)
async def update_case_plan_step(
    context: RequestContext, case_plan_step_id: UUID, body: CasePlanStepPatch
) -> Response:
    """A caseworker says that the step is done, or changes it. A receipt is answered."""
    changed = await CasePlanStepService(context).update(case_plan_step_id, body)
    return entity(changed, changed["etag"])
