"""Operations on the partnership's rules of risk."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.risk.schemas import RiskRuleIn, RiskRuleOut, RiskRulePage, RiskRuleQuery
from sosafe_api.domains.risk.service import RiskRuleService

router = APIRouter(route_class=Route, tags=["Risk"])


@router.post(
    "/risk-rules", status_code=201, summary="Record a version of the risk rule", response_model=RiskRuleOut
)
@requires(Permission.RISK_RULE_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_risk_rule(context: RequestContext, body: RiskRuleIn) -> Response:
    """An administrator records the bands, thresholds and routes that the partnership agreed, and their day.

    Where none was recorded for a day, 0 to 9 are standard, 10 to 13 medium and 14 to 24 high; high goes to
    MARAC, the others to the panel; three events are potential escalation; a repeat is one within 12 months.
    """
    made = await RiskRuleService(context).create(body)
    return created(made, f"/v1/risk-rules/{made['id']}", made["etag"])


@router.get("/risk-rules", summary="List versions of the risk rule", response_model=RiskRulePage)
@requires(Permission.RISK_RULE_READ)
async def list_risk_rules(
    request: Request, context: RequestContext, query: QueryOf[RiskRuleQuery]
) -> Response:
    """Whoever reads a grade sees which bands gave it, on any day."""
    page = await RiskRuleService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/risk-rules/{risk_rule_id}", summary="Read a version of the risk rule", response_model=RiskRuleOut
)
@requires(Permission.RISK_RULE_READ)
async def get_risk_rule(context: RequestContext, risk_rule_id: UUID) -> Response:
    """The bands with their routes, and what else calls for a MARAC."""
    body = await RiskRuleService(context).read(risk_rule_id)
    return entity(body, body["etag"])
