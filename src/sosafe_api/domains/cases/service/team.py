"""Who and what a case is made of: further referrals, the people it is about, those who work on it."""

from typing import Any
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import StaffService
from sosafe_api.domains.cases.errors import CaseRests, LeadMustBeHandedOver, PersonStaysInCase
from sosafe_api.domains.cases.models import Case, CasePerson, CaseWorker
from sosafe_api.domains.cases.repository import WorkRepository
from sosafe_api.domains.cases.rules import AT_WORK, MOST_PEOPLE, MOST_REFERRALS, MOST_WORKERS, CaseStatus
from sosafe_api.domains.cases.schemas import (
    CasePersonIn,
    CaseReferralsIn,
    CaseWorkerIn,
    CaseWorkerPatch,
    CaseworkerQuery,
)
from sosafe_api.domains.cases.service.base import CaseServiceBase

_UNKNOWN_PERSON = FieldError("unknown_reference", "Names no person that you can use here.", "#/person_id")
_WHOM = FieldError("required", "Must say whom of the case's people they are about.", "#/person_id")
_UNKNOWN_WORKER = FieldError(
    "unknown_reference", "Must name a caseworker of the case's service.", "#/principal_id"
)


class CaseTeamService(CaseServiceBase):
    """Every change locks the case and makes a new version of it, since its record shows who is part of it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.staff = StaffService(context)

    async def take_up(self, case_id: UUID, wanted: CaseReferralsIn) -> tuple[dict[str, Any], str]:
        """Adds accepted referrals; raises `ValidationFailed` naming every one that cannot be taken up.

        Whom they are about is to be reached from now on only as they allow.
        """
        case = await self.found(case_id, lock=True)
        if case.status != CaseStatus.OPEN:
            raise CaseRests()
        count = len(await self.referrals.of_case(case.id)) + len(wanted.referral_ids)
        self.refuse_beyond(count, MOST_REFERRALS, "referrals of the case")
        rows, errors = await self.referrals.lock_for_case(wanted.referral_ids, case.service_id)
        people = {person.person_id for person in await self.repository.people(case.id)}
        whom = wanted.person_id or (next(iter(people)) if len(people) == 1 else None)
        if whom is None:
            errors.append(_WHOM)
        elif whom not in people:
            errors.append(_UNKNOWN_PERSON)
        if errors or whom is None:
            raise ValidationFailed(errors=errors)
        contents = await self.referrals.contents(wanted.referral_ids)
        await self.people.tighten(whom, [content.safe_contact for content in contents])
        await self.referrals.take_up(rows, case.id)
        await self.alter(case, "case.referrals_taken_up")
        referrals = await self.referrals.of_case(case.id)
        return {"case_id": case.id, "referral_ids": [row.id for row in referrals]}, self.tag(case, "case")

    async def add_person(self, case_id: UUID, wanted: CasePersonIn) -> dict[str, Any]:
        """Raises `AlreadyInCase`, and `ValidationFailed` for a person whom the caller cannot name here."""
        case = await self.found(case_id, lock=True)
        self.refuse_unless_at_work(case)
        people = await self.repository.people(case.id)
        self.refuse_beyond(len(people) + 1, MOST_PEOPLE, "people in the case")
        row = CasePerson(
            partnership_id=case.partnership_id,
            id=new_id(),
            case_id=case.id,
            person_id=await self._person(wanted),
            role=wanted.role.value,
            added_at=self.context.now,
        )
        await self.repository.add(row)
        await self.alter(case, "case.person_added")
        shown = self.person_view(row)
        return {"case_id": case.id, **{name: shown[name] for name in ("id", "person_id", "etag")}}

    async def _person(self, wanted: CasePersonIn) -> UUID:
        if wanted.person is not None:
            content = wanted.person.model_dump(exclude={"safe_contact"})
            return await self.people.add(
                **content | {"age_band": wanted.person.age_band and wanted.person.age_band.value},
                safe_contact=wanted.person.safe_contact.model_dump(mode="json"),
            )
        if wanted.person_id is None or not await self.people.known(wanted.person_id):
            raise ValidationFailed(errors=[_UNKNOWN_PERSON])
        return wanted.person_id

    async def remove_person(self, case_person_id: UUID) -> None:
        """Raises `PersonStaysInCase` while the case is about nobody else, or its work names the person."""
        found = await self.repository.person(case_person_id)
        case = await self.found(found.case_id, lock=True) if found else None
        row = await self.repository.person(case_person_id)
        if case is None or row is None:
            raise NotFound()
        self.context.entity_tags.check(self.context.if_match, self.person_view(row)["etag"])
        self.refuse_unless_at_work(case)
        places = [place for place in await self.repository.people(case.id) if place.id != row.id]
        named = await WorkRepository(self.context).names(case.id, row.person_id)
        if not places or (named and row.person_id not in {place.person_id for place in places}):
            raise PersonStaysInCase()
        await self.repository.remove(row)
        await self.alter(case, "case.person_removed")

    async def caseworkers(self, service_id: UUID, query: CaseworkerQuery) -> Page[dict[str, Any]]:
        """Who could work on a case of the service; raises `NotFound` for a service that is not the caller's."""
        return await self.staff.page(service_id, query)

    async def add_worker(self, case_id: UUID, wanted: CaseWorkerIn) -> dict[str, Any]:
        """Raises `AlreadyAtWork`, and `ValidationFailed` for somebody who does not work for the service."""
        case = await self.found(case_id, lock=True)
        self.refuse_unless_at_work(case)
        if not await self.staff.works_for(wanted.principal_id, case.service_id):
            raise ValidationFailed(errors=[_UNKNOWN_WORKER])
        workers = await self.repository.workers(case.id)
        self.refuse_beyond(len(workers) + 1, MOST_WORKERS, "workers on the case")
        row = CaseWorker(
            partnership_id=case.partnership_id,
            id=new_id(),
            case_id=case.id,
            principal_id=wanted.principal_id,
            lead=False,
            version=1,
            started_at=self.context.now,
        )
        await self.repository.add(row)
        if wanted.lead:
            await self._hand_over(case, row)
        await self.alter(case, "case.worker_added")
        return self.worker_view(row)

    async def change_worker(self, case_worker_id: UUID, patch: CaseWorkerPatch) -> dict[str, Any]:
        """Hands the lead over, or ends somebody's work; raises `LeadMustBeHandedOver`."""
        found = await self.repository.worker(case_worker_id)
        case = await self.found(found.case_id, lock=True) if found else None
        row = await self.repository.worker(case_worker_id)
        if case is None or row is None:
            raise NotFound()
        self.check(row, "case_worker")
        ends = "ended" in patch.model_fields_set
        leads = row.lead or "lead" in patch.model_fields_set
        if ends and leads and CaseStatus(case.status) in AT_WORK:
            raise LeadMustBeHandedOver()
        if leads and not row.lead:
            await self._hand_over(case, row)
            await self.alter(case, "case.lead_changed")
        if ends:
            # Who ends their own work may not see the case any more, so its own line comes first.
            await self.alter(case, "case.worker_ended")
            row.ended_at = self.context.now
            row.version += 1
            await self.repository.flush()
        return self.worker_view(row)

    async def _hand_over(self, case: Case, to: CaseWorker) -> None:
        """There is at most one lead, so the former one steps back first."""
        for worker in await self.repository.workers(case.id):
            if worker.lead:
                worker.lead = False
                worker.version += 1
        await self.repository.flush()
        to.lead = True
        to.version += 1
        await self.repository.flush()
