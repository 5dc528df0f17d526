"""Queries about households and who lives in them."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.domains.people.models import Household, HouseholdMember


class HouseholdRepository:
    """Households of people whom the caller works for, with the members whom the caller sees; never commits."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    async def add(self, row: Household | HouseholdMember) -> None:
        self._session.add(row)
        await self._session.flush()

    async def find(self, household_id: UUID, *, lock: bool = False) -> Household | None:
        statement = select(Household).where(
            Household.partnership_id == self._partnership_id, col(Household.id) == household_id
        )
        return (await self._session.exec(statement.with_for_update() if lock else statement)).first()

    async def members(self, household_id: UUID) -> list[HouseholdMember]:
        statement = self._members().where(col(HouseholdMember.household_id) == household_id).limit(200)
        return list((await self._session.exec(statement.order_by(col(HouseholdMember.id)))).all())

    async def member(self, member_id: UUID) -> HouseholdMember | None:
        """Somebody's time in a household, locked."""
        statement = self._members().where(col(HouseholdMember.id) == member_id).with_for_update()
        found: HouseholdMember | None = (await self._session.exec(statement)).first()
        return found

    def _members(self) -> Any:
        return select(HouseholdMember).where(HouseholdMember.partnership_id == self._partnership_id)
