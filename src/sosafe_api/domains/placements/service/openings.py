"""Opening a location: the one place in the service that holds it in clear, for as long as the answer takes."""

from typing import Any
from uuid import UUID

import msgspec

from sosafe_api.core.errors import NotFound
from sosafe_api.domains.placements.errors import RevealClosed
from sosafe_api.domains.placements.rules import RevealGround
from sosafe_api.domains.placements.service.places import sealed_place
from sosafe_api.domains.placements.service.reveals import RevealServiceBase


class OpeningService(RevealServiceBase):
    """Every right is asked for again: a minute is long enough to lose one."""

    async def open(self, reveal_id: UUID, token: str) -> dict[str, Any]:
        """The location, once. Raises `NotFound`, `SharingAgreementMissing`, `StepUpRequired`, `RevealClosed`."""
        row = await self.reveals.find(reveal_id)
        if row is None or row.principal_id != self.actor.id:
            raise NotFound()
        place, ground = await self.askable(row.place_id)
        if ground is RevealGround.PANEL and not row.needs_approval:
            raise NotFound()
        self.context.purpose = self.agreed(row.purpose)
        self.require_fresh()
        found = await self.reveals.open(row, token)
        if found is None:
            raise RevealClosed()
        location_id, sealed = found
        await self.log("place:read_location", place.id, object_type="place", fields="F4")
        content = self.context.sealer.unseal(sealed, sealed_place(place.partnership_id, location_id))
        return {"reveal_id": row.id, "place_id": place.id, **msgspec.json.decode(content)}
