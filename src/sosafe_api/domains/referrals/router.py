"""Operations on referrals."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.errors import ServiceError
from sosafe_api.core.http.answers import answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, claims_own_key, requires
from sosafe_api.core.http.problems import problem_document
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.people.schemas import CandidateList
from sosafe_api.domains.referrals.schemas import (
    Answered,
    AnswerIn,
    Asked,
    BatchAnswer,
    Moved,
    QuestionIn,
    QuestionList,
    Redirected,
    RedirectionIn,
    ReferralBatchIn,
    ReferralIn,
    ReferralOut,
    ReferralPage,
    ReferralQuery,
    ReferralReceipt,
    TransitionIn,
    TransitionList,
)
from sosafe_api.domains.referrals.service import BatchService, IntakeService, MoveService, ReadingService
from sosafe_api.domains.referrals.service.batch import BatchItem
from sosafe_api.domains.referrals.service.candidates import PersonCandidateService

router = APIRouter(route_class=Route, tags=["Referrals"])
PATH = "/v1/referrals"


@router.post(
    "/referrals",
    status_code=201,
    summary="Push a referral",
    response_model=ReferralReceipt | ReferralOut,
    responses={
        200: {"model": ReferralReceipt | ReferralOut, "description": "The same referral was pushed before."}
    },
)
@claims_own_key
@requires(Permission.REFERRAL_CREATE, data_class="C3", body=Body.JSON, representation=True)
async def create_referral(context: RequestContext, body: ReferralIn) -> Response:
    """A partner's system asks a service to help a person, unattended, and gets proof that it is kept.

    Your agency and `agency_reference` name the referral: sending the same content again answers 200 with the
    first receipt, however often and from however many workers. Every faulty value is named at once.

    A program is always answered with the receipt. A person may ask for the referral as they may read it, by
    `Prefer: return=representation` and a `Purpose`; the read is recorded like any other.
    """
    result = await IntakeService(context).push(body, context.content)
    headers = {"Location": f"{PATH}/{result.receipt['id']}", "ETag": result.etag}
    if result.replayed:
        headers["Idempotency-Replayed"] = "true"
    if context.prefers_representation and context.actor.may(Permission.REFERRAL_READ):
        record, headers["ETag"] = await ReadingService(context).read(UUID(result.receipt["id"]))
        headers["Preference-Applied"] = "return=representation"
        return answer(record, result.status, headers)
    return answer(result.receipt, result.status, headers)


@router.get("/referrals/{referral_id}", summary="Read a referral", response_model=ReferralOut)
@requires(Permission.REFERRAL_READ, data_class="C3", purpose=True)
async def get_referral(context: RequestContext, referral_id: UUID) -> Response:
    """Each side sees what it needs: a sender's system what became of it, the receiving service all of it.

    People state a `Purpose` that a sharing agreement of their agency names; the read is recorded first.
    """
    body, etag = await ReadingService(context).read(referral_id)
    return entity(body, etag)


@router.get("/referrals", summary="List referrals", response_model=ReferralPage)
@requires(Permission.REFERRAL_LIST)
async def list_referrals(
    request: Request, context: RequestContext, query: QueryOf[ReferralQuery]
) -> Response:
    """A sender follows what became of its referrals; a service sees what waits for it. No person is named."""
    page, limit = await ReadingService(context).page(query)
    return page_answer(request, page.rows, page.next_cursor, limit)


@router.post(
    "/referrals/batch",
    status_code=207,
    summary="Push several referrals",
    response_model=BatchAnswer,
    responses={201: {"model": BatchAnswer, "description": "An atomic batch, kept whole."}},
)
@requires(Permission.REFERRAL_CREATE, data_class="C2", body=Body.JSON)
async def create_referral_batch(context: RequestContext, body: ReferralBatchIn) -> Response:
    """Up to 100 at once. Not atomic: 207 with a result an item; atomic: 201 for all, or 422 for none."""
    items = await BatchService(context).push_all(body)
    failed = sum(isinstance(item.outcome, ServiceError) for item in items)
    summary = {"total": len(items), "succeeded": len(items) - failed, "failed": failed}
    return answer(
        {"summary": summary, "results": [_result(item, context) for item in items]},
        201 if body.atomic else 207,
    )


def _result(item: BatchItem, context: RequestContext) -> dict[str, Any]:
    if isinstance(item.outcome, ServiceError):
        kind, problem = problem_document(
            item.outcome, public_url=context.settings.public_url, request_id=context.request_id
        )
        return {"index": item.index, "status": kind.status, "receipt": None, "problem": problem}
    return {
        "index": item.index,
        "status": item.outcome.status,
        "receipt": item.outcome.receipt,
        "problem": None,
    }


@router.post(
    "/referrals/{referral_id}/transitions",
    status_code=201,
    summary="Move a referral on",
    response_model=Moved,
)
@requires(Permission.REFERRAL_UPDATE, if_match=True, body=Body.JSON)
async def create_referral_transition(
    context: RequestContext, referral_id: UUID, body: TransitionIn
) -> Response:
    """The service receives, reviews, accepts or declines; the sender may withdraw. A reason is coded."""
    moved, etag = await MoveService(context).transition(referral_id, body)
    return created(moved, f"{PATH}/{referral_id}/transitions", etag)


@router.get(
    "/referrals/{referral_id}/transitions", summary="Read a referral's history", response_model=TransitionList
)
@requires(Permission.REFERRAL_READ, data_class="C3", purpose=True)
async def list_referral_transitions(context: RequestContext, referral_id: UUID) -> Response:
    """Every move with its time, agency and reason; the receiving service also sees who made it and why."""
    return answer({"data": await ReadingService(context).history(referral_id)})


@router.post(
    "/referrals/{referral_id}/questions", status_code=201, summary="Ask the sender", response_model=Asked
)
@requires(Permission.REFERRAL_UPDATE, if_match=True, body=Body.JSON)
async def create_referral_question(context: RequestContext, referral_id: UUID, body: QuestionIn) -> Response:
    """The service lacks something it needs to decide; the referral waits and its answer-by clock stops."""
    asked, etag = await MoveService(context).ask(referral_id, body)
    return created(asked, f"{PATH}/{referral_id}/questions", etag)


@router.get(
    "/referrals/{referral_id}/questions", summary="Read questions and answers", response_model=QuestionList
)
@requires(Permission.REFERRAL_READ, data_class="C3", purpose=True)
async def list_referral_questions(context: RequestContext, referral_id: UUID) -> Response:
    """For people on either side, whose reads are recorded.

    The text may speak of the person, so a program finds none here: `open_questions` of the referral tells it
    what each open question is about, and by which id to answer it.
    """
    return answer({"data": await ReadingService(context).questions(referral_id)})


@router.post(
    "/referrals/{referral_id}/answers", status_code=201, summary="Answer a question", response_model=Answered
)
@requires(Permission.REFERRAL_ANSWER, if_match=True, body=Body.JSON)
async def create_referral_answer(context: RequestContext, referral_id: UUID, body: AnswerIn) -> Response:
    """The sender answers; with the last answer the referral goes back under review and the clock runs on."""
    given, etag = await MoveService(context).answer(referral_id, body)
    return created(given, f"{PATH}/{referral_id}/questions", etag)


@router.post(
    "/referrals/{referral_id}/redirections",
    status_code=201,
    summary="Redirect a referral",
    response_model=Redirected,
)
@requires(Permission.REFERRAL_UPDATE, if_match=True, body=Body.JSON)
async def create_referral_redirection(
    context: RequestContext, referral_id: UUID, body: RedirectionIn
) -> Response:
    """The service was the wrong one: it hands the referral on, and the sender sees both, linked."""
    continued, etag = await MoveService(context).redirect(referral_id, body)
    return created(continued, f"{PATH}/{continued['id']}", etag)


@router.get(
    "/referrals/{referral_id}/person-candidates",
    summary="Propose whom a referral is about",
    response_model=CandidateList,
)
@requires(Permission.PERSON_READ, data_class="C2", purpose=True)
async def list_person_candidates(context: RequestContext, referral_id: UUID) -> Response:
    """The receiving caseworker sees who of the people known it may be, how likely and why; no value is told.

    Nobody is matched by this, however likely: you name the person when you open the case, or add a new one.
    """
    return answer({"data": await PersonCandidateService(context).list(referral_id)})
