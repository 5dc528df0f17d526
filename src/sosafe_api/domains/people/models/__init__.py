"""Tables of people: their records and what belongs to them, merges, households, searches."""

from sosafe_api.domains.people.models.households import Household, HouseholdMember
from sosafe_api.domains.people.models.merges import PersonMerge
from sosafe_api.domains.people.models.people import Person, PersonAddress, PersonEquality, PersonMatchKey
from sosafe_api.domains.people.models.searches import PersonSearch

__all__ = [
    "Household",
    "HouseholdMember",
    "Person",
    "PersonAddress",
    "PersonEquality",
    "PersonMatchKey",
    "PersonMerge",
    "PersonSearch",
]
