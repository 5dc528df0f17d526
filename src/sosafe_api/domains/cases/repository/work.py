"""Every query about needs, goals, steps and contacts; row security shows those of the caller's cases only."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Table, literal
from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import Access, metadata
from sosafe_api.domains.auth.schemas import RecordQuery
from sosafe_api.domains.cases.models import CasePerson, CaseRecord

Record = TypeVar("Record", bound=CaseRecord)


class WorkRepository:
    """Records of the work on the actor's cases; never commits."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    async def add(self, row: CaseRecord) -> None:
        self._session.add(row)
        await self._session.flush()

    async def find(self, table: type[Record], record_id: UUID, *, lock: bool = False) -> Record | None:
        statement = select(table).where(table.partnership_id == self._partnership_id, table.id == record_id)
        return (await self._session.exec(statement.with_for_update() if lock else statement)).first()

    async def page(
        self, table: type[Record], case_id: UUID, query: RecordQuery, after: Any
    ) -> Sequence[Record]:
        """In the order of recording, one more than the page holds."""
        statement = select(table).where(
            table.partnership_id == self._partnership_id, table.case_id == case_id
        )
        if after is not None:
            statement = statement.where(col(table.id) > UUID(after))
        return (await self._session.exec(statement.order_by(col(table.id)).limit(query.limit + 1))).all()

    async def names(self, case_id: UUID, person_id: UUID) -> bool:
        """Whether any work on the case names the person, in whichever domain's table."""
        for table in _naming():
            statement = select(literal(1)).where(
                table.c.partnership_id == self._partnership_id,
                table.c.case_id == case_id,
                table.c.person_id == person_id,
            )
            if (await self._session.exec(statement.limit(1))).first() is not None:
                return True
        return False


def _naming() -> list[Table]:
    """Tables whose rows belong to a case and name a person, but for the people of the case themselves."""
    return [
        table
        for table in metadata.sorted_tables
        if table.info.get("access") == Access.OF_CASE.value
        and {"case_id", "person_id"} <= set(table.columns.keys())
        and table.name != CasePerson.__tablename__
    ]
