"""Places: recorded and described by the caseworkers of their service; their locations go in and stay in."""

from typing import Any
from uuid import UUID

import msgspec

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.core.security.sealing import SealedPlace
from sosafe_api.domains.placements.errors import CapacityTaken, unknown
from sosafe_api.domains.placements.models import Place, PlaceLocation
from sosafe_api.domains.placements.rules import PlaceStatus
from sosafe_api.domains.placements.schemas import LocationIn, PlaceIn, PlacePatch, PlaceQuery
from sosafe_api.domains.placements.service.base import PlacementServiceBase


def sealed_place(partnership_id: UUID, location_id: UUID) -> SealedPlace:
    """Where a location's content stands; sealing and unsealing must name the same."""
    return SealedPlace("place_locations", "location", partnership_id, location_id)


class PlaceService(PlacementServiceBase):
    """A place is known by a word that tells nothing."""

    async def create(self, wanted: PlaceIn) -> dict[str, Any]:
        """Raises `CodeNameInUse`, and `ValidationFailed` for a service that the caller does not work for.

        Nor does it for one whose places are kept from the caller.
        """
        own = wanted.service_id in self.actor.service_ids
        if not own or await self.places.hidden(wanted.service_id):
            raise unknown("#/service_id")
        row = Place(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            service_id=wanted.service_id,
            kind=wanted.kind.value,
            code_name=wanted.code_name,
            capacity=wanted.capacity,
            status=PlaceStatus.OPEN.value,
            reader_group_id=wanted.reader_group_id,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        await self.places.add(row)
        await self.announce(row, "place.created", service_id=row.service_id)
        return self.view(row)

    async def read(self, place_id: UUID) -> dict[str, Any]:
        return self.view(await self.found_place(place_id))

    async def page(self, query: PlaceQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.places.page, "id")
        return Page([self.view(row) for row in page.rows], page.next_cursor)

    async def update(self, place_id: UUID, patch: PlacePatch) -> dict[str, Any]:
        """Raises `CapacityTaken` when stays are agreed in units that would be no more."""
        row = await self.found_place(place_id, lock=True)
        self.check(row, "place")
        changed = self.changes(row, patch)
        if "capacity" in changed and changed["capacity"] < await self.places.highest_unit(row.id, self.today):
            raise CapacityTaken()
        await self._change(row, changed, "place.updated")
        return self.view(row)

    async def state_location(self, place_id: UUID, stated: LocationIn) -> dict[str, Any]:
        """Seals where the place is, as a new version. Neither the change nor its audit line holds a word of it."""
        row = await self.found_place(place_id, lock=True)
        self.check(row, "place")
        version, location_id = row.location_version + 1, new_id()
        content = msgspec.json.encode(stated.model_dump())
        sealed = self.context.sealer.seal(content, sealed_place(row.partnership_id, location_id))
        await self.places.add(
            PlaceLocation(
                partnership_id=row.partnership_id,
                id=location_id,
                place_id=row.id,
                version=version,
                key_number=sealed.key_number,
                location=sealed.content,
                stated_by=self.actor.id,
                stated_at=self.context.now,
            )
        )
        stated_now = {"location_version": version, "location_stated_at": self.context.now}
        await self._change(row, stated_now, "place.location_stated")
        return self.view(row)

    async def _change(self, row: Place, columns: dict[str, Any], event: str) -> None:
        """As every change, but naming the service whose place it is."""
        if not columns:
            return
        for name, value in columns.items():
            setattr(row, name, value)
        row.version += 1
        row.updated_at = self.context.now
        await self.announce(row, event, service_id=row.service_id)

    def view(self, row: Place) -> dict[str, Any]:
        stated_at = row.location_stated_at
        return {
            "id": row.id,
            "service_id": row.service_id,
            "kind": row.kind,
            "code_name": row.code_name,
            "capacity": row.capacity,
            "reader_group_id": row.reader_group_id,
            "status": row.status,
            "location_stated_at": wire_instant(stated_at) if stated_at else None,
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "etag": self.tag(row, "place"),
        }
