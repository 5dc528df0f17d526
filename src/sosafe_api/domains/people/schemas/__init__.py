"""What crosses the wire about people, their addresses and equality, merges, households, searches, candidates."""

from sosafe_api.domains.people.schemas.addresses import (
    AddressIn,
    AddressList,
    AddressOut,
    AddressPatch,
    AddressReceipt,
)
from sosafe_api.domains.people.schemas.candidates import CandidateList, CandidateOut, CandidateReasons
from sosafe_api.domains.people.schemas.contact import (
    SAFE_CONTACT_OUT,
    Language,
    OutwardPostcode,
    SafeContactIn,
    SafeContactOut,
    SafeContactPatch,
    Telephone,
)
from sosafe_api.domains.people.schemas.equality import EqualityIn, EqualityOut, EqualityReceipt
from sosafe_api.domains.people.schemas.households import (
    HouseholdMemberIn,
    HouseholdMemberOut,
    HouseholdMemberPatch,
    HouseholdMemberReceipt,
    HouseholdReceipt,
    HouseholdRecord,
    HouseholdRecordIn,
)
from sosafe_api.domains.people.schemas.merges import (
    PersonMergeIn,
    PersonMergeOut,
    PersonMergeReversalIn,
)
from sosafe_api.domains.people.schemas.people import (
    PERSON_RECORD,
    PersonPatch,
    PersonReceipt,
    PersonRecord,
)
from sosafe_api.domains.people.schemas.searches import PersonSearchIn, PersonSearchOut

__all__ = [
    "PERSON_RECORD",
    "SAFE_CONTACT_OUT",
    "AddressIn",
    "AddressList",
    "AddressOut",
    "AddressPatch",
    "AddressReceipt",
    "CandidateList",
    "CandidateOut",
    "CandidateReasons",
    "EqualityIn",
    "EqualityOut",
    "EqualityReceipt",
    "HouseholdMemberIn",
    "HouseholdMemberOut",
    "HouseholdMemberPatch",
    "HouseholdMemberReceipt",
    "HouseholdReceipt",
    "HouseholdRecord",
    "HouseholdRecordIn",
    "Language",
    "OutwardPostcode",
    "PersonMergeIn",
    "PersonMergeOut",
    "PersonMergeReversalIn",
    "PersonPatch",
    "PersonReceipt",
    "PersonRecord",
    "PersonSearchIn",
    "PersonSearchOut",
    "SafeContactIn",
    "SafeContactOut",
    "SafeContactPatch",
    "Telephone",
]
