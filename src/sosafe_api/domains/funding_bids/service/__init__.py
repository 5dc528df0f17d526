"""Use cases of funding."""

from sosafe_api.domains.funding_bids.service.bids import BidService
from sosafe_api.domains.funding_bids.service.figures import FigureService
from sosafe_api.domains.funding_bids.service.money import MoneyService
from sosafe_api.domains.funding_bids.service.organisations import OrganisationService
from sosafe_api.domains.funding_bids.service.publishing import PublishingService

__all__ = ["BidService", "FigureService", "MoneyService", "OrganisationService", "PublishingService"]
