"""Services that people are referred to, and the room they say they have."""

from typing import Any
from uuid import UUID

from sosafe_api.core.errors import NotPermitted
from sosafe_api.core.pagination import Page
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.agencies.errors import NotRunning
from sosafe_api.domains.agencies.models import Agency, ServiceOffer
from sosafe_api.domains.agencies.rules import OfferFilter, age_errors, capacity_errors, takes_referrals
from sosafe_api.domains.agencies.schemas import CapacityIn, ServiceIn, ServicePatch, ServiceQuery
from sosafe_api.domains.agencies.service import views
from sosafe_api.domains.agencies.service.base import DirectoryService


class ServiceOfferService(DirectoryService):
    """A new service accepts nobody until it has said that it has room."""

    async def create(self, wanted: ServiceIn) -> dict[str, Any]:
        """Raises `SlugInUse`, and `ValidationFailed` for an agency that is not one of the partnership's."""
        self.refuse(age_errors(wanted.minimum_age, wanted.maximum_age))
        now = self.context.now
        row = ServiceOffer(
            **wanted.model_dump(exclude={"kind", "status"}),
            **self.made(),
            kind=wanted.kind.value,
            status=wanted.status.value,
            accepting=False,
            capacity_updated_at=now,
            updated_at=now,
        )
        await self.repository.add(row)
        await self.announce(row, "service.created")
        return self._view(row)

    async def read(self, service_id: UUID) -> dict[str, Any]:
        return self._view(await self.found(ServiceOffer, service_id))

    async def requires_closure_approval(self, service_id: UUID) -> bool:
        """Whether a second caseworker must approve before a case of the service is closed."""
        return (await self.found(ServiceOffer, service_id)).closure_approval_required

    async def update(self, service_id: UUID, patch: ServicePatch) -> dict[str, Any]:
        row = await self.found(ServiceOffer, service_id, lock=True)
        self.check(row, "service")
        changed = self.changes(row, patch)
        ages = (changed.get(name, getattr(row, name)) for name in ("minimum_age", "maximum_age"))
        self.refuse(age_errors(*ages))
        await self.change(row, changed, "service.updated")
        return self._view(row)

    async def page(self, query: ServiceQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.services, "slug")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def offers(self, wanted: OfferFilter) -> tuple[list[dict[str, Any]], int]:
        """Services, each with its `agency`, as a directory of another standard shows them; and how many there are."""
        rows, total = await self.repository.offers(wanted)
        return [self._offer(row, agency) for row, agency in rows], total

    def _offer(self, row: ServiceOffer, agency: Agency) -> dict[str, Any]:
        return {**self._view(row), "agency": views.agency(agency, self.tag(agency, "agency"))}

    def _view(self, row: ServiceOffer) -> dict[str, Any]:
        return views.service(row, self.tag(row, "service"))


class CapacityService(DirectoryService):
    """Who works for a service says how much room it has; so may the partnership's administrator."""

    async def read(self, service_id: UUID) -> dict[str, Any]:
        return self._view(await self.found(ServiceOffer, service_id))

    async def replace(self, service_id: UUID, stated: CapacityIn) -> dict[str, Any]:
        """Raises `NotPermitted` for another service's caseworker, `NotRunning` for one that is closed."""
        row = await self.found(ServiceOffer, service_id, lock=True)
        if row.id not in self.actor.service_ids and Permission.SERVICE_MANAGE not in self.actor.permissions:
            raise NotPermitted()
        self.check(row, "capacity")
        self.refuse(capacity_errors(stated.places, stated.places_free))
        if stated.accepting and not takes_referrals(row.status, accepting=True):
            raise NotRunning()
        columns = {**stated.model_dump(), "capacity_updated_at": self.context.now}
        await self.change(row, columns, "service.capacity_updated")
        return self._view(row)

    def _view(self, row: ServiceOffer) -> dict[str, Any]:
        return views.capacity(row, self.tag(row, "capacity"))
