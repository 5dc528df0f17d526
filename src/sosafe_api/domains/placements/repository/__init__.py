"""Every query about placements; row security shows what the caller's services, groups and cases allow."""

from sosafe_api.domains.placements.repository.places import PlaceRepository
from sosafe_api.domains.placements.repository.reveals import RevealRepository, RevealRow
from sosafe_api.domains.placements.repository.stays import StayRepository

__all__ = ["PlaceRepository", "RevealRepository", "RevealRow", "StayRepository"]
