"""Queries about places, their calendars and the duty roster."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow
from sosafe_api.core.db.row_security import excluded
from sosafe_api.domains.placements.models import DutyShift, Place, PlaceBooking
from sosafe_api.domains.placements.rules import Taken
from sosafe_api.domains.placements.schemas import DutyShiftQuery, PlaceQuery

_ON_DUTY = b"""
SELECT EXISTS (SELECT FROM duty_shifts WHERE partnership_id = %(partnership_id)s
 AND principal_id = %(principal_id)s AND service_id = %(service_id)s
 AND starts_at <= %(now)s AND %(now)s < ends_at)"""
_HIDDEN = f"""
SELECT EXISTS (SELECT FROM live_stays stay WHERE stay.partnership_id = %(partnership_id)s
 AND stay.service_id = %(service_id)s AND {excluded("stay.case_id")})""".encode()  # noqa: S608 - our constant
_TAKEN = """
SELECT place_id, unit, starts_on, ends_on, staying FROM place_bookings
WHERE partnership_id = %(partnership_id)s AND place_id = ANY (%(place_ids)s::uuid[])
 AND starts_on < %(before)s AND (staying OR ends_on > %(start)s) AND id <> %(but)s"""
_NOBODY = UUID(int=0)


class PlaceRepository:
    """Places of the actor's services; never commits."""

    def __init__(self, context: Context) -> None:
        self._now = context.now
        self._actor = context.actor
        self._transaction = context.transaction
        self._session = context.transaction.session

    async def find(self, place_id: UUID, *, lock: bool = False) -> Place | None:
        """A place of the actor's own services."""
        found: Place | None = await self._one(self._own().where(col(Place.id) == place_id), lock=lock)
        return found

    async def find_askable(self, place_id: UUID) -> Place | None:
        """A place of the actor's services, or one that may be told to a group in which the actor sits."""
        told = col(Place.reader_group_id).in_(self._actor.group_ids)
        own = col(Place.service_id).in_(self._actor.service_ids)
        found: Place | None = await self._one(self._of(Place).where(col(Place.id) == place_id, own | told))
        return found

    async def shift(self, shift_id: UUID, *, lock: bool = False) -> DutyShift | None:
        found: DutyShift | None = await self._one(
            self._of(DutyShift).where(col(DutyShift.id) == shift_id), lock=lock
        )
        return found

    async def add(self, row: PartnershipRow) -> None:
        """Written at once, so that a constraint speaks before anything is told of the row."""
        self._session.add(row)
        await self._session.flush()

    async def page(self, query: PlaceQuery, after: Any) -> Sequence[Place]:
        statement = self._own()
        if query.service_id is not None:
            statement = statement.where(Place.service_id == query.service_id)
        if query.kind is not None:
            statement = statement.where(col(Place.kind).in_([kind.value for kind in query.kind]))
        if query.status is not None:
            statement = statement.where(Place.status == query.status.value)
        return await self._page(statement, Place, after, query.limit)

    async def shifts(self, query: DutyShiftQuery, after: Any) -> Sequence[DutyShift]:
        statement = self._of(DutyShift)
        if query.service_id is not None:
            statement = statement.where(DutyShift.service_id == query.service_id)
        if query.principal_id is not None:
            statement = statement.where(DutyShift.principal_id == query.principal_id)
        if query.on_duty_at is not None:
            statement = statement.where(
                col(DutyShift.starts_at) <= query.on_duty_at, col(DutyShift.ends_at) > query.on_duty_at
            )
        return await self._page(statement, DutyShift, after, query.limit)

    async def of_service(self, service_id: UUID) -> Sequence[Place]:
        return list((await self._session.exec(self._own().where(Place.service_id == service_id))).all())

    async def on_duty(self, service_id: UUID) -> bool:
        """Whether the actor stands on the service's roster at this instant."""
        values = self._values(service_id=service_id, principal_id=self._actor.id, now=self._now)
        ((found,),) = await self._transaction.execute(_ON_DUTY, values)
        return bool(found)

    async def hidden(self, service_id: UUID) -> bool:
        """Whether the service's places are kept from the actor, since somebody hidden from it stays there."""
        ((found,),) = await self._transaction.execute(_HIDDEN, self._values(service_id=service_id))
        return bool(found)

    async def taken(
        self, place_ids: Sequence[UUID], start: date, before: date, *, but: UUID | None = None
    ) -> dict[UUID, list[Taken]]:
        """The units taken on some day of the period, by place; `but` is a stay that is left out."""
        values = self._values(place_ids=list(place_ids), start=start, before=before, but=but or _NOBODY)
        found: dict[UUID, list[Taken]] = {place_id: [] for place_id in place_ids}
        for place_id, *stay in await self._transaction.execute(_TAKEN.encode(), values):
            found[place_id].append(Taken(*stay))
        return found

    async def highest_unit(self, place_id: UUID, since: date) -> int:
        """The highest unit in which a stay is agreed from the day on; 0 where none is."""
        statement = select(PlaceBooking.unit).where(
            PlaceBooking.partnership_id == self._actor.partnership_id,
            PlaceBooking.place_id == place_id,
            (col(PlaceBooking.ends_on) > since) | col(PlaceBooking.staying),
        )
        return max((await self._session.exec(statement)).all(), default=0)

    def _values(self, **more: Any) -> dict[str, Any]:
        return {"partnership_id": self._actor.partnership_id, **more}

    def _of(self, table: type[PartnershipRow]) -> Any:
        return select(table).where(col(table.partnership_id) == self._actor.partnership_id)

    def _own(self) -> Any:
        return self._of(Place).where(col(Place.service_id).in_(self._actor.service_ids))

    async def _one(self, statement: Any, *, lock: bool = False) -> Any:
        return (await self._session.exec(statement.with_for_update() if lock else statement)).first()

    async def _page(self, statement: Any, table: Any, after: Any, limit: int) -> list[Any]:
        if after is not None:
            statement = statement.where(col(table.id) > UUID(after))
        return list((await self._session.exec(statement.order_by(col(table.id)).limit(limit + 1))).all())
