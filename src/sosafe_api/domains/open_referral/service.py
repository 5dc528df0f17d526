"""Showing the partnership's services as Open Referral UK, to whoever may read the directory."""

from typing import Any
from uuid import UUID

from sosafe_api.core.context import Context, Service
from sosafe_api.core.errors import NotFound
from sosafe_api.domains.agencies.labels import LABELS
from sosafe_api.domains.agencies.rules import OfferFilter
from sosafe_api.domains.agencies.service import ServiceOfferService
from sosafe_api.domains.agencies.vocabulary import AgencyKind, ServiceKind
from sosafe_api.domains.open_referral import rules
from sosafe_api.domains.open_referral.schemas import OpenReferralQuery

_WORDS = {
    code.value: LABELS[kind].label(code.value).en for kind in (AgencyKind, ServiceKind) for code in kind
}


class OpenReferralDirectory(Service):
    """All of the partnership's services: they are few, so a page is counted from the first."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._directory = rules.Directory(context.settings.public_url)
        self._offers = ServiceOfferService(context)

    def about(self) -> dict[str, Any]:
        return self._directory.about()

    async def read(self, service_id: UUID) -> dict[str, Any]:
        """Raises `NotFound`."""
        offers, _ = await self._offers.offers(OfferFilter(service_id=service_id))
        if not offers:
            raise NotFound()
        return self._directory.service(offers[0], _WORDS)

    async def page(self, query: OpenReferralQuery) -> dict[str, Any]:
        wanted = OfferFilter(
            agency_id=query.organization_id,
            kinds=self._directory.kinds_of(query.taxonomy_term_id),
            updated_at_from=query.modified_after,
            words=tuple((query.search or "").split()),
            offset=(query.page - 1) * query.per_page,
            limit=query.per_page,
        )
        offers, total = await self._offers.offers(wanted)
        contents = [self._directory.listed(offer, _WORDS) for offer in offers]
        return rules.page(contents, total, query.page, query.per_page)
