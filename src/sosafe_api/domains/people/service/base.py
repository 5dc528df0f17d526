"""What every use case of people needs: a person found among those seen, or among those worked for."""

from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.context import Context
from sosafe_api.core.errors import BusinessRule, FieldError, NotFound, ValidationFailed
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.people.models import Person
from sosafe_api.domains.people.repository import PersonRepository


class PeopleService(RecordService):
    """A person is visible through the caller's cases; to everybody else there is none."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.people = PersonRepository(context)

    async def found(self, person_id: UUID, *, lock: bool = False) -> Person:
        row = await self.people.find(person_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def worked_for(self, person_id: UUID, *, lock: bool = False) -> Person:
        """Somebody whom a case of the caller's was opened about; to others what belongs to them is absent."""
        row = await self.found(person_id, lock=lock)
        if not await self.people.works_for(row.id):
            raise NotFound()
        return row

    async def usable(self, person_id: UUID, pointer: str) -> tuple[Person | None, FieldError | None]:
        """A person whom a new record may name: seen, and by a record that is merged into none. Or what is wrong."""
        row = await self.people.find(person_id, lock=True)
        if row is None:
            return None, FieldError("unknown_reference", "Names no person that you can use here.", pointer)
        if row.merged_into_id is not None:
            return None, merged_record(row.merged_into_id, pointer)
        return row, None

    async def recorded_read(self, resource: str, object_id: UUID, field_set: str) -> None:
        """Written before a byte leaves."""
        entry = Entry(
            operation=f"{resource}:read", object_type=resource, object_id=object_id, field_set=field_set
        )
        await record(self.context, entry)

    def made(self) -> dict[str, Any]:
        """What every new row of a person's begins with."""
        return {
            "partnership_id": self.actor.partnership_id,
            "created_at": self.context.now,
            "updated_at": self.context.now,
        }

    @staticmethod
    def refuse_merged(row: Person) -> None:
        """Raises `BusinessRule` where the record is merged: new facts belong with the one that is kept."""
        if row.merged_into_id is not None:
            raise BusinessRule(
                "The record is merged into another one: change that one.",
                errors=[merged_record(row.merged_into_id, "#")],
            )

    @staticmethod
    def refuse(errors: list[FieldError | None]) -> None:
        """Raises `ValidationFailed` with all of them, if there are any."""
        found = [error for error in errors if error is not None]
        if found:
            raise ValidationFailed(errors=found)


def merged_record(kept_id: UUID, pointer: str) -> FieldError:
    return FieldError(
        "merged_record",
        "Is merged into the record that `merged_into_id` names: use that one.",
        pointer,
        extra={"merged_into_id": str(kept_id)},
    )
