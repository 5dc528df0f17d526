"""What every query about risk begins with: the actor's partnership, and rows in the order of their writing."""

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import column, exists, table
from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow

Row = TypeVar("Row", bound=PartnershipRow)
_CASE_PEOPLE = table("case_people", column("partnership_id"), column("case_id"), column("person_id"))


class RiskRepositoryBase:
    """Row security shows what is about people of the caller's cases only; never commits."""

    def __init__(self, context: Context) -> None:
        self.partnership_id = context.actor.partnership_id
        self.session = context.transaction.session

    def own(self, kind: type[Row]) -> Any:
        return select(kind).where(kind.partnership_id == self.partnership_id)

    async def find(self, kind: type[Row], row_id: UUID) -> Row | None:
        found: Row | None = (await self.session.exec(self.own(kind).where(col(kind.id) == row_id))).first()
        return found

    async def add(self, row: PartnershipRow) -> None:
        self.session.add(row)
        await self.session.flush()

    async def rows(self, kind: type[Row], statement: Any, limit: int, after: Any) -> list[Row]:
        """A page and one row more."""
        if after is not None:
            statement = statement.where(col(kind.id) > UUID(after))
        return list((await self.session.exec(statement.order_by(col(kind.id)).limit(limit + 1))).all())

    async def is_about(self, case_id: UUID, person_id: UUID) -> bool:
        """Whether the person is one of a case that the caller may see. A foreign key alone sees every case."""
        link = _CASE_PEOPLE.c
        statement = select(
            exists().where(
                link.partnership_id == self.partnership_id,
                link.case_id == case_id,
                link.person_id == person_id,
            )
        )
        return bool((await self.session.exec(statement)).one())
