"""The steps of a case's plan, and the contacts with its people."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.errors import FieldError, ValidationFailed
from sosafe_api.domains.cases.errors import UnsafeContact
from sosafe_api.domains.cases.models import Case, CaseContact, CaseGoal, CasePlanStep
from sosafe_api.domains.cases.rules import is_safe
from sosafe_api.domains.cases.schemas import CaseContactIn, CasePlanStepIn
from sosafe_api.domains.cases.service.work import CaseRecordService
from sosafe_api.domains.cases.vocabulary import StepOwner

_NOT_AT_WORK = FieldError("unknown_reference", "Must name a worker of the case.", "#/principal_id")
_AGENCY_WANTED = FieldError("required", "Must name the agency that takes the step.", "#/agency_id")
_AGENCY_UNWANTED = FieldError("not_wanted", "Must not be given: no agency takes the step.", "#/agency_id")


class CasePlanStepService(CaseRecordService[CasePlanStep]):
    """What is done, by whom, until when."""

    table, resource = CasePlanStep, "case_plan_step"

    async def columns(self, case: Case, wanted: CasePlanStepIn) -> dict[str, Any]:
        await self.refuse_foreign(case, CaseGoal, wanted.goal_id, "#/goal_id")
        by_agency = wanted.owner is StepOwner.AGENCY
        if by_agency != (wanted.agency_id is not None):
            raise ValidationFailed(errors=[_AGENCY_WANTED if by_agency else _AGENCY_UNWANTED])
        return {
            "step": wanted.step,
            "owner": wanted.owner.value,
            "agency_id": wanted.agency_id,
            "goal_id": wanted.goal_id,
            "due_on": wanted.due_on,
            "done_on": wanted.done_on,
        }

    def shown(self, row: CasePlanStep) -> dict[str, Any]:
        return {
            "step": row.step,
            "owner": row.owner,
            "agency_id": row.agency_id,
            "goal_id": row.goal_id,
            "due_on": row.due_on,
            "done_on": row.done_on,
        }


class CaseContactService(CaseRecordService[CaseContact]):
    """Meetings, visits, calls and letters. One is planned only in a way that is safe for the person."""

    table, resource = CaseContact, "case_contact"

    async def columns(self, case: Case, wanted: CaseContactIn) -> dict[str, Any]:
        """Raises `UnsafeContact`; what was done already is recorded whether it was safe or not."""
        await self.refuse_strangers(case, wanted.person_id)
        principal_id = wanted.principal_id or self.actor.id
        if wanted.principal_id is not None:
            workers = await self.repository.workers(case.id)
            if principal_id not in {worker.principal_id for worker in workers}:
                raise ValidationFailed(errors=[_NOT_AT_WORK])
        if wanted.attendance is None:
            await self._refuse_unsafe(case, wanted)
        return {
            "kind": wanted.kind.value,
            "person_id": wanted.person_id,
            "principal_id": principal_id,
            "starts_at": wanted.starts_at,
            "attendance": wanted.attendance.value if wanted.attendance else None,
            "note": wanted.note,
        }

    async def _refuse_unsafe(self, case: Case, wanted: CaseContactIn) -> None:
        everybody = {person.person_id for person in await self.repository.people(case.id)}
        named: set[UUID] = {wanted.person_id} if wanted.person_id else everybody
        for person_id in named:
            person = await self.people.found(person_id)
            if not is_safe(wanted.kind, person.safe_contact):
                raise UnsafeContact()

    def shown(self, row: CaseContact) -> dict[str, Any]:
        return {
            "kind": row.kind,
            "person_id": row.person_id,
            "principal_id": row.principal_id,
            "starts_at": wire_instant(row.starts_at),
            "attendance": row.attendance,
            "note": row.note,
        }
