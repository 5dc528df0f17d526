"""Every query about funding; all of it is of the actor's partnership."""

from sosafe_api.domains.funding_bids.repository.bids import BidRepository
from sosafe_api.domains.funding_bids.repository.figures import FigureRepository
from sosafe_api.domains.funding_bids.repository.money import MoneyRepository
from sosafe_api.domains.funding_bids.repository.organisations import OrganisationRepository

__all__ = ["BidRepository", "FigureRepository", "MoneyRepository", "OrganisationRepository"]
