"""Operations on complainants' satisfaction."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.surveys.schemas import (
    ComplainantFigureQuery,
    ComplainantFigures,
    ComplainantSurveyIn,
    ComplainantSurveyList,
    ComplainantSurveyReceipt,
)
from sosafe_api.domains.surveys.service import ComplainantService

router = APIRouter(route_class=Route, tags=["Surveys"])


@router.post(
    "/cases/{case_id}/complainant-surveys",
    status_code=201,
    summary="Record what a complainant says",
    response_model=ComplainantSurveyReceipt,
)
@requires(Permission.COMPLAINANT_SURVEY_CREATE, data_class="C2", body=Body.JSON)
async def create_complainant_survey(
    context: RequestContext, case_id: UUID, body: ComplainantSurveyIn
) -> Response:
    """After a case against anti-social behaviour was closed, each complainant is asked once; nobody is named."""
    made = await ComplainantService(context).add(case_id, body)
    return created(made, f"/v1/cases/{case_id}/complainant-surveys")


@router.get(
    "/cases/{case_id}/complainant-surveys",
    summary="Read what the complainants of a case said",
    response_model=ComplainantSurveyList,
)
@requires(Permission.COMPLAINANT_SURVEY_READ, data_class="C2", purpose=True)
async def list_complainant_surveys(context: RequestContext, case_id: UUID) -> Response:
    """For whoever works on the case, for a stated purpose; the read is recorded."""
    return answer({"data": await ComplainantService(context).of_case(case_id)})


@router.get(
    "/complainant-satisfaction", summary="Read complainants' satisfaction", response_model=ComplainantFigures
)
@requires(Permission.COMPLAINANT_SURVEY_FIGURE_READ)
async def get_complainant_satisfaction(
    context: RequestContext, query: QueryOf[ComplainantFigureQuery]
) -> Response:
    """How many complainants were surveyed in a calendar year that is over, and which share was content.

    Of the whole partnership; counts of 1 to 4, and what would tell them, are hidden.
    """
    return answer(await ComplainantService(context).figures(query))
