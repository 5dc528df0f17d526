"""Enrolments of cases in programmes, and who came to which session; seen by who sees the case."""

from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound, TransitionNotAllowed, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.schemas import RecordQuery
from sosafe_api.domains.cases.service import CaseService
from sosafe_api.domains.programmes.errors import ProgrammeFull, SessionNotHeld
from sosafe_api.domains.programmes.models import (
    Programme,
    ProgrammeAttendance,
    ProgrammeEnrolment,
    ProgrammeSession,
)
from sosafe_api.domains.programmes.rules import (
    MOST_ENROLMENTS,
    EnrolmentStatus,
    SessionAttendance,
    SessionStatus,
    allowed_enrolment_moves,
    reason_errors,
)
from sosafe_api.domains.programmes.schemas import (
    EnrolmentIn,
    EnrolmentTransitionIn,
    SessionAttendanceIn,
    SessionQuery,
)
from sosafe_api.domains.programmes.service.base import ProgrammeServiceBase

_STRANGE_CASE = FieldError(
    "unknown_reference", "Must name a case at work of the service that runs the programme.", "#/case_id"
)
_STRANGER = FieldError("unknown_reference", "Must name somebody whom the case is about.", "#/person_id")


class EnrolmentService(ProgrammeServiceBase):
    """Somebody of a case takes part in a programme of the same service."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.cases = CaseService(context)

    async def create(self, programme_id: UUID, wanted: EnrolmentIn) -> dict[str, Any]:
        """Raises `AlreadyEnrolled`, and `ValidationFailed` for a case or person that has no place in it."""
        programme = await self.found(Programme, programme_id, lock=True)
        if not await self.cases.at_work_for(wanted.case_id, programme.service_id):
            raise ValidationFailed(errors=[_STRANGE_CASE])
        if wanted.person_id not in await self.cases.people_of(wanted.case_id):
            raise ValidationFailed(errors=[_STRANGER])
        # Others' enrolments count as well; that the programme is full tells nothing of whose they are.
        async with self.transaction.widened(reach="partnership"):
            if await self.repository.enrolled(programme.id) >= MOST_ENROLMENTS:
                raise ProgrammeFull()
        row = ProgrammeEnrolment(
            partnership_id=programme.partnership_id,
            id=new_id(),
            programme_id=programme.id,
            case_id=wanted.case_id,
            person_id=wanted.person_id,
            status=EnrolmentStatus.ENROLLED.value,
            status_since=self.context.now,
            enrolled_at=self.context.now,
            version=1,
            updated_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "programme_enrolment.created", service_id=programme.service_id)
        return self.summary(row)

    async def page(self, programme_id: UUID, query: SessionQuery) -> Page[dict[str, Any]]:
        """Those whose case the caller may see."""
        programme = await self.found(Programme, programme_id)

        async def read(query: RecordQuery, after: Any) -> Any:
            return await self.repository.enrolments(programme.id, query, after)

        page = await self.paged(query, read, "id", within=programme.id)
        return Page([self.summary(row) for row in page.rows], page.next_cursor)

    async def read(self, enrolment_id: UUID) -> dict[str, Any]:
        row, programme = await self._seen(enrolment_id)
        entry = Entry(
            operation="programme_enrolment:read",
            object_type="programme_enrolment",
            object_id=row.id,
            field_set="F3",
        )
        await record(self.context, entry)
        attended = await self.repository.attended(row.id)
        return {
            **self.summary(row),
            "person_id": row.person_id,
            "reason_code": row.reason_code,
            "attended": attended,
            "minimum_attended": programme.minimum_attended,
            "allowed_transitions": _allowed(row, programme, attended),
        }

    async def transition(self, enrolment_id: UUID, wanted: EnrolmentTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed` with where it may go; completion needs the sessions it asks for."""
        row, programme = await self._seen(enrolment_id, lock=True)
        self.check(row, "programme_enrolment")
        allowed = _allowed(row, programme, await self.repository.attended(row.id))
        if wanted.to not in allowed:
            raise TransitionNotAllowed(allowed_to=allowed)
        errors = reason_errors(wanted.to, wanted.reason_code)
        if errors:
            raise ValidationFailed(errors=errors)
        row.status, row.reason_code = wanted.to.value, wanted.reason_code
        row.status_since = row.updated_at = self.context.now
        row.version += 1
        await self.announce(row, f"programme_enrolment.{wanted.to.value}", service_id=programme.service_id)
        return self.summary(row)

    async def _seen(self, enrolment_id: UUID, *, lock: bool = False) -> tuple[ProgrammeEnrolment, Programme]:
        row = await self.repository.enrolment(enrolment_id, lock=lock)
        if row is None:
            raise NotFound()
        return row, await self.found(Programme, row.programme_id)

    def summary(self, row: ProgrammeEnrolment) -> dict[str, Any]:
        return {
            "id": row.id,
            "programme_id": row.programme_id,
            "case_id": row.case_id,
            "status": row.status,
            "status_since": wire_instant(row.status_since),
            "enrolled_at": wire_instant(row.enrolled_at),
            "updated_at": wire_instant(row.updated_at),
            "etag": self.tag(row, "programme_enrolment"),
        }


