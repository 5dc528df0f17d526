"""Funding organisations: recorded once, changed where they change."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.funding_bids.models import FundingOrganisation
from sosafe_api.domains.funding_bids.repository import OrganisationRepository
from sosafe_api.domains.funding_bids.schemas import (
    FundingOrganisationIn,
    FundingOrganisationPatch,
    FundingOrganisationQuery,
)

FIELDS = ("name", "org_identifier", "agency_id", "postcode")


class OrganisationService(RecordService):
    """Raises `OrganisationIdentifierInUse` where another organisation has the identifier."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = OrganisationRepository(context)

    async def create(self, wanted: FundingOrganisationIn) -> dict[str, Any]:
        row = FundingOrganisation(
            **wanted.model_dump(),
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            version=1,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        self.repository.add(row)
        await self.announce(row, "funding_organisation.created")
        return self._view(row)

    async def update(self, organisation_id: UUID, patch: FundingOrganisationPatch) -> dict[str, Any]:
        row = await self._found(organisation_id, lock=True)
        self.check(row, "funding_organisation")
        await self.change(row, self.changes(row, patch), "funding_organisation.updated")
        return self._view(row)

    async def read(self, organisation_id: UUID) -> dict[str, Any]:
        return self._view(await self._found(organisation_id))

    async def page(self, query: FundingOrganisationQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def _found(self, organisation_id: UUID, *, lock: bool = False) -> FundingOrganisation:
        row = await self.repository.find(organisation_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    def _view(self, row: FundingOrganisation) -> dict[str, Any]:
        return {
            "id": row.id,
            **{name: getattr(row, name) for name in FIELDS},
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "etag": self.tag(row, "funding_organisation"),
        }
