"""What somebody says of themselves for equality monitoring, kept apart from their record."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.ids import new_id
from sosafe_api.domains.people.models import Person, PersonEquality
from sosafe_api.domains.people.repository import DetailRepository
from sosafe_api.domains.people.schemas import EqualityIn
from sosafe_api.domains.people.service.base import PeopleService


class EqualityService(PeopleService):
    """Read and replaced as a whole by whoever works for the person; before that nothing was asked."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.details = DetailRepository(context)

    async def read(self, person_id: UUID) -> dict[str, Any]:
        person = await self.worked_for(person_id)
        await self.recorded_read("person_equality", person.id, "F3")
        return self._view(person, await self.details.equality(person.id))

    async def replace(self, person_id: UUID, wanted: EqualityIn) -> dict[str, Any]:
        person = await self.worked_for(person_id, lock=True)
        self.refuse_merged(person)
        row = await self.details.equality(person.id)
        self.context.entity_tags.check(self.context.if_match, self._tag(person, row))
        if row is None:
            row = PersonEquality(
                partnership_id=person.partnership_id,
                id=new_id(),
                person_id=person.id,
                updated_at=self.context.now,
                **wanted.model_dump(mode="json"),
            )
            await self.details.add(row)
            await self.announce(row, "person_equality.created")
        else:
            everything = wanted.model_dump(mode="json")
            changed = {name: value for name, value in everything.items() if getattr(row, name) != value}
            await self.change(row, changed, "person_equality.updated")
        return self._receipt(person, row)

    def _tag(self, person: Person, row: PersonEquality | None) -> str:
        return self.context.entity_tags.tag(person.id, row.version if row else 0, "person_equality")

    def _receipt(self, person: Person, row: PersonEquality | None) -> dict[str, Any]:
        return {
            "person_id": person.id,
            "updated_at": wire_instant(row.updated_at) if row else None,
            "etag": self._tag(person, row),
        }

    def _view(self, person: Person, row: PersonEquality | None) -> dict[str, Any]:
        unasked = EqualityIn().model_dump(mode="json")
        return {
            **self._receipt(person, row),
            **(unasked if row is None else {name: getattr(row, name) for name in unasked}),
        }
