"""Operations on assessments by DASH."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.risk.schemas import (
    MaracReferralIn,
    MaracReferralReceipt,
    RiskAssessmentIn,
    RiskAssessmentOut,
    RiskAssessmentPage,
    RiskAssessmentQuery,
    RiskAssessmentSummary,
)
from sosafe_api.domains.risk.service import RiskAssessmentService

router = APIRouter(route_class=Route, tags=["Risk"])
PATH = "/v1/risk-assessments"


@router.post(
    "/risk-assessments",
    status_code=201,
    summary="Record a DASH assessment",
    response_model=RiskAssessmentSummary,
)
@requires(Permission.RISK_ASSESSMENT_CREATE, data_class="C3", body=Body.JSON, idempotency_key_required=True)
async def create_risk_assessment(context: RequestContext, body: RiskAssessmentIn) -> Response:
    """A caseworker records the answers by number; the service counts, grades and routes by the rule of the day.

    The grade is the graver of the count's and the assessor's. An assessment is never changed, nor is what it
    came to when the partnership's rule changes: a correction is a new assessment.
    """
    made = await RiskAssessmentService(context).create(body)
    return created(made, f"{PATH}/{made['id']}", made["etag"])


@router.get("/risk-assessments", summary="List DASH assessments", response_model=RiskAssessmentPage)
@requires(Permission.RISK_ASSESSMENT_LIST)
async def list_risk_assessments(
    request: Request, context: RequestContext, query: QueryOf[RiskAssessmentQuery]
) -> Response:
    """A caseworker sees which assessments there are of the people of their cases, without any grade."""
    page = await RiskAssessmentService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/risk-assessments/{risk_assessment_id}",
    summary="Read a DASH assessment",
    response_model=RiskAssessmentOut,
)
@requires(Permission.RISK_ASSESSMENT_READ, data_class="C3", purpose=True)
async def get_risk_assessment(context: RequestContext, risk_assessment_id: UUID) -> Response:
    """The grade with its grounds, the answers and the rule, for a stated purpose; the read is recorded."""
    body = await RiskAssessmentService(context).read(risk_assessment_id)
    return entity(body, body["etag"])


@router.post(
    "/risk-assessments/{risk_assessment_id}/marac-referrals",
    status_code=201,
    summary="Record a referral to MARAC",
    response_model=MaracReferralReceipt,
)
@requires(Permission.MARAC_REFERRAL_CREATE, data_class="C3", body=Body.JSON, idempotency_key_required=True)
async def create_marac_referral(
    context: RequestContext, risk_assessment_id: UUID, body: MaracReferralIn
) -> Response:
    """The route was followed: from this day on, further abuse between the two is a repeat for some months.

    Once for an assessment that names the perpetrator and goes to MARAC by its rule.
    """
    made = await RiskAssessmentService(context).refer_to_marac(risk_assessment_id, body)
    return created(made, f"{PATH}/{risk_assessment_id}")
