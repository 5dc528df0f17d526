"""Queries about merges, and the writing of which record each is kept under."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.domains.people.models import Person, PersonMerge

_IN_TURN = b"SELECT pg_advisory_xact_lock(hashtextextended('person merge ' || %(partnership_id)s::text, 0))"


class MergeRepository:
    """Merges of the actor's partnership; never commits."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session
        self._execute = context.transaction.execute

    def _own(self) -> Any:
        return select(PersonMerge).where(PersonMerge.partnership_id == self._partnership_id)

    async def in_turn(self) -> None:
        """Waits until no other merge of the partnership is being made or reversed: one can move records of several."""
        await self._execute(_IN_TURN, {"partnership_id": self._partnership_id})

    async def find(self, merge_id: UUID, *, lock: bool = False) -> PersonMerge | None:
        statement = self._own().where(col(PersonMerge.id) == merge_id)
        result = await self._session.exec(statement.with_for_update() if lock else statement)
        found: PersonMerge | None = result.first()
        return found

    async def add(self, row: PersonMerge) -> None:
        self._session.add(row)
        await self._session.flush()

    async def in_force_under(self, *root_ids: UUID) -> list[PersonMerge]:
        """The merges in force whose records are kept under these."""
        statement = self._own().where(
            col(PersonMerge.root_id).in_(root_ids), col(PersonMerge.reversed_at).is_(None)
        )
        return list((await self._session.exec(statement.order_by(col(PersonMerge.id)))).all())

    async def keep_under(self, merges: list[PersonMerge], roots: Mapping[UUID, UUID]) -> None:
        """Writes which record each merged one is kept under; nothing else of any record changes."""
        for merge in merges:
            merge.root_id = roots[merge.merged_person_id]
        for person in await self._people({merge.merged_person_id for merge in merges}):
            person.merged_into_id = roots[person.id]
        await self._session.flush()

    async def release(self, person_id: UUID) -> None:
        """The record stands for itself again."""
        for person in await self._people({person_id}):
            person.merged_into_id = None
        await self._session.flush()

    async def _people(self, ids: set[UUID]) -> list[Person]:
        statement = select(Person).where(
            Person.partnership_id == self._partnership_id, col(Person.id).in_(ids)
        )
        return list((await self._session.exec(statement.order_by(col(Person.id)).with_for_update())).all())
