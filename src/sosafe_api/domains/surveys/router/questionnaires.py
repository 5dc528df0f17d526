"""Operations on questionnaires and their versions."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.surveys.schemas import (
    QuestionnaireIn,
    QuestionnaireOut,
    QuestionnairePage,
    QuestionnairePatch,
    QuestionnaireQuery,
    QuestionnaireTransitionIn,
    QuestionnaireVersionIn,
)
from sosafe_api.domains.surveys.service import QuestionnaireService

router = APIRouter(route_class=Route, tags=["Surveys"])
PATH = "/v1/questionnaires"


@router.post(
    "/questionnaires", status_code=201, summary="Draft a questionnaire", response_model=QuestionnaireOut
)
@requires(Permission.QUESTIONNAIRE_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_questionnaire(context: RequestContext, body: QuestionnaireIn) -> Response:
    """The first version, as a draft; every fault of every question is named at once.

    Ask for nobody's name: who answers stays unknown. Questions that break results down are few and required.
    """
    made = await QuestionnaireService(context).create(body)
    return created(made, f"{PATH}/{made['id']}", made["etag"])


@router.get("/questionnaires", summary="List questionnaires", response_model=QuestionnairePage)
@requires(Permission.QUESTIONNAIRE_READ)
async def list_questionnaires(
    request: Request, context: RequestContext, query: QueryOf[QuestionnaireQuery]
) -> Response:
    """Every version: `status=published` leaves those that can be asked."""
    page = await QuestionnaireService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/questionnaires/{questionnaire_id}", summary="Read a questionnaire", response_model=QuestionnaireOut
)
@requires(Permission.QUESTIONNAIRE_READ)
async def get_questionnaire(context: RequestContext, questionnaire_id: UUID) -> Response:
    """One version with its questions, in order."""
    body = await QuestionnaireService(context).read(questionnaire_id)
    return entity(body, body["etag"])


@router.patch("/questionnaires/{questionnaire_id}", summary="Change a draft", response_model=QuestionnaireOut)
@requires(Permission.QUESTIONNAIRE_MANAGE, body=Body.MERGE_PATCH, if_match=True)
async def update_questionnaire(
    context: RequestContext, questionnaire_id: UUID, body: QuestionnairePatch
) -> Response:
    """Only a draft changes; `questions` replaces all of them."""
    changed = await QuestionnaireService(context).update(questionnaire_id, body)
    return entity(changed, changed["etag"])


@router.post(
    "/questionnaires/{questionnaire_id}/transitions",
    status_code=201,
    summary="Publish or retire a questionnaire",
    response_model=QuestionnaireOut,
)
@requires(Permission.QUESTIONNAIRE_MANAGE, body=Body.JSON, if_match=True)
async def create_questionnaire_transition(
    context: RequestContext, questionnaire_id: UUID, body: QuestionnaireTransitionIn
) -> Response:
    """A published version never changes; a retired one is asked no more, and its waves stay."""
    moved = await QuestionnaireService(context).transition(questionnaire_id, body)
    return created(moved, f"{PATH}/{questionnaire_id}", moved["etag"])


@router.post(
    "/questionnaires/{questionnaire_id}/versions",
    status_code=201,
    summary="Make a new version of a questionnaire",
    response_model=QuestionnaireOut,
)
@requires(Permission.QUESTIONNAIRE_MANAGE, body=Body.JSON, idempotency_key_required=True)
async def create_questionnaire_version(
    context: RequestContext, questionnaire_id: UUID, body: QuestionnaireVersionIn
) -> Response:
    """A draft with the same questions. Keep the code of a question as long as it asks the same."""
    made = await QuestionnaireService(context).add_version(questionnaire_id, body)
    return created(made, f"{PATH}/{made['id']}", made["etag"])
