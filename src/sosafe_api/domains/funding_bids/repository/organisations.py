"""Queries about funding organisations."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.domains.funding_bids.models import FundingOrganisation
from sosafe_api.domains.funding_bids.schemas import FundingOrganisationQuery


class OrganisationRepository:
    """Organisations of the actor's partnership; never commits."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    def add(self, row: FundingOrganisation) -> None:
        self._session.add(row)

    def _of(self) -> Any:
        return select(FundingOrganisation).where(FundingOrganisation.partnership_id == self._partnership_id)

    async def find(self, organisation_id: UUID, *, lock: bool = False) -> FundingOrganisation | None:
        statement = self._of().where(FundingOrganisation.id == organisation_id)
        result = await self._session.exec(statement.with_for_update() if lock else statement)
        found: FundingOrganisation | None = result.first()
        return found

    async def named(self, organisation_ids: set[UUID]) -> dict[UUID, FundingOrganisation]:
        statement = self._of().where(col(FundingOrganisation.id).in_(organisation_ids))
        return {row.id: row for row in (await self._session.exec(statement)).all()}

    async def page(self, query: FundingOrganisationQuery, after: Any) -> Sequence[FundingOrganisation]:
        """In the order of recording, one more than the page holds."""
        statement = self._of()
        if query.org_identifier is not None:
            statement = statement.where(FundingOrganisation.org_identifier == query.org_identifier)
        if query.agency_id is not None:
            statement = statement.where(FundingOrganisation.agency_id == query.agency_id)
        if after is not None:
            statement = statement.where(col(FundingOrganisation.id) > UUID(after))
        statement = statement.order_by(col(FundingOrganisation.id)).limit(query.limit + 1)
        return list((await self._session.exec(statement)).all())
