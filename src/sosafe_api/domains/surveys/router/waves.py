"""Operations on waves, on counts stated of old ones, and on results."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.surveys.schemas import (
    StatedCountsIn,
    SurveyResultQuery,
    SurveyResults,
    SurveyWaveIn,
    SurveyWaveOut,
    SurveyWavePage,
    SurveyWavePatch,
    SurveyWaveQuery,
    SurveyWaveTransitionIn,
)
from sosafe_api.domains.surveys.service import ResultService, WaveService

router = APIRouter(route_class=Route, tags=["Surveys"])
PATH = "/v1/survey-waves"


@router.post("/survey-waves", status_code=201, summary="Open a wave", response_model=SurveyWaveOut)
@requires(Permission.SURVEY_WAVE_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_survey_wave(context: RequestContext, body: SurveyWaveIn) -> Response:
    """A published questionnaire is asked in an area: whom, how, when, and how the sample was drawn.

    `material: counts` is for an old wave of which only figures are left.
    """
    made = await WaveService(context).create(body)
    return created(made, f"{PATH}/{made['id']}", made["etag"])


@router.get("/survey-waves", summary="List waves", response_model=SurveyWavePage)
@requires(Permission.SURVEY_WAVE_READ)
async def list_survey_waves(
    request: Request, context: RequestContext, query: QueryOf[SurveyWaveQuery]
) -> Response:
    """What was asked when, of whom and how."""
    page = await WaveService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get("/survey-waves/{survey_wave_id}", summary="Read a wave", response_model=SurveyWaveOut)
@requires(Permission.SURVEY_WAVE_READ)
async def get_survey_wave(context: RequestContext, survey_wave_id: UUID) -> Response:
    """A wave as it stands, with the number of responses."""
    body = await WaveService(context).read(survey_wave_id)
    return entity(body, body["etag"])


@router.patch("/survey-waves/{survey_wave_id}", summary="Change an open wave", response_model=SurveyWaveOut)
@requires(Permission.SURVEY_WAVE_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_survey_wave(
    context: RequestContext, survey_wave_id: UUID, body: SurveyWavePatch
) -> Response:
    """Fieldwork takes longer, or a note on the base is added."""
    changed = await WaveService(context).update(survey_wave_id, body)
    return entity(changed, changed["etag"])


@router.put(
    "/survey-waves/{survey_wave_id}/counts",
    summary="State the counts of a wave",
    response_model=SurveyWaveOut,
)
@requires(Permission.SURVEY_WAVE_MANAGE, body=Body.JSON, if_match=True)
async def replace_survey_wave_counts(
    context: RequestContext, survey_wave_id: UUID, body: StatedCountsIn
) -> Response:
    """What an old report says, by number or by percentage of a base, so that a new wave can be held against it."""
    changed = await WaveService(context).state_counts(survey_wave_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/survey-waves/{survey_wave_id}/transitions",
    status_code=201,
    summary="Close a wave",
    response_model=SurveyWaveOut,
)
@requires(Permission.SURVEY_WAVE_MANAGE, body=Body.JSON, if_match=True)
async def create_survey_wave_transition(
    context: RequestContext, survey_wave_id: UUID, body: SurveyWaveTransitionIn
) -> Response:
    """Closed, it takes nothing more and its results can be read; it is never opened again."""
    moved = await WaveService(context).transition(survey_wave_id, body)
    return created(moved, f"{PATH}/{survey_wave_id}", moved["etag"])


@router.get(
    "/survey-waves/{survey_wave_id}/results",
    summary="Read the results of a wave",
    response_model=SurveyResults,
)
@requires(Permission.SURVEY_WAVE_READ)
async def get_survey_wave_results(
    context: RequestContext, survey_wave_id: UUID, query: QueryOf[SurveyResultQuery]
) -> Response:
    """Bases, shares with their intervals, ranks, and changes against another closed wave with their significance.

    Counts of 1 to 4 are hidden, and others with them, decided once for all breakdowns of the wave.
    """
    return answer(await ResultService(context).results(survey_wave_id, query))
