"""Moving stays on: who may move which, and what each move does to the place's calendar."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from sosafe_api.core.errors import FieldError, TransitionNotAllowed
from sosafe_api.domains.placements import rules
from sosafe_api.domains.placements.errors import NoRoom, NotYetBegun, unknown
from sosafe_api.domains.placements.models import Place, PlaceBooking, Placement
from sosafe_api.domains.placements.repository import StayRepository
from sosafe_api.domains.placements.rules import PlacementStatus, PlaceStatus
from sosafe_api.domains.placements.schemas import PlacementTransitionIn
from sosafe_api.domains.placements.service.base import PlacementServiceBase

S = PlacementStatus
_REASON_ERRORS = {
    "required": FieldError("required", "Must be given for this status.", pointer="#/reason_code"),
    "unknown_code": FieldError("unknown_code", "Is not a reason of this status.", pointer="#/reason_code"),
    "not_wanted": FieldError("not_wanted", "Must not be given for this status.", pointer="#/reason_code"),
}


class MovingService(PlacementServiceBase):
    """The stay is locked first, then its place: so two who take the last unit come one after the other."""

    stays: StayRepository

    async def allowed(self, row: Placement) -> list[PlacementStatus]:
        return rules.allowed_transitions(
            S(row.status),
            on_duty=await self.on_duty(row.service_id),
            sees_place=row.status != S.OFFERED or await self.stays.booking(row.id) is not None,
        )

    async def move(self, row: Placement, wanted: PlacementTransitionIn) -> None:
        """Raises `TransitionNotAllowed`, `ValidationFailed`, and what the new status itself may raise."""
        allowed = await self.allowed(row)
        if wanted.to not in allowed:
            raise TransitionNotAllowed(allowed_to=allowed)
        problem = rules.reason_problem(wanted.to, wanted.reason_code)
        self.refuse(_REASON_ERRORS[problem] if problem else None, _place_error(wanted))
        steps: dict[PlacementStatus, Callable[[], Awaitable[None]]] = {
            S.OFFERED: lambda: self._offer(row, wanted.place_id),
            S.OCCUPIED: lambda: self._occupy(row),
        }
        await steps.get(wanted.to, lambda: self._leave(row))()
        self._renew(
            row,
            {
                "status": wanted.to.value,
                "status_since": self.context.now,
                "reason_code": wanted.reason_code,
                "ended_on": self.today if wanted.to is S.ENDED else None,
            },
        )
        await self.announce(row, f"placement.{wanted.to.value}", service_id=row.service_id)

    async def shown_place(self, row: Placement) -> UUID | None:
        """The place, for those who may ask for its location now."""
        booking = await self.stays.booking(row.id) if row.status in rules.LIVE else None
        if booking is None:
            return None
        entitled = await self.on_duty(row.service_id) or await self.stays.holds(booking.place_id)
        return booking.place_id if entitled else None

    async def _offer(self, row: Placement, place_id: UUID | None) -> None:
        place = await self.places.find(place_id, lock=True) if place_id else None
        if place is None or place.service_id != row.service_id or place.status != PlaceStatus.OPEN:
            raise unknown("#/place_id")
        unit = await self._unit(row, place, first=1)
        if unit is None:
            raise NoRoom("#/place_id")
        booking = PlaceBooking(
            partnership_id=row.partnership_id,
            id=row.id,
            place_id=place.id,
            case_id=row.case_id,
            unit=unit,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        await self.stays.add(booking)

    async def _occupy(self, row: Placement) -> None:
        """Moves in, in another unit where somebody stays on in the one that was agreed."""
        booking = await self.stays.booking(row.id)
        place = await self.places.find(booking.place_id, lock=True) if booking else None
        if booking is None or place is None:
            raise TransitionNotAllowed(allowed_to=[])
        if self.today < row.starts_on:
            raise NotYetBegun()
        unit = await self._unit(row, place, first=booking.unit)
        if unit is None:
            raise NoRoom("#/to")
        booking.unit, booking.staying = unit, True
        await self.transaction.flush()

    async def _leave(self, row: Placement) -> None:
        """Gives the unit back, if one was taken, also where the mover does not see the place: it must be free."""
        async with self.transaction.widened(excluded_ids=()):
            booking = await self.stays.booking(row.id)
            if booking is not None:
                await self.stays.release(
                    booking, self.today if row.status == S.OCCUPIED else booking.starts_on
                )
        await self.stays.end_live(row.id)

    async def _unit(self, row: Placement, place: Place, *, first: int) -> int | None:
        wanted = rules.Taken(first, row.starts_on, row.ends_on)
        return await self.free_unit(row, place, wanted)

    async def free_unit(self, row: Placement, place: Place, wanted: rules.Taken) -> int | None:
        """A unit of the locked place for the wanted days, the stay's own one not counted as taken."""
        taken = await self.places.taken([place.id], wanted.starts_on, wanted.ends_on, but=row.id)
        return rules.free_unit(place.capacity, taken[place.id], wanted, today=self.today)

    def _renew(self, row: Placement, columns: dict[str, Any]) -> None:
        """A new version of the stay."""
        for name, value in columns.items():
            setattr(row, name, value)
        row.version += 1
        row.updated_at = self.context.now


def _place_error(wanted: PlacementTransitionIn) -> FieldError | None:
    offered = wanted.to is S.OFFERED
    if offered is (wanted.place_id is not None):
        return None
    code, detail = ("required", "Must be given") if offered else ("not_wanted", "Must not be given")
    return FieldError(code, f"{detail} for this status.", pointer="#/place_id")
