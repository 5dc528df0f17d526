"""Every query about programmes; enrolments and attendance show through the caller's cases only."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import col, func, select

from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow
from sosafe_api.domains.auth.schemas import RecordQuery
from sosafe_api.domains.programmes.models import (
    Programme,
    ProgrammeAttendance,
    ProgrammeEnrolment,
    ProgrammeSession,
)
from sosafe_api.domains.programmes.rules import SessionAttendance
from sosafe_api.domains.programmes.schemas import ProgrammeQuery

Owned = TypeVar("Owned", Programme, ProgrammeSession)


class ProgrammeRepository:
    """Programmes of the actor's services; never commits."""

    def __init__(self, context: Context) -> None:
        self._actor = context.actor
        self._session = context.transaction.session

    async def add(self, *rows: PartnershipRow) -> None:
        """What others refer to comes first."""
        for row in rows:
            self._session.add(row)
        await self._session.flush()

    def _own(self, table: type[Owned]) -> Any:
        return select(table).where(
            table.partnership_id == self._actor.partnership_id,
            col(table.service_id).in_(self._actor.service_ids),
        )

    async def find(self, table: type[Owned], row_id: UUID, *, lock: bool = False) -> Owned | None:
        statement = self._own(table).where(table.id == row_id)
        found: Owned | None = (
            await self._session.exec(statement.with_for_update() if lock else statement)
        ).first()
        return found

    async def page(self, query: ProgrammeQuery, after: Any) -> Sequence[Programme]:
        statement = self._own(Programme)
        if query.service_id is not None:
            statement = statement.where(Programme.service_id == query.service_id)
        if query.kind is not None:
            statement = statement.where(col(Programme.kind).in_([kind.value for kind in query.kind]))
        found: Sequence[Programme] = await self._page(statement, Programme, query, after)
        return found

    async def sessions(
        self, programme_id: UUID, query: RecordQuery, after: Any
    ) -> Sequence[ProgrammeSession]:
        statement = self._own(ProgrammeSession).where(ProgrammeSession.programme_id == programme_id)
        found: Sequence[ProgrammeSession] = await self._page(statement, ProgrammeSession, query, after)
        return found

    async def enrolments(
        self, programme_id: UUID, query: RecordQuery, after: Any
    ) -> Sequence[ProgrammeEnrolment]:
        statement = select(ProgrammeEnrolment).where(
            ProgrammeEnrolment.partnership_id == self._actor.partnership_id,
            ProgrammeEnrolment.programme_id == programme_id,
        )
        found: Sequence[ProgrammeEnrolment] = await self._page(statement, ProgrammeEnrolment, query, after)
        return found

    async def _page(self, statement: Any, table: Any, query: RecordQuery, after: Any) -> Any:
        """In the order of recording, one more than the page holds."""
        if after is not None:
            statement = statement.where(col(table.id) > UUID(after))
        return (await self._session.exec(statement.order_by(col(table.id)).limit(query.limit + 1))).all()

    async def enrolment(self, enrolment_id: UUID, *, lock: bool = False) -> ProgrammeEnrolment | None:
        statement = select(ProgrammeEnrolment).where(
            ProgrammeEnrolment.partnership_id == self._actor.partnership_id,
            ProgrammeEnrolment.id == enrolment_id,
        )
        return (await self._session.exec(statement.with_for_update() if lock else statement)).first()

    async def enrolled(self, programme_id: UUID) -> int:
        """How many enrolments of the programme the transaction sees, whatever became of them."""
        statement = select(func.count()).where(
            ProgrammeEnrolment.partnership_id == self._actor.partnership_id,
            ProgrammeEnrolment.programme_id == programme_id,
        )
        return (await self._session.exec(statement)).one()

    async def attended(self, enrolment_id: UUID) -> int:
        """How many sessions somebody came to."""
        statement = select(func.count()).where(
            ProgrammeAttendance.partnership_id == self._actor.partnership_id,
            ProgrammeAttendance.enrolment_id == enrolment_id,
            ProgrammeAttendance.attendance == SessionAttendance.ATTENDED.value,
        )
        return (await self._session.exec(statement)).one()

    async def register(self, session_id: UUID) -> Sequence[ProgrammeAttendance]:
        statement = select(ProgrammeAttendance).where(
            ProgrammeAttendance.partnership_id == self._actor.partnership_id,
            ProgrammeAttendance.session_id == session_id,
        )
        return (await self._session.exec(statement.order_by(col(ProgrammeAttendance.enrolment_id)))).all()
