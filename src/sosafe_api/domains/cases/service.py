"""Cases: opened from accepted referrals, with the person matched or added; read by their service."""

from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.cases.models import Case, CasePerson, CaseWorker
from sosafe_api.domains.cases.repository import CaseRepository
from sosafe_api.domains.cases.rules import TRANSITIONS, CaseStatus
from sosafe_api.domains.cases.schemas import CaseIn, CaseQuery
from sosafe_api.domains.people.service import PersonService
from sosafe_api.domains.referrals.service import FollowingService

_UNKNOWN_PERSON = FieldError("unknown_reference", "Names no person that you can use here.", "#/person_id")


class CaseService(RecordService):
    """The caller's services' cases. What hides a case (row security, exclusions) makes it absent."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = CaseRepository(context)
        self.referrals = FollowingService(context)
        self.people = PersonService(context)

    async def open(self, wanted: CaseIn) -> dict[str, Any]:
        """Begins work on the referrals; raises `ValidationFailed` naming every one that cannot be taken up."""
        service_id = await self.referrals.service_of(wanted.referral_ids[0])
        rows, errors = await self.referrals.lock_for_case(wanted.referral_ids, service_id)
        if wanted.person_id is not None and not await self.people.known(wanted.person_id):
            errors.append(_UNKNOWN_PERSON)
        if errors or service_id is None:
            raise ValidationFailed(errors=errors)
        person_id = wanted.person_id or await self._add_person(wanted.referral_ids[0])
        case = self._new_case(wanted, service_id)
        common: dict[str, Any] = {"partnership_id": case.partnership_id, "case_id": case.id}
        await self.repository.add(
            case,
            CaseWorker(
                **common, id=new_id(), principal_id=self.actor.id, lead=True, started_at=self.context.now
            ),
            CasePerson(
                **common,
                id=new_id(),
                person_id=person_id,
                role=wanted.person_role.value,
                added_at=self.context.now,
            ),
        )
        await self.referrals.take_up(rows, case.id)
        await self.announce(case, "case.opened", service_id=service_id)
        return await self.view(case)

    async def read(self, case_id: UUID) -> dict[str, Any]:
        """The case; raises `NotFound`. The read is recorded, since it tells what somebody is in the case."""
        row = await self.found(case_id)
        entry = Entry(operation="case:read", object_type="case", object_id=row.id, field_set="F3")
        await record(self.context, entry)
        return await self.view(row)

    async def page(self, query: CaseQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self.summary(row) for row in page.rows], page.next_cursor)

    async def found(self, case_id: UUID, *, lock: bool = False) -> Case:
        row = await self.repository.find(case_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def _add_person(self, referral_id: UUID) -> UUID:
        content = await self.referrals.content(referral_id)
        if content is None:
            raise NotFound()
        return await self.people.add(
            full_name=content.full_name,
            date_of_birth=content.date_of_birth,
            age_band=content.age_band,
            outward_postcode=content.outward_postcode,
            safe_contact=content.safe_contact,
            interpreter_language=content.interpreter_language,
        )

    def _new_case(self, wanted: CaseIn, service_id: UUID) -> Case:
        return Case(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            service_id=service_id,
            kind=wanted.kind.value,
            access=wanted.access.value,
            status=CaseStatus.OPEN.value,
            status_since=self.context.now,
            opened_at=self.context.now,
            opened_by=self.actor.id,
            version=1,
            updated_at=self.context.now,
        )

    def summary(self, row: Case) -> dict[str, Any]:
        return {
            "id": row.id,
            "service_id": row.service_id,
            "kind": row.kind,
            "access": row.access,
            "status": row.status,
            "status_since": wire_instant(row.status_since),
            "opened_at": wire_instant(row.opened_at),
            "closed_at": wire_instant(row.closed_at) if row.closed_at else None,
            "updated_at": wire_instant(row.updated_at),
            "etag": self.tag(row, "case"),
        }

    async def view(self, row: Case) -> dict[str, Any]:
        return {
            **self.summary(row),
            "referral_ids": [referral.id for referral in await self.referrals.of_case(row.id)],
            "people": [
                {"person_id": person.person_id, "role": person.role}
                for person in await self.repository.people(row.id)
            ],
            "workers": [
                {
                    "principal_id": worker.principal_id,
                    "lead": worker.lead,
                    "started_at": wire_instant(worker.started_at),
                }
                for worker in await self.repository.workers(row.id)
            ],
            "allowed_transitions": [
                status for status in CaseStatus if status in TRANSITIONS[CaseStatus(row.status)]
            ],
        }
