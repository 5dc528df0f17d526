"""Family work: cases that belong together while each side's workers see their own side only."""

from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.errors import FieldError, NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.domains.cases.errors import FamilyKeptApart, MessageNamesSomebody
from sosafe_api.domains.cases.models import Case, Family, FamilyCase
from sosafe_api.domains.cases.rules import MOST_FAMILIES, MOST_OF_FAMILY, CaseAccess, names_somebody
from sosafe_api.domains.cases.schemas import FamilyCaseIn, FamilyIn, FamilyPatch
from sosafe_api.domains.cases.service.base import CaseServiceBase


class FamilyService(CaseServiceBase):
    """A family has no other facts than its cases and a message, so there is nothing to leak.

    That a case joins or leaves makes no new version of the family: the other side must not notice.
    """

    async def create(self, wanted: FamilyIn) -> dict[str, Any]:
        """Raises `ValidationFailed`, `FamilyKeptApart`, `MessageNamesSomebody`."""
        cases = [await self._case(each, f"#/cases/{place}") for place, each in enumerate(wanted.cases)]
        await self._check_message(wanted.message, [case.id for case in cases])
        family = Family(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            message=wanted.message,
            version=1,
            updated_at=self.context.now,
        )
        await self.families.add(family)
        for case, each in zip(cases, wanted.cases, strict=True):
            await self._join(family.id, case, each)
        await self.announce(family, "family.created", service_id=cases[0].service_id)
        return self._receipt(family)

    async def join(self, family_id: UUID, wanted: FamilyCaseIn) -> dict[str, Any]:
        """Whoever was given the family's identifier joins it with a case of their own; raises `NotFound`."""
        async with self.transaction.widened(reach="partnership"):
            known = await self.families.find(family_id) is not None
        if not known:
            raise NotFound()
        case = await self._case(wanted, "#")
        return self._place(await self._join(family_id, case, wanted))

    async def leave(self, family_case_id: UUID) -> None:
        row = await self.families.place(family_case_id)
        if row is None:
            raise NotFound()
        self.context.entity_tags.check(self.context.if_match, self._place(row)["etag"])
        case = await self.found(row.case_id, lock=True)
        await self.families.remove(row)
        await self.alter(case, "case.family_left")

    async def read(self, family_id: UUID) -> dict[str, Any]:
        """The caller's own cases and the message; the read is recorded."""
        row = await self._seen(family_id)
        entry = Entry(operation="family:read", object_type="family", object_id=row.id, field_set="F3")
        await record(self.context, entry)
        cases = [{**self._place(each), "part": each.part} for each in await self.families.cases(row.id)]
        return {**self._receipt(row), "message": row.message, "cases": cases}

    async def update(self, family_id: UUID, patch: FamilyPatch) -> dict[str, Any]:
        row = await self._seen(family_id, lock=True)
        self.check(row, "family")
        await self._check_message(patch.message, [each.case_id for each in await self.families.cases(row.id)])
        await self.change(row, self.changes(row, patch), "family.updated")
        return self._receipt(row)

    async def _case(self, wanted: FamilyCaseIn, pointer: str) -> Case:
        case = await self.repository.find(wanted.case_id, lock=True)
        if case is None:
            detail = "Must name a case that you may see."
            raise ValidationFailed(errors=[FieldError("unknown_reference", detail, f"{pointer}/case_id")])
        self.refuse_unless_at_work(case)
        if case.access != CaseAccess.WORKERS:
            raise FamilyKeptApart(f"{pointer}/case_id")
        return case

    async def _join(self, family_id: UUID, case: Case, wanted: FamilyCaseIn) -> FamilyCase:
        families, cases = await self.families.of_case(case.id), await self.families.cases(family_id)
        self.refuse_beyond(len(families) + 1, MOST_FAMILIES, "families of the case")
        self.refuse_beyond(len(cases) + 1, MOST_OF_FAMILY, "of your cases in the family")
        row = FamilyCase(
            partnership_id=case.partnership_id,
            id=new_id(),
            family_id=family_id,
            case_id=case.id,
            part=wanted.part.value,
            added_at=self.context.now,
        )
        await self.families.add(row)
        await self.alter(case, "case.family_joined")
        return row

    async def _check_message(self, message: str | None, case_ids: list[UUID]) -> None:
        """Only names that the caller may see are looked for, else a refusal would confirm a guessed one."""
        if message is None:
            return
        people = [person for case_id in case_ids for person in await self.repository.people(case_id)]
        found = [await self.people.found(person.person_id) for person in people]
        if names_somebody(message, [person.full_name for person in found]):
            raise MessageNamesSomebody()

    async def _seen(self, family_id: UUID, *, lock: bool = False) -> Family:
        row = await self.families.find(family_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    def _receipt(self, row: Family) -> dict[str, Any]:
        return {"id": row.id, "etag": self.tag(row, "family")}

    def _place(self, row: FamilyCase) -> dict[str, Any]:
        return {
            "id": row.id,
            "family_id": row.family_id,
            "case_id": row.case_id,
            "etag": self.context.entity_tags.tag(row.id, 1, "family_case"),
        }
