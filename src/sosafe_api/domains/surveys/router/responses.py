"""Operations on responses and on the free texts in them."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.surveys.schemas import (
    SurveyResponseBatchIn,
    SurveyResponseBatchReceipt,
    SurveyResponseIn,
    SurveyResponseReceipt,
    SurveyTextPage,
    SurveyTextQuery,
)
from sosafe_api.domains.surveys.service import ResponseService

router = APIRouter(route_class=Route, tags=["Surveys"])
PATH = "/v1/survey-waves"


@router.post(
    "/survey-waves/{survey_wave_id}/responses",
    status_code=201,
    summary="Add a response",
    response_model=SurveyResponseReceipt,
    responses={200: {"model": SurveyResponseReceipt, "description": "The same response was sent before."}},
)
@requires(Permission.SURVEY_RESPONSE_CREATE, data_class="C3", body=Body.JSON)
async def create_survey_response(
    context: RequestContext, survey_wave_id: UUID, body: SurveyResponseIn
) -> Response:
    """One form, without a name. Its reference names it once: the same again answers 200 with the first receipt."""
    receipt, new = await ResponseService(context).add(survey_wave_id, body)
    headers = {"Location": f"{PATH}/{survey_wave_id}"}
    return answer(receipt, 201 if new else 200, headers if new else {"Idempotency-Replayed": "true"})


@router.post(
    "/survey-waves/{survey_wave_id}/response-batches",
    status_code=201,
    summary="Add many responses",
    response_model=SurveyResponseBatchReceipt,
)
@requires(Permission.SURVEY_RESPONSE_CREATE, data_class="C3", body=Body.JSON)
async def create_survey_response_batch(
    context: RequestContext, survey_wave_id: UUID, body: SurveyResponseBatchIn
) -> Response:
    """Up to 1,000 responses, all or none: every fault of each is named, with its index.

    What was sent before is counted as unchanged, so a batch can be sent again.
    """
    receipt = await ResponseService(context).add_all(survey_wave_id, body)
    return answer(receipt, 201, {"Location": f"{PATH}/{survey_wave_id}"})


@router.get(
    "/survey-waves/{survey_wave_id}/texts",
    summary="Read the free texts of a wave",
    response_model=SurveyTextPage,
)
@requires(Permission.SURVEY_TEXT_READ, data_class="C3", purpose=True)
async def list_survey_texts(
    request: Request, context: RequestContext, survey_wave_id: UUID, query: QueryOf[SurveyTextQuery]
) -> Response:
    """Who manages surveys reads what people wrote, for a stated purpose; each read is recorded.

    A text may name somebody: it stands in no result, in no other list and in no log, and is never published.
    """
    page = await ResponseService(context).texts(survey_wave_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)
