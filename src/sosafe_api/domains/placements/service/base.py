"""What every use case of placements needs: the place, for whom it exists, and who is on duty."""

from datetime import date
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound, ValidationFailed
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.placements.models import Place
from sosafe_api.domains.placements.repository import PlaceRepository


class PlacementServiceBase(RecordService):
    """To everybody but the service's own caseworkers, and to those it must be kept from, there is no place."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.places = PlaceRepository(context)

    @property
    def today(self) -> date:
        return london_date(self.context.now)

    async def found_place(self, place_id: UUID, *, lock: bool = False) -> Place:
        row = await self.places.find(place_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def on_duty(self, service_id: UUID) -> bool:
        return service_id in self.actor.service_ids and await self.places.on_duty(service_id)

    @staticmethod
    def refuse(*errors: FieldError | None) -> None:
        """Raises `ValidationFailed` with all of them, if there are any."""
        found = [error for error in errors if error is not None]
        if found:
            raise ValidationFailed(errors=found)
