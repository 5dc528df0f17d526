"""Every query about needs, goals, steps and contacts; row security shows those of the caller's cases only."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.domains.auth.schemas import RecordQuery
from sosafe_api.domains.cases.models import CaseContact, CaseNeed, CaseRecord

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
        """Whether any work on the case names the person."""
        for table in (CaseNeed, CaseContact):
            statement = select(table.id).where(
                table.partnership_id == self._partnership_id,
                table.case_id == case_id,
                table.person_id == person_id,
            )
            if (await self._session.exec(statement.limit(1))).first() is not None:
                return True
        return False
