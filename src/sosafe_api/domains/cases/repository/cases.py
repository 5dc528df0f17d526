"""Every query about cases; row security shows those of the caller's services only."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow
from sosafe_api.domains.cases.models import Case, CasePerson, CaseTransition, CaseWorker
from sosafe_api.domains.cases.schemas import CaseQuery


class CaseRepository:
    """Cases of the actor's services; never commits."""

    def __init__(self, context: Context) -> None:
        self._actor = context.actor
        self._session = context.transaction.session

    def _own(self) -> Any:
        return select(Case).where(
            Case.partnership_id == self._actor.partnership_id,
            col(Case.service_id).in_(self._actor.service_ids),
        )

    async def find(self, case_id: UUID, *, lock: bool = False) -> Case | None:
        statement = self._own().where(col(Case.id) == case_id)
        result = await self._session.exec(statement.with_for_update() if lock else statement)
        found: Case | None = result.first()
        return found

    async def add(self, *rows: PartnershipRow) -> None:
        """In this order, each written at once: row security asks about a case before what belongs to it."""
        for row in rows:
            self._session.add(row)
            await self._session.flush()

    async def page(self, query: CaseQuery, after: Any) -> Sequence[Case]:
        """In the order of opening, one more than the page holds."""
        statement = self._own().order_by(col(Case.id)).limit(query.limit + 1)
        if query.status is not None:
            statement = statement.where(col(Case.status).in_([status.value for status in query.status]))
        if query.kind is not None:
            statement = statement.where(col(Case.kind).in_([kind.value for kind in query.kind]))
        if query.service_id is not None:
            statement = statement.where(Case.service_id == query.service_id)
        if query.mine is not None:
            mine = col(Case.id).in_(self._worked_on())
            statement = statement.where(mine if query.mine else ~mine)
        if after is not None:
            statement = statement.where(col(Case.id) > UUID(after))
        return list((await self._session.exec(statement)).all())

    def _worked_on(self) -> Any:
        return select(CaseWorker.case_id).where(
            CaseWorker.partnership_id == self._actor.partnership_id,
            CaseWorker.principal_id == self._actor.id,
            col(CaseWorker.ended_at).is_(None),
        )

    async def people(self, case_id: UUID) -> list[CasePerson]:
        statement = select(CasePerson).where(
            CasePerson.partnership_id == self._actor.partnership_id, CasePerson.case_id == case_id
        )
        return list((await self._session.exec(statement.order_by(col(CasePerson.id)))).all())

    async def workers(self, case_id: UUID) -> list[CaseWorker]:
        """Those at work now."""
        statement = select(CaseWorker).where(
            CaseWorker.partnership_id == self._actor.partnership_id,
            CaseWorker.case_id == case_id,
            col(CaseWorker.ended_at).is_(None),
        )
        return list((await self._session.exec(statement.order_by(col(CaseWorker.id)))).all())

    async def history(self, case_id: UUID) -> list[CaseTransition]:
        """Oldest first."""
        statement = select(CaseTransition).where(
            CaseTransition.partnership_id == self._actor.partnership_id, CaseTransition.case_id == case_id
        )
        return list((await self._session.exec(statement.order_by(col(CaseTransition.id)))).all())

    async def moves(self, case_id: UUID) -> int:
        """How often the case has moved."""
        statement = select(func.count()).where(
            CaseTransition.partnership_id == self._actor.partnership_id, CaseTransition.case_id == case_id
        )
        return int((await self._session.exec(statement)).one())

    async def person(self, case_person_id: UUID) -> CasePerson | None:
        statement = select(CasePerson).where(
            CasePerson.partnership_id == self._actor.partnership_id, CasePerson.id == case_person_id
        )
        found: CasePerson | None = await self._anew(statement)
        return found

    async def worker(self, case_worker_id: UUID) -> CaseWorker | None:
        """Somebody at work on a case that the actor may see; ended work is over for good."""
        statement = select(CaseWorker).where(
            CaseWorker.partnership_id == self._actor.partnership_id,
            CaseWorker.id == case_worker_id,
            col(CaseWorker.ended_at).is_(None),
        )
        found: CaseWorker | None = await self._anew(statement)
        return found

    async def _anew(self, statement: Any) -> Any:
        """As it stands now, also when it was read before the case was locked."""
        fresh = statement.execution_options(populate_existing=True)
        return (await self._session.exec(fresh)).first()

    async def remove(self, row: CasePerson) -> None:
        await self._session.delete(row)
        await self._session.flush()

    async def flush(self) -> None:
        await self._session.flush()
