"""Operations that move a case, and its history."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created
from sosafe_api.core.http.deps import RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.cases.schemas import CaseMoved, CaseTransitionIn, CaseTransitionList
from sosafe_api.domains.cases.service import CaseMoveService

router = APIRouter(route_class=Route, tags=["Cases"])


@router.post(
    "/cases/{case_id}/transitions", status_code=201, summary="Move a case on", response_model=CaseMoved
)
@requires(Permission.CASE_UPDATE, if_match=True, body=Body.JSON)
async def create_case_transition(context: RequestContext, case_id: UUID, body: CaseTransitionIn) -> Response:
    """A caseworker pauses, resumes or ends the work, and the case's referrals go with it: their senders see it.

    Where the service asks for a second person's approval, one worker moves the case to `closing` with its
    ending, and another approves by `closed` or refuses by `open`.
    """
    moved, etag = await CaseMoveService(context).transition(case_id, body)
    return created(moved, f"/v1/cases/{case_id}/transitions", etag)


@router.get(
    "/cases/{case_id}/transitions", summary="Read a case's history", response_model=CaseTransitionList
)
@requires(Permission.CASE_READ, data_class="C3", purpose=True)
async def list_case_transitions(context: RequestContext, case_id: UUID) -> Response:
    """Every move with its time, who made it and why, for a stated purpose; the read is recorded first."""
    return answer({"data": await CaseMoveService(context).history(case_id)})
