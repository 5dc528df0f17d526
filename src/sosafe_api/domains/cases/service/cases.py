"""Cases: opened from accepted referrals, with the person matched or added; read by their service."""

from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.errors import FieldError, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.cases.errors import FamilyKeptApart, NotOnTheCase
from sosafe_api.domains.cases.models import Case, CasePerson, CaseTransition, CaseWorker
from sosafe_api.domains.cases.rules import AT_WORK, CaseAccess, CaseStatus
from sosafe_api.domains.cases.schemas import CaseIn, CasePatch, CaseQuery
from sosafe_api.domains.cases.service.base import CaseServiceBase
from sosafe_api.domains.people.rules.contact import UNSTATED

_UNKNOWN_PERSON = FieldError("unknown_reference", "Names no person that you can use here.", "#/person_id")


class CaseService(CaseServiceBase):
    """Opens a case, lists the caller's services' cases, reads one."""

    async def open(self, wanted: CaseIn) -> dict[str, Any]:
        """Begins work on the referrals; raises `ValidationFailed` naming every one that cannot be taken up."""
        service_id = await self.referrals.service_of(wanted.referral_ids[0])
        rows, errors = await self.referrals.lock_for_case(wanted.referral_ids, service_id)
        if wanted.person_id is not None and not await self.people.known(wanted.person_id):
            errors.append(_UNKNOWN_PERSON)
        if errors or service_id is None:
            raise ValidationFailed(errors=errors)
        person_id = await self._person(wanted)
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
            CaseTransition(
                **common,
                id=new_id(),
                to_status=case.status,
                actor_id=self.actor.id,
                occurred_at=self.context.now,
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

    async def update(self, case_id: UUID, patch: CasePatch) -> dict[str, Any]:
        """Raises `NotOnTheCase` for who would shut themselves out, `FamilyKeptApart` for a case of a family."""
        row = await self.locked(case_id)
        changed = self.changes(row, patch)
        if changed.get("access") == CaseAccess.WORKERS:
            if self.actor.id not in {worker.principal_id for worker in await self.repository.workers(row.id)}:
                raise NotOnTheCase()
        elif changed and await self.families.of_case(row.id):
            raise FamilyKeptApart("#/access")
        if changed:
            await self.alter(row, "case.updated", **changed)
        return self.summary(row)

    async def page(self, query: CaseQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self.summary(row) for row in page.rows], page.next_cursor)

    async def at_work_for(self, case_id: UUID, service_id: UUID) -> bool:
        """Whether the caller sees such a case of the service, and its work goes on."""
        row = await self.repository.find(case_id)
        return row is not None and row.service_id == service_id and CaseStatus(row.status) in AT_WORK

    async def people_of(self, case_id: UUID) -> set[UUID]:
        """Whom a case is about that the caller sees."""
        return {person.person_id for person in await self.repository.people(case_id)}

    async def _person(self, wanted: CaseIn) -> UUID:
        """The person known or added, to be reached from now on only as every referral allows."""
        contents = await self.referrals.contents(wanted.referral_ids)
        first = contents[0]
        person_id = wanted.person_id or await self.people.add(
            full_name=first.full_name,
            date_of_birth=first.date_of_birth,
            age_band=first.age_band,
            outward_postcode=first.outward_postcode,
            safe_contact={**UNSTATED, **first.safe_contact},
            interpreter_language=first.interpreter_language,
        )
        await self.people.tighten(person_id, [content.safe_contact for content in contents])
        return person_id

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
