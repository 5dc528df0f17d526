"""People as their caseworkers know them; every read is recorded before a byte leaves."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.errors import BusinessRule, FieldError, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.domains.people.models import Person
from sosafe_api.domains.people.rules.contact import MOST_TIMES, says_anything, strictest
from sosafe_api.domains.people.rules.keys import match_keys
from sosafe_api.domains.people.rules.names import normalised
from sosafe_api.domains.people.schemas import PersonPatch
from sosafe_api.domains.people.service.base import PeopleService

_FOUND_BY = frozenset({"full_name", "date_of_birth", "outward_postcode"})


class PersonService(PeopleService):
    """A record shows the strictest safe contact of all that are merged with it, whichever is read."""

    async def read(self, person_id: UUID) -> dict[str, Any]:
        """The person's record; raises `NotFound`."""
        row = await self.found(person_id)
        await self.recorded_read("person", row.id, "F2 F3")
        return await self._view(row)

    async def known(self, person_id: UUID) -> bool:
        """Whether the partnership has a record of this person that is not hidden from the caller."""
        async with self.transaction.widened(reach="partnership"):
            return await self.people.find(person_id) is not None

    async def add(  # noqa: PLR0913 - a person has as many parts
        self,
        *,
        full_name: str,
        date_of_birth: date | None,
        age_band: str | None,
        outward_postcode: str | None,
        safe_contact: dict[str, Any],
        interpreter_language: str | None,
    ) -> UUID:
        """A new record of a person, for the case that is about to name it; answers its id."""
        row = Person(
            **self.made(),
            id=new_id(),
            full_name=full_name,
            date_of_birth=date_of_birth,
            age_band=age_band,
            outward_postcode=outward_postcode,
            safe_contact=safe_contact,
            interpreter_language=interpreter_language,
            normalised_name=normalised(full_name),
        )
        # No case names the person yet, so only a look at the whole partnership could see the new row.
        async with self.transaction.widened(reach="partnership"):
            await self.people.add(row, self._keys(row))
            await self.announce(row, "person.created")
        return row.id

    async def tighten(self, person_id: UUID, stated: Sequence[Mapping[str, Any]]) -> None:
        """Folds what referrals say of safe contact into the record, which never becomes looser by it.

        A referral that says nothing of contact changes nothing. Raises `BusinessRule` where the times of all
        are more than a record holds.
        """
        said = [each for each in stated if says_anything(each)]
        if not said:
            return
        # No case of the caller names the person yet, so only a look at the whole partnership finds the record.
        async with self.transaction.widened(reach="partnership"):
            row = await self.found(person_id, lock=True)
            contact = strictest([row.safe_contact, *said])
            if len(contact["safe_times"] or "") > MOST_TIMES:
                raise BusinessRule("The safe times of the referrals and of the record are too many to keep.")
            if contact != strictest([row.safe_contact]):
                await self.change(row, {"safe_contact": contact}, "person.updated")

    async def update(self, person_id: UUID, patch: PersonPatch) -> dict[str, Any]:
        """Answers a receipt, since what the record says is read for a purpose.

        Raises `NotFound`, `PreconditionFailed`, `BusinessRule` where another record is the one to change.
        """
        row = await self.found(person_id, lock=True)
        others, works_for = await self.people.merged_with(row), await self.people.works_for(row.id)
        self.context.entity_tags.check(self.context.if_match, self._tag(row, others, works_for=works_for))
        if not works_for:
            raise BusinessRule("Only a service with a case about the person changes their record.")
        if patch.model_fields_set - {"safe_contact"}:
            self.refuse_merged(row)
        changed = self.changes(row, patch.model_copy(update={"safe_contact": self._contact(row, patch)}))
        if changed.get("date_of_birth", row.date_of_birth) and changed.get("age_band", row.age_band):
            detail = "Must state the date of birth or the age band, not both."
            raise ValidationFailed(errors=[FieldError("age_stated_twice", detail, "#/age_band")])
        if "full_name" in changed:
            changed["normalised_name"] = normalised(changed["full_name"])
        await self.change(row, changed, "person.updated")
        if changed.keys() & _FOUND_BY:
            await self.people.replace_keys(row.id, self._keys(row))
        return self._receipt(row, others, works_for=works_for)

    @staticmethod
    def _contact(row: Person, patch: PersonPatch) -> dict[str, Any]:
        """The rules that are there, with those of the patch (RFC 7396 reaches into objects)."""
        if "safe_contact" not in patch.model_fields_set:
            return row.safe_contact
        return {**row.safe_contact, **patch.safe_contact.model_dump(mode="json", exclude_unset=True)}

    @staticmethod
    def _keys(row: Person) -> list[int]:
        return match_keys(row.partnership_id, row.full_name, row.date_of_birth, row.outward_postcode)

    def _tag(self, row: Person, others: Sequence[Person], *, works_for: bool) -> str:
        """Another one after each change of a record merged with this one, since its rules are shown here."""
        merged = " ".join(f"{other.id}:{other.version}" for other in others)
        return self.tag(row, f"person {row.merged_into_id} {merged} {works_for}")

    def _receipt(self, row: Person, others: Sequence[Person], *, works_for: bool) -> dict[str, Any]:
        return {
            "id": row.id,
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "etag": self._tag(row, others, works_for=works_for),
        }

    async def _view(self, row: Person) -> dict[str, Any]:
        others, works_for = await self.people.merged_with(row), await self.people.works_for(row.id)
        contact = strictest([row.safe_contact, *(other.safe_contact for other in others)])
        return {
            **self._receipt(row, others, works_for=works_for),
            "full_name": row.full_name,
            "date_of_birth": row.date_of_birth,
            "age_band": row.age_band,
            "outward_postcode": row.outward_postcode if works_for else None,
            "safe_contact": contact if works_for else None,
            "interpreter_language": row.interpreter_language,
            "contact_withheld": not works_for,
            "merged_into_id": row.merged_into_id,
            "merged_ids": [other.id for other in others if row.merged_into_id is None],
            "case_ids": await self.people.case_ids(row.id),
            "household_ids": await self.people.household_ids(row.id) if works_for else [],
        }
