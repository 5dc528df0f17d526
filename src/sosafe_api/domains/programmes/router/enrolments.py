"""Operations on enrolments and attendance."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.answers import answer, created, entity, page_answer
from sosafe_api.core.http.deps import QueryOf, RequestContext
from sosafe_api.core.http.policy import Body, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.programmes.schemas import (
    AttendanceReceipt,
    EnrolmentIn,
    EnrolmentOut,
    EnrolmentPage,
    EnrolmentSummary,
    EnrolmentTransitionIn,
    SessionAttendanceIn,
    SessionAttendanceList,
    SessionQuery,
)
from sosafe_api.domains.programmes.service import AttendanceService, EnrolmentService

router = APIRouter(route_class=Route, tags=["Programmes"])


@router.post(
    "/programmes/{programme_id}/enrolments",
    status_code=201,
    summary="Enrol somebody",
    response_model=EnrolmentSummary,
)
@requires(Permission.CASE_UPDATE, body=Body.JSON)
async def create_programme_enrolment(
    context: RequestContext, programme_id: UUID, body: EnrolmentIn
) -> Response:
    """A caseworker enrols somebody of a case of the same service; who sees the case sees the enrolment."""
    made = await EnrolmentService(context).create(programme_id, body)
    return created(made, f"/v1/programme-enrolments/{made['id']}", made["etag"])


@router.get(
    "/programmes/{programme_id}/enrolments",
    summary="List a programme's enrolments",
    response_model=EnrolmentPage,
)
@requires(Permission.CASE_LIST)
async def list_programme_enrolments(
    request: Request, context: RequestContext, programme_id: UUID, query: QueryOf[SessionQuery]
) -> Response:
    """Which cases take part, of those that you may see, and where each enrolment stands. Nobody is named."""
    page = await EnrolmentService(context).page(programme_id, query)
    return page_answer(request, page.rows, page.next_cursor, query.limit)


@router.get(
    "/programme-enrolments/{programme_enrolment_id}", summary="Read an enrolment", response_model=EnrolmentOut
)
@requires(Permission.CASE_READ, data_class="C3", purpose=True)
async def get_programme_enrolment(context: RequestContext, programme_enrolment_id: UUID) -> Response:
    """Who takes part and how many sessions they attended, for a stated purpose; the read is recorded first."""
    body = await EnrolmentService(context).read(programme_enrolment_id)
    return entity(body, body["etag"])


@router.post(
    "/programme-enrolments/{programme_enrolment_id}/transitions",
    status_code=201,
    summary="Complete or end an enrolment",
    response_model=EnrolmentSummary,
)
@requires(Permission.CASE_UPDATE, body=Body.JSON, if_match=True)
async def create_programme_enrolment_transition(
    context: RequestContext, programme_enrolment_id: UUID, body: EnrolmentTransitionIn
) -> Response:
    """Somebody completed the programme, once they attended the sessions that this asks for; or left it."""
    moved = await EnrolmentService(context).transition(programme_enrolment_id, body)
    return created(moved, f"/v1/programme-enrolments/{programme_enrolment_id}", moved["etag"])


@router.post(
    "/programme-sessions/{programme_session_id}/attendance",
    status_code=201,
    summary="Record who came",
    response_model=AttendanceReceipt,
)
@requires(Permission.CASE_UPDATE, data_class="C3", body=Body.JSON)
async def create_programme_attendance(
    context: RequestContext, programme_session_id: UUID, body: SessionAttendanceIn
) -> Response:
    """Whoever led the session says of each of the group whether they came; saying it again corrects it.

    The session counts as held from then on.
    """
    kept = await AttendanceService(context).record(programme_session_id, body)
    return created(kept, f"/v1/programme-sessions/{programme_session_id}/attendance")


@router.get(
    "/programme-sessions/{programme_session_id}/attendance",
    summary="Read who came",
    response_model=SessionAttendanceList,
)
@requires(Permission.CASE_READ, data_class="C3", purpose=True)
async def list_programme_attendance(context: RequestContext, programme_session_id: UUID) -> Response:
    """The session's register, of those whose case you may see, for a stated purpose; the read is recorded."""
    return answer({"data": await AttendanceService(context).register(programme_session_id)})
