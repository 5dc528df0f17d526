"""Operations on follow-ups and on the rules that they follow from."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.outcomes.schemas import (
    FollowUpIn,
    FollowUpOut,
    FollowUpPage,
    FollowUpQuery,
    FollowUpRuleIn,
    FollowUpRuleOut,
    FollowUpRulePage,
    FollowUpRuleQuery,
)
from sosafe_api.domains.outcomes.service import FollowUpService

router = APIRouter(route_class=Route, tags=["Outcomes"])


@router.get("/follow-ups", summary="List follow-ups", response_model=FollowUpPage)
@requires(Permission.FOLLOW_UP_LIST)
async def list_follow_ups(
    request: Request, context: RequestContext, query: QueryOf[FollowUpQuery]
) -> Response:
    """A caseworker sees which closed cases are due to be measured again. No person is named."""
    page = await FollowUpService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.post(
    "/cases/{case_id}/follow-ups", status_code=201, summary="Conclude a follow-up", response_model=FollowUpOut
)
@requires(Permission.FOLLOW_UP_CREATE, body=Body.JSON)
async def create_follow_up(context: RequestContext, case_id: UUID, body: FollowUpIn) -> Response:
    """A caseworker says that the case was measured again, or why it could not be; each is concluded once."""
    made = await FollowUpService(context).conclude(case_id, body)
    return created(made, "/v1/follow-ups")


@router.post(
    "/follow-up-rules", status_code=201, summary="Set a rule of follow-ups", response_model=FollowUpRuleOut
)
@requires(Permission.FOLLOW_UP_RULE_MANAGE, body=Body.JSON)
async def create_follow_up_rule(context: RequestContext, body: FollowUpRuleIn) -> Response:
    """An administrator says how many months after closure a service measures again, from a day on.

    Cases that closed before keep the rule of their day.
    """
    return created(await FollowUpService(context).add_rule(body), "/v1/follow-up-rules")


@router.get("/follow-up-rules", summary="List rules of follow-ups", response_model=FollowUpRulePage)
@requires(Permission.FOLLOW_UP_RULE_READ)
async def list_follow_up_rules(
    request: Request, context: RequestContext, query: QueryOf[FollowUpRuleQuery]
) -> Response:
    """Who reads a measure sees how long after closure each service measured, and since when."""
    page = await FollowUpService(context).rules(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)
