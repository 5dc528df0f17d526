"""Agencies, and how they belong to the partnership."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sosafe_api.core.pagination import Page
from sosafe_api.domains.agencies.errors import OfficerRemains
from sosafe_api.domains.agencies.models import Agency, AgencyMembership
from sosafe_api.domains.agencies.rules import covered
from sosafe_api.domains.agencies.schemas import (
    AgencyIn,
    AgencyMembershipIn,
    AgencyMembershipPatch,
    AgencyMembershipQuery,
    AgencyPatch,
    AgencyQuery,
)
from sosafe_api.domains.agencies.service import views
from sosafe_api.domains.agencies.service.base import DirectoryService
from sosafe_api.domains.auth.rules import period_errors


class AgencyService(DirectoryService):
    """Agencies are never deleted: their memberships end."""

    async def create(self, wanted: AgencyIn) -> dict[str, Any]:
        """Raises `SlugInUse`."""
        row = Agency(**wanted.model_dump(mode="json"), **self.made(), updated_at=self.context.now)
        await self.repository.add(row)
        await self.announce(row, "agency.created")
        return self._view(row)

    async def read(self, agency_id: UUID) -> dict[str, Any]:
        return self._view(await self.found(Agency, agency_id))

    async def update(self, agency_id: UUID, patch: AgencyPatch) -> dict[str, Any]:
        row = await self.found(Agency, agency_id, lock=True)
        self.check(row, "agency")
        await self.change(row, self.changes(row, patch), "agency.updated")
        return self._view(row)

    async def page(self, query: AgencyQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.agencies, "slug")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    def _view(self, row: Agency) -> dict[str, Any]:
        return views.agency(row, self.tag(row, "agency"))


class AgencyMembershipService(DirectoryService):
    """An agency belongs on one basis at a time; the database holds the periods apart."""

    async def create(self, agency_id: UUID, wanted: AgencyMembershipIn) -> dict[str, Any]:
        """Raises `PeriodOverlaps` beside another membership of the agency."""
        await self.found(Agency, agency_id)
        self.refuse(period_errors(wanted.starts_on, wanted.ends_on))
        row = AgencyMembership(
            **self.made(),
            agency_id=agency_id,
            basis=wanted.basis.value,
            starts_on=wanted.starts_on,
            ends_on=wanted.ends_on,
        )
        await self.repository.add(row)
        await self.announce(row, "agency_membership.created")
        return self._view(row)

    async def read(self, membership_id: UUID) -> dict[str, Any]:
        return self._view(await self.found(AgencyMembership, membership_id))

    async def update(self, membership_id: UUID, patch: AgencyMembershipPatch) -> dict[str, Any]:
        """Raises `OfficerRemains` where the agency's liaison officer would outlast the membership."""
        row = await self.found(AgencyMembership, membership_id, lock=True)
        self.check(row, "agency_membership")
        changed = self.changes(row, patch)
        if changed:
            self.refuse(period_errors(row.starts_on, changed["ends_on"]))
            await self._keep_officers_covered(row, **changed)
        await self.change(row, changed, "agency_membership.updated")
        return self._view(row)

    async def page(self, agency_id: UUID, query: AgencyMembershipQuery) -> Page[dict[str, Any]]:
        await self.found(Agency, agency_id)

        async def read(query: AgencyMembershipQuery, after: Any) -> list[AgencyMembership]:
            return await self.repository.memberships(agency_id, query, after)

        page = await self.paged(query, read, "id", within=agency_id)
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def _keep_officers_covered(self, row: AgencyMembership, **changed: Any) -> None:
        """The agency's row is locked, so that no officer is designated meanwhile."""
        await self.found(Agency, row.agency_id, lock=True)
        before = await self.repository.responsible_periods(row.agency_id)
        if row.id not in before:
            return
        after = {**before, row.id: replace(before[row.id], **changed)}
        for officer in (await self.repository.officer_periods(row.agency_id)).values():
            if covered(officer, before.values()) and not covered(officer, after.values()):
                raise OfficerRemains()

    def _view(self, row: AgencyMembership) -> dict[str, Any]:
        return views.membership(row, self.tag(row, "agency_membership"))
