"""Every query about people; row security shows those of the caller's cases only."""

from sosafe_api.domains.people.repository.details import DetailRepository
from sosafe_api.domains.people.repository.finding import FindingRepository, FoundRow
from sosafe_api.domains.people.repository.households import HouseholdRepository
from sosafe_api.domains.people.repository.merges import MergeRepository
from sosafe_api.domains.people.repository.people import PersonRepository

__all__ = [
    "DetailRepository",
    "FindingRepository",
    "FoundRow",
    "HouseholdRepository",
    "MergeRepository",
    "PersonRepository",
]
