"""How much room there is: a place's calendar for its duty, a service's vacancies for those who work for it."""

from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.errors import FieldError, InvalidParameter, NotFound
from sosafe_api.domains.placements.rules import (
    LONGEST_CALENDAR,
    USUAL_CALENDAR,
    PlaceStatus,
    occupancy,
)
from sosafe_api.domains.placements.schemas import CalendarQuery
from sosafe_api.domains.placements.service.base import PlacementServiceBase


class CalendarService(PlacementServiceBase):
    """Days and numbers; neither says who stays there."""

    async def of_place(self, place_id: UUID, query: CalendarQuery) -> dict[str, Any]:
        """Raises `NotFound` for whoever is not on duty for the place's service now."""
        start, before = self._days(query)
        row = await self.found_place(place_id)
        if not await self.on_duty(row.service_id):
            raise NotFound()
        taken = (await self.places.taken([row.id], start, before))[row.id]
        days = occupancy(taken, start, before, today=self.today)
        return {
            "place_id": row.id,
            "data": [
                {"day": day, "free": max(0, row.capacity - count), "occupied": count} for day, count in days
            ],
        }

    async def of_service(self, service_id: UUID, query: CalendarQuery) -> dict[str, Any]:
        """Raises `NotFound` where the service is not the caller's, or its places are kept from them."""
        start, before = self._days(query)
        if service_id not in self.actor.service_ids or await self.places.hidden(service_id):
            raise NotFound()
        rows = await self.places.of_service(service_id)
        opened = [row for row in rows if row.status == PlaceStatus.OPEN]
        taken = await self.places.taken([row.id for row in opened], start, before)
        free: dict[date, int] = dict.fromkeys(
            (day for day, _ in occupancy([], start, before, today=start)), 0
        )
        for row in opened:
            for day, count in occupancy(taken[row.id], start, before, today=self.today):
                free[day] += max(0, row.capacity - count)
        return {
            "service_id": service_id,
            "data": [{"day": day, "free": count} for day, count in free.items()],
        }

    def _days(self, query: CalendarQuery) -> tuple[date, date]:
        start = query.from_ or self.today
        before = query.before or start + USUAL_CALENDAR
        if start < before <= start + LONGEST_CALENDAR:
            return start, before
        detail = f"Must be after `from`, by at most {LONGEST_CALENDAR.days} days."
        raise InvalidParameter(errors=[FieldError("period_out_of_range", detail, parameter="before")])