class AttendanceService(ProgrammeServiceBase):
    """A session's register, as far as the caller sees the cases."""

    async def record(self, session_id: UUID, given: SessionAttendanceIn) -> dict[str, Any]:
        """Raises `SessionNotHeld`, and `ValidationFailed` naming every enrolment that is not of the programme."""
        session = await self.found(ProgrammeSession, session_id, lock=True)
        if session.status == SessionStatus.CANCELLED or session.starts_at > self.context.now:
            raise SessionNotHeld()
        known = {row.enrolment_id: row for row in await self.repository.register(session.id)}
        errors = []
        for place, entry in enumerate(given.entries):
            enrolment = await self.repository.enrolment(entry.enrolment_id)
            if enrolment is None or enrolment.programme_id != session.programme_id:
                detail = "Must name an enrolment in this programme."
                errors.append(FieldError("unknown_reference", detail, f"#/entries/{place}/enrolment_id"))
                continue
            known[enrolment.id] = self._entry(session, enrolment, known.get(enrolment.id), entry.attendance)
        if errors:
            raise ValidationFailed(errors=errors)
        await self.repository.add(*known.values())
        if session.status == SessionStatus.PLANNED:
            session.status = SessionStatus.HELD.value
        session.version += 1
        session.updated_at = self.context.now
        event = "programme_session.attendance_recorded"
        await self.announce(session, event, service_id=session.service_id)
        return {"session_id": session.id, "recorded": len(given.entries)}

    def _entry(
        self,
        session: ProgrammeSession,
        enrolment: ProgrammeEnrolment,
        row: ProgrammeAttendance | None,
        attendance: SessionAttendance,
    ) -> ProgrammeAttendance:
        """A new entry, or the one that is there, put right."""
        if row is not None:
            row.attendance = attendance.value
            row.recorded_by, row.recorded_at = self.actor.id, self.context.now
            return row
        return ProgrammeAttendance(
            partnership_id=session.partnership_id,
            id=new_id(),
            session_id=session.id,
            enrolment_id=enrolment.id,
            case_id=enrolment.case_id,
            attendance=attendance.value,
            recorded_by=self.actor.id,
            recorded_at=self.context.now,
        )

    async def register(self, session_id: UUID) -> list[dict[str, Any]]:
        """Who came, of those whose case the caller may see; the read is recorded."""
        session = await self.found(ProgrammeSession, session_id)
        entry = Entry(
            operation="programme_attendance:list",
            object_type="programme_session",
            object_id=session.id,
            field_set="F3",
        )
        await record(self.context, entry)
        return [
            {
                "enrolment_id": row.enrolment_id,
                "session_id": row.session_id,
                "attendance": row.attendance,
                "recorded_at": wire_instant(row.recorded_at),
                "recorded_by": row.recorded_by,
            }
            for row in await self.repository.register(session.id)
        ]


def _allowed(row: ProgrammeEnrolment, programme: Programme, attended: int) -> list[EnrolmentStatus]:
    return allowed_enrolment_moves(
        EnrolmentStatus(row.status), attended=attended, minimum_attended=programme.minimum_attended
    )
