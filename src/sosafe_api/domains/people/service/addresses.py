"""Where somebody lives or gets letters: for whoever works for them, and never where they must not be found."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import period_errors
from sosafe_api.domains.people.models import PersonAddress
from sosafe_api.domains.people.repository import DetailRepository
from sosafe_api.domains.people.schemas import AddressIn, AddressPatch
from sosafe_api.domains.people.service.base import PeopleService

_PROTECTED = FieldError(
    "protected_location",
    "Must not be true: a place where somebody must not be found is kept with their placement, never here.",
    "#/protected",
)


class AddressService(PeopleService):
    """An address is seen through a case that was opened about the person, not through one that names them."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.details = DetailRepository(context)

    async def list(self, person_id: UUID) -> list[dict[str, Any]]:
        row = await self.worked_for(person_id)
        await self.recorded_read("person_address", row.id, "F2")
        return [self._view(address) for address in await self.details.addresses(row.id)]

    async def add(self, person_id: UUID, wanted: AddressIn) -> dict[str, Any]:
        """Answers a receipt; raises `ValidationFailed` for an address that must stay secret."""
        person = await self.worked_for(person_id, lock=True)
        self.refuse_merged(person)
        self.refuse(
            [
                *period_errors(wanted.starts_on, wanted.ends_on),
                _PROTECTED if wanted.protected else None,
            ]
        )
        content = wanted.model_dump(exclude={"protected"}) | {"kind": wanted.kind.value}
        row = PersonAddress(**content, **self.made(), id=new_id(), person_id=person.id)
        await self.details.add(row)
        await self.announce(row, "person_address.created")
        return self._receipt(row)

    async def end(self, address_id: UUID, patch: AddressPatch) -> dict[str, Any]:
        row = await self.details.address(address_id)
        if row is None:
            raise NotFound()
        self.check(row, "person_address")
        changed = self.changes(row, patch)
        self.refuse([*period_errors(row.starts_on, changed.get("ends_on", row.ends_on))])
        await self.change(row, changed, "person_address.updated")
        return self._receipt(row)

    def _receipt(self, row: PersonAddress) -> dict[str, Any]:
        return {
            "id": row.id,
            "person_id": row.person_id,
            "created_at": wire_instant(row.created_at),
            "etag": self.tag(row, "person_address"),
        }

    def _view(self, row: PersonAddress) -> dict[str, Any]:
        return {
            **self._receipt(row),
            "kind": row.kind,
            "lines": row.lines,
            "postcode": row.postcode,
            "uprn": row.uprn,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "updated_at": wire_instant(row.updated_at),
        }
