"""Every query about families; row security shows their cases to each case's own workers only."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.domains.cases.models import Family, FamilyCase


class FamilyRepository:
    """Families of the actor's cases; never commits."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    async def add(self, *rows: Family | FamilyCase) -> None:
        """In this order, each written at once: what others refer to comes first."""
        for row in rows:
            self._session.add(row)
            await self._session.flush()

    async def remove(self, row: FamilyCase) -> None:
        await self._session.delete(row)
        await self._session.flush()

    async def find(self, family_id: UUID, *, lock: bool = False) -> Family | None:
        statement = select(Family).where(
            Family.partnership_id == self._partnership_id, Family.id == family_id
        )
        return (await self._session.exec(statement.with_for_update() if lock else statement)).first()

    async def cases(self, family_id: UUID) -> Sequence[FamilyCase]:
        """Those that the caller may see."""
        statement = select(FamilyCase).where(
            FamilyCase.partnership_id == self._partnership_id, FamilyCase.family_id == family_id
        )
        return (await self._session.exec(statement.order_by(col(FamilyCase.id)))).all()

    async def place(self, family_case_id: UUID) -> FamilyCase | None:
        statement = select(FamilyCase).where(
            FamilyCase.partnership_id == self._partnership_id, FamilyCase.id == family_case_id
        )
        return (await self._session.exec(statement)).first()

    async def of_case(self, case_id: UUID) -> Sequence[UUID]:
        statement = select(FamilyCase.family_id).where(
            FamilyCase.partnership_id == self._partnership_id, FamilyCase.case_id == case_id
        )
        return (await self._session.exec(statement.order_by(col(FamilyCase.id)))).all()
