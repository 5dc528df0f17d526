"""Who lives together. A household shows the members whom the caller sees; nowhere does it say where."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import BusinessRule, FieldError, NotFound
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import period_errors
from sosafe_api.domains.people.models import Household, HouseholdMember
from sosafe_api.domains.people.repository import HouseholdRepository
from sosafe_api.domains.people.schemas import HouseholdMemberIn, HouseholdMemberPatch, HouseholdRecordIn
from sosafe_api.domains.people.service.base import PeopleService


class HouseholdService(PeopleService):
    """Seen by whoever works for somebody in it; that somebody left is told only to those who work for them."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.households = HouseholdRepository(context)

    async def create(self, wanted: HouseholdRecordIn) -> dict[str, Any]:
        """Answers a receipt; raises `ValidationFailed` naming every member who cannot be one."""
        errors: list[FieldError | None] = []
        works_for = False
        for place, member in enumerate(wanted.members):
            person, error = await self.usable(member.person_id, f"#/members/{place}/person_id")
            errors.append(error)
            works_for = works_for or (person is not None and await self.people.works_for(person.id))
        self.refuse([*errors, *_twice(wanted.members)])
        if not works_for:
            raise BusinessRule("A case of yours must be about one of the members.")
        row = Household(**self.made(), id=new_id())
        await self.households.add(row)
        for member in wanted.members:
            await self._add(row, member)
        await self.announce(row, "household.created")
        return self._receipt(row)

    async def read(self, household_id: UUID) -> dict[str, Any]:
        row = await self._found(household_id)
        await self.recorded_read("household", row.id, "F3")
        members = [self._member(member) for member in await self.households.members(row.id)]
        return {**self._receipt(row), "members": members, "updated_at": wire_instant(row.updated_at)}

    async def add_member(self, household_id: UUID, wanted: HouseholdMemberIn) -> dict[str, Any]:
        row = await self._found(household_id, lock=True)
        _, error = await self.usable(wanted.person_id, "#/person_id")
        living_there = [member for member in await self.households.members(row.id) if member.ends_on is None]
        if any(member.person_id == wanted.person_id for member in living_there):
            error = _already("#/person_id")
        self.refuse([error])
        member = await self._add(row, wanted)
        await self.change(row, {"updated_at": self.context.now}, "household.updated")
        return self._member_receipt(member)

    async def update_member(self, member_id: UUID, patch: HouseholdMemberPatch) -> dict[str, Any]:
        """Raises `BusinessRule` for who has no case about the person: whether they left is theirs to say."""
        row = await self.households.member(member_id)
        if row is None or await self.households.find(row.household_id) is None:
            raise NotFound()
        self.check(row, "household_member")
        if not await self.people.works_for(row.person_id):
            raise BusinessRule("Only a service with a case about the person says how they live.")
        changed = self.changes(row, patch)
        self.refuse([*period_errors(row.starts_on, changed.get("ends_on", row.ends_on))])
        await self.change(row, changed, "household_member.updated")
        return self._member_receipt(row)

    async def _add(self, household: Household, wanted: HouseholdMemberIn) -> HouseholdMember:
        content = wanted.model_dump() | {"relation": wanted.relation.value}
        row = HouseholdMember(**content, **self.made(), id=new_id(), household_id=household.id)
        await self.households.add(row)
        return row

    async def _found(self, household_id: UUID, *, lock: bool = False) -> Household:
        row = await self.households.find(household_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    def _receipt(self, row: Household) -> dict[str, Any]:
        return {
            "id": row.id,
            "created_at": wire_instant(row.created_at),
            "etag": self.tag(row, "household"),
        }

    def _tag(self, row: HouseholdMember) -> str:
        return self.tag(row, "household_member")

    def _member_receipt(self, row: HouseholdMember) -> dict[str, Any]:
        return {
            "id": row.id,
            "household_id": row.household_id,
            "created_at": wire_instant(row.created_at),
            "etag": self._tag(row),
        }

    def _member(self, row: HouseholdMember) -> dict[str, Any]:
        return {
            "id": row.id,
            "household_id": row.household_id,
            "person_id": row.person_id,
            "relation": row.relation,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "etag": self._tag(row),
        }


def _twice(members: list[HouseholdMemberIn]) -> list[FieldError]:
    """Whoever is named a second time."""
    seen: set[UUID] = set()
    errors = []
    for place, member in enumerate(members):
        if member.person_id in seen:
            errors.append(_already(f"#/members/{place}/person_id"))
        seen.add(member.person_id)
    return errors


def _already(pointer: str) -> FieldError:
    return FieldError("already_a_member", "Lives in the household already.", pointer)
