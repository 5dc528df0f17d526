"""Queries about stays and the units that are taken for them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow
from sosafe_api.domains.placements.models import LiveStay, PlaceBooking, Placement

# Somebody who works on a case that the caller may see, and that stays at the place now or comes today.
_HOLDS = b"""
SELECT EXISTS (SELECT FROM place_bookings b
 JOIN placements p ON p.partnership_id = b.partnership_id AND p.id = b.id
 JOIN case_workers w ON w.partnership_id = p.partnership_id AND w.case_id = p.case_id
 WHERE b.partnership_id = %(partnership_id)s AND b.place_id = %(place_id)s
 AND w.principal_id = %(principal_id)s AND w.ended_at IS NULL
 AND (p.status = 'occupied' OR p.status = 'offered' AND b.starts_on <= %(today)s AND %(today)s < b.ends_on))"""


class StayRepository:
    """Stays of cases that the actor may see; never commits."""

    def __init__(self, context: Context) -> None:
        self._today = london_date(context.now)
        self._actor = context.actor
        self._transaction = context.transaction
        self._session = context.transaction.session

    async def find(self, placement_id: UUID, *, lock: bool = False) -> Placement | None:
        statement = self._own().where(col(Placement.id) == placement_id)
        found = await self._session.exec(statement.with_for_update() if lock else statement)
        stay: Placement | None = found.first()
        return stay

    async def add(self, *rows: PartnershipRow) -> None:
        """In this order, each written at once: row security asks about a case before what belongs to it."""
        for row in rows:
            self._session.add(row)
            await self._session.flush()

    async def of_case(self, case_id: UUID, limit: int, after: Any) -> Sequence[Placement]:
        statement = (
            self._own().where(Placement.case_id == case_id).order_by(col(Placement.id)).limit(limit + 1)
        )
        if after is not None:
            statement = statement.where(col(Placement.id) > UUID(after))
        return list((await self._session.exec(statement)).all())

    async def booking(self, placement_id: UUID) -> PlaceBooking | None:
        statement = select(PlaceBooking).where(
            PlaceBooking.partnership_id == self._actor.partnership_id, PlaceBooking.id == placement_id
        )
        return (await self._session.exec(statement)).first()

    async def holds(self, place_id: UUID) -> bool:
        """Whether the actor works on a case that stays at the place at present."""
        values = {
            "partnership_id": self._actor.partnership_id,
            "place_id": place_id,
            "principal_id": self._actor.id,
            "today": self._today,
        }
        ((found,),) = await self._transaction.execute(_HOLDS, values)
        return bool(found)

    async def end_live(self, placement_id: UUID) -> None:
        """The stay is over, so it hides no place any more."""
        row = await self._session.get(LiveStay, (self._actor.partnership_id, placement_id))
        if row is not None:
            await self._session.delete(row)
            await self._session.flush()

    async def release(self, booking: PlaceBooking, day: date) -> None:
        """Gives the unit back from the day on; altogether when that is the first one."""
        booking.ends_on = max(booking.starts_on, min(booking.ends_on, day))
        booking.staying = False
        await self._session.flush()

    def _own(self) -> Any:
        return select(Placement).where(
            Placement.partnership_id == self._actor.partnership_id,
            col(Placement.service_id).in_(self._actor.service_ids),
        )
