"""Every query about people; row security shows those of the caller's cases only."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.domains.people.models import Person


class PersonRepository:
    """People of the actor's partnership; never commits."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    def _own(self) -> Any:
        return select(Person).where(Person.partnership_id == self._partnership_id)

    async def find(self, person_id: UUID, *, lock: bool = False) -> Person | None:
        statement = self._own().where(col(Person.id) == person_id)
        result = await self._session.exec(statement.with_for_update() if lock else statement)
        found: Person | None = result.first()
        return found

    async def add(self, row: Person) -> None:
        self._session.add(row)
        await self._session.flush()
