"""The use cases of people: their records, who they may be, merges, households, searches."""

from sosafe_api.domains.people.service.addresses import AddressService
from sosafe_api.domains.people.service.candidates import CandidateService
from sosafe_api.domains.people.service.equality import EqualityService
from sosafe_api.domains.people.service.households import HouseholdService
from sosafe_api.domains.people.service.merges import MergeService
from sosafe_api.domains.people.service.people import PersonService
from sosafe_api.domains.people.service.searches import SearchService

__all__ = [
    "AddressService",
    "CandidateService",
    "EqualityService",
    "HouseholdService",
    "MergeService",
    "PersonService",
    "SearchService",
]
