"""Queries about people's records, and about which records are one person's."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.domains.people.models import Person

_ONE_PERSON = "(SELECT same_person(%(partnership_id)s, %(person_id)s))"
_WORKS_FOR = b"SELECT works_for_person(%(partnership_id)s, %(person_id)s)"
_ADD_KEYS = b"""
INSERT INTO person_match_keys (partnership_id, person_id, match_key)
SELECT %(partnership_id)s, %(person_id)s, found FROM unnest(%(keys)s::bigint[]) found"""
_DROP_KEYS = b"""
DELETE FROM person_match_keys WHERE partnership_id = %(partnership_id)s AND person_id = %(person_id)s"""
_CASES = f"""
SELECT DISTINCT case_id FROM case_people WHERE partnership_id = %(partnership_id)s
 AND person_id IN {_ONE_PERSON} ORDER BY case_id LIMIT 200""".encode()  # noqa: S608 - fixed parts only
_HOUSEHOLDS = f"""
SELECT DISTINCT household_id FROM household_members WHERE partnership_id = %(partnership_id)s
 AND person_id IN {_ONE_PERSON} AND ends_on IS NULL ORDER BY household_id LIMIT 50""".encode()  # noqa: S608


class PersonRepository:
    """People of the actor's partnership; never commits."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._transaction = context.transaction
        self._session = context.transaction.session

    def _own(self) -> Any:
        return select(Person).where(Person.partnership_id == self._partnership_id)

    async def find(self, person_id: UUID, *, lock: bool = False) -> Person | None:
        statement = self._own().where(col(Person.id) == person_id)
        result = await self._session.exec(statement.with_for_update() if lock else statement)
        found: Person | None = result.first()
        return found

    async def merged_with(self, person: Person) -> list[Person]:
        """The other records of the same person, the kept one first."""
        root_id = person.merged_into_id or person.id
        statement = self._own().where(
            (col(Person.id) == root_id) | (col(Person.merged_into_id) == root_id), col(Person.id) != person.id
        )
        order = (col(Person.merged_into_id).is_not(None), col(Person.id))
        return list((await self._session.exec(statement.order_by(*order))).all())

    async def add(self, row: Person, match_keys: Sequence[int]) -> None:
        self._session.add(row)
        await self._session.flush()
        await self._transaction.execute(_ADD_KEYS, self._of(row.id) | {"keys": list(match_keys)})

    async def replace_keys(self, person_id: UUID, match_keys: Sequence[int]) -> None:
        await self._transaction.execute(_DROP_KEYS, self._of(person_id))
        await self._transaction.execute(_ADD_KEYS, self._of(person_id) | {"keys": list(match_keys)})

    async def works_for(self, person_id: UUID) -> bool:
        """Whether a case that the caller sees was opened about the person."""
        ((found,),) = await self._transaction.execute(_WORKS_FOR, self._of(person_id))
        return bool(found)

    async def case_ids(self, person_id: UUID) -> list[UUID]:
        """The cases that name the person and that the caller sees."""
        return [row[0] for row in await self._transaction.execute(_CASES, self._of(person_id))]

    async def household_ids(self, person_id: UUID) -> list[UUID]:
        """Where the person lives now, as far as the caller may see."""
        return [row[0] for row in await self._transaction.execute(_HOUSEHOLDS, self._of(person_id))]

    def _of(self, person_id: UUID) -> dict[str, Any]:
        return {"partnership_id": self._partnership_id, "person_id": person_id}
