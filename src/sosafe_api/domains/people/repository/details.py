"""Queries about what belongs to a person: addresses, answers for equality monitoring."""

from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.domains.people.models import PersonAddress, PersonEquality


class DetailRepository:
    """What belongs to people whom the caller works for; never commits."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    async def add(self, row: PersonAddress | PersonEquality) -> None:
        self._session.add(row)
        await self._session.flush()

    async def addresses(self, person_id: UUID) -> list[PersonAddress]:
        """Those of every record of the person, the latest first."""
        same = select(func.same_person(self._partnership_id, person_id))
        statement = self._own_addresses().where(col(PersonAddress.person_id).in_(same)).limit(200)
        order = (col(PersonAddress.starts_on).desc(), col(PersonAddress.id).desc())
        return list((await self._session.exec(statement.order_by(*order))).all())

    async def address(self, address_id: UUID) -> PersonAddress | None:
        """The address, locked."""
        statement = self._own_addresses().where(col(PersonAddress.id) == address_id).with_for_update()
        found: PersonAddress | None = (await self._session.exec(statement)).first()
        return found

    def _own_addresses(self) -> Any:
        return select(PersonAddress).where(PersonAddress.partnership_id == self._partnership_id)

    async def equality(self, person_id: UUID) -> PersonEquality | None:
        statement = select(PersonEquality).where(
            PersonEquality.partnership_id == self._partnership_id, PersonEquality.person_id == person_id
        )
        return (await self._session.exec(statement)).first()
