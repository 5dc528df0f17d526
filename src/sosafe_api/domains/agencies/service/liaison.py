"""Designated liaison officers: one for each responsible authority, a post and its mailbox."""

from typing import Any
from uuid import UUID

from sosafe_api.core.pagination import Page
from sosafe_api.domains.agencies.errors import NotResponsible, UnknownAgency
from sosafe_api.domains.agencies.models import Agency, LiaisonOfficer
from sosafe_api.domains.agencies.rules import Period, covered
from sosafe_api.domains.agencies.schemas import LiaisonOfficerIn, LiaisonOfficerPatch, LiaisonOfficerQuery
from sosafe_api.domains.agencies.service import views
from sosafe_api.domains.agencies.service.base import DirectoryService
from sosafe_api.domains.auth.rules import period_errors


class LiaisonOfficerService(DirectoryService):
    """An officer is designated while the agency is a responsible authority, and one at a time."""

    async def create(self, wanted: LiaisonOfficerIn) -> dict[str, Any]:
        """Raises `UnknownAgency`, `NotResponsible`, and `PeriodOverlaps` beside another officer."""
        self.refuse(period_errors(wanted.starts_on, wanted.ends_on))
        await self._check_responsible(wanted.agency_id, Period(wanted.starts_on, wanted.ends_on))
        row = LiaisonOfficer(**self.made(), **wanted.model_dump())
        await self.repository.add(row)
        await self.announce(row, "liaison_officer.created")
        return self._view(row)

    async def read(self, officer_id: UUID) -> dict[str, Any]:
        return self._view(await self.found(LiaisonOfficer, officer_id))

    async def update(self, officer_id: UUID, patch: LiaisonOfficerPatch) -> dict[str, Any]:
        row = await self.found(LiaisonOfficer, officer_id, lock=True)
        self.check(row, "liaison_officer")
        changed = self.changes(row, patch)
        if "ends_on" in changed:
            self.refuse(period_errors(row.starts_on, changed["ends_on"]))
            await self._check_responsible(row.agency_id, Period(row.starts_on, changed["ends_on"]))
        await self.change(row, changed, "liaison_officer.updated")
        return self._view(row)

    async def page(self, query: LiaisonOfficerQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.liaison_officers, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def _check_responsible(self, agency_id: UUID, period: Period) -> None:
        """The agency's row is locked, so that its membership does not end meanwhile."""
        if await self.repository.find(Agency, agency_id, lock=True) is None:
            raise UnknownAgency()
        if not covered(period, (await self.repository.responsible_periods(agency_id)).values()):
            raise NotResponsible()

    def _view(self, row: LiaisonOfficer) -> dict[str, Any]:
        return views.liaison_officer(row, self.tag(row, "liaison_officer"))
