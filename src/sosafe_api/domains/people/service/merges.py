"""Merging two records of one person, and parting them again: the records themselves are never touched."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import BusinessRule, NotFound
from sosafe_api.core.ids import new_id
from sosafe_api.domains.people.models import PersonMerge
from sosafe_api.domains.people.repository import MergeRepository
from sosafe_api.domains.people.rules.merging import MOST_RECORDS_OF_ONE_PERSON, roots
from sosafe_api.domains.people.schemas import PersonMergeIn, PersonMergeReversalIn
from sosafe_api.domains.people.service.base import PeopleService


class MergeService(PeopleService):
    """A merge adds a line that says whose record is whose. The lines in force decide under which record each is
    kept, so parting two records leaves every row as if they had never been merged, in whatever order it is done.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.merges = MergeRepository(context)

    async def merge(self, wanted: PersonMergeIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for a record that the caller does not see, or that is merged already."""
        places = {"#/person_id": wanted.person_id, "#/merged_person_id": wanted.merged_person_id}
        await self.merges.in_turn()
        checked = {place: await self.usable(person_id, place) for place, person_id in places.items()}
        self.refuse([checked[place][1] for place in places])
        row = PersonMerge(
            **wanted.model_dump(mode="python", exclude={"reason_code"}),
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            root_id=wanted.person_id,
            reason_code=wanted.reason_code.value,
            merged_by=self.actor.id,
            merged_at=self.context.now,
        )
        async with self.transaction.widened(reach="partnership"):
            await self.merges.add(row)
            in_force = await self.merges.in_force_under(wanted.person_id, wanted.merged_person_id)
            if len(in_force) >= MOST_RECORDS_OF_ONE_PERSON:
                raise BusinessRule(f"At most {MOST_RECORDS_OF_ONE_PERSON} records can be one person's.")
            await self._keep(in_force)
            await self.announce(row, "person_merge.created")
        return self._view(row)

    async def read(self, merge_id: UUID) -> dict[str, Any]:
        row = await self._found(merge_id)
        await self.recorded_read("person_merge", row.id, "F0")
        return self._view(row)

    async def reverse(self, merge_id: UUID, wanted: PersonMergeReversalIn) -> dict[str, Any]:
        """Raises `NotFound`, `PreconditionFailed`, `BusinessRule` where it is reversed already."""
        await self.merges.in_turn()
        row = await self._found(merge_id, lock=True)
        self.check(row, "person_merge")
        if row.reversed_at is not None:
            raise BusinessRule("The merge is reversed already.")
        async with self.transaction.widened(reach="partnership"):
            await self.people.find(row.root_id, lock=True)
            in_force = await self.merges.in_force_under(row.root_id)
            reversal = {
                "reversal_reason_code": wanted.reason_code.value,
                "reversed_by": self.actor.id,
                "reversed_at": self.context.now,
                "root_id": row.person_id,
            }
            await self.merges.release(row.merged_person_id)
            await self._keep([merge for merge in in_force if merge.id != row.id])
            await self.change(row, reversal, "person_merge.reversed")
        return self._view(row)

    async def _keep(self, in_force: list[PersonMerge]) -> None:
        kept = roots({merge.merged_person_id: merge.person_id for merge in in_force})
        await self.merges.keep_under(in_force, kept)

    async def _found(self, merge_id: UUID, *, lock: bool = False) -> PersonMerge:
        """A merge of two records that the caller sees."""
        row = await self.merges.find(merge_id, lock=lock)
        if row is None:
            raise NotFound()
        for person_id in (row.person_id, row.merged_person_id):
            await self.found(person_id)
        return row

    def _view(self, row: PersonMerge) -> dict[str, Any]:
        return {
            "id": row.id,
            "person_id": row.person_id,
            "merged_person_id": row.merged_person_id,
            "reason_code": row.reason_code,
            "merged_by": row.merged_by,
            "merged_at": wire_instant(row.merged_at),
            "reversal_reason_code": row.reversal_reason_code,
            "reversed_by": row.reversed_by,
            "reversed_at": wire_instant(row.reversed_at) if row.reversed_at else None,
            "etag": self.tag(row, "person_merge"),
        }
