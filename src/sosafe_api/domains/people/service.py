"""People as their caseworkers know them; every read is recorded before a byte leaves."""

from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.people.models import Person
from sosafe_api.domains.people.repository import PersonRepository


class PersonService(RecordService):
    """A person is visible through the caller's cases; to everybody else there is none."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = PersonRepository(context)

    async def read(self, person_id: UUID) -> dict[str, Any]:
        """The person's record; raises `NotFound`."""
        row = await self.found(person_id)
        entry = Entry(operation="person:read", object_type="person", object_id=row.id, field_set="F2 F3")
        await record(self.context, entry)
        return self._view(row)

    async def found(self, person_id: UUID, *, lock: bool = False) -> Person:
        row = await self.repository.find(person_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def known(self, person_id: UUID) -> bool:
        """Whether the partnership has a record of this person that is not hidden from the caller."""
        async with self.transaction.widened(reach="partnership"):
            return await self.repository.find(person_id) is not None

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
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            full_name=full_name,
            date_of_birth=date_of_birth,
            age_band=age_band,
            outward_postcode=outward_postcode,
            safe_contact=safe_contact,
            interpreter_language=interpreter_language,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        # No case names the person yet, so only a look at the whole partnership could see the new row.
        async with self.transaction.widened(reach="partnership"):
            await self.repository.add(row)
            await self.announce(row, "person.created")
        return row.id

    def _view(self, row: Person) -> dict[str, Any]:
        return {
            "id": row.id,
            "full_name": row.full_name,
            "date_of_birth": row.date_of_birth,
            "age_band": row.age_band,
            "outward_postcode": row.outward_postcode,
            "safe_contact": row.safe_contact,
            "interpreter_language": row.interpreter_language,
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "etag": self.tag(row, "person"),
        }
