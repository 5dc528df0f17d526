"""Awards as a package of the 360Giving standard, and which were left out and why."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.domains.auth.service import PartnershipService
from sosafe_api.domains.funding_bids.models import FundingBid, FundingOrganisation
from sosafe_api.domains.funding_bids.repository import OrganisationRepository
from sosafe_api.domains.funding_bids.rules.publishing import (
    STANDARD_VERSION,
    Award,
    Organisation,
    grant,
    omission_reasons,
)
from sosafe_api.domains.funding_bids.schemas import GrantPackageQuery
from sosafe_api.domains.funding_bids.schemas.figures import LICENCE
from sosafe_api.domains.funding_bids.service.base import NOTHING, FundingServiceBase, partial


class PublishingService(FundingServiceBase):
    """Only what was awarded and stands is published: no bid that is still being thought of."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.organisations = OrganisationRepository(context)

    async def package(self, query: GrantPackageQuery) -> dict[str, Any]:
        rows = await self.repository.awards()
        paid = await self.repository.paid([row.id for row in rows])
        ids = {row.funder_id for row in rows} | {row.deliverer_id for row in rows}
        organisations = await self.organisations.named(ids)
        grants, omitted = [], []
        for row in rows:
            award = _award(row, organisations, paid.get(row.id, NOTHING))
            reasons = omission_reasons(award, query.prefix)
            if reasons:
                omitted.append({"bid_id": row.id, "title": row.title, "reasons": reasons})
            else:
                grants.append(grant(award, query.prefix))
        await record(self.context, Entry(operation="funding_bid:export", object_type="funding_bid"))
        return {
            "version": STANDARD_VERSION,
            "license": LICENCE,
            "publisher": {"name": (await PartnershipService(self.context).read())["name"]},
            "grants": grants,
            "_omitted": omitted,
        }


def _award(row: FundingBid, organisations: Mapping[UUID, FundingOrganisation], paid: Decimal) -> Award:
    published = row.grant_details.get("dateModified") if row.version == 1 else None
    return Award(
        id=row.id,
        title=row.title,
        purpose=row.purpose,
        grant_identifier=row.grant_identifier,
        requested=row.amount_requested,
        awarded=row.amount_awarded or NOTHING,
        paid=paid,
        awarded_on=partial(row, "awarded_on"),
        starts_on=partial(row, "starts_on"),
        last_funded_on=partial(row, "last_funded_on"),
        funder=_organisation(organisations[row.funder_id]),
        recipient=_organisation(organisations[row.deliverer_id]),
        details=row.grant_details,
        modified_at=published or wire_instant(row.updated_at),
    )


def _organisation(row: FundingOrganisation) -> Organisation:
    return Organisation(row.id, row.name, row.org_identifier, row.postcode)
