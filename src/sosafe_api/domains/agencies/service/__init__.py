"""Use cases of the directory."""

from sosafe_api.domains.agencies.service.agencies import AgencyMembershipService, AgencyService
from sosafe_api.domains.agencies.service.groups import GroupMembershipService, GroupService
from sosafe_api.domains.agencies.service.liaison import LiaisonOfficerService
from sosafe_api.domains.agencies.service.services import CapacityService, ServiceOfferService

__all__ = [
    "AgencyMembershipService",
    "AgencyService",
    "CapacityService",
    "GroupMembershipService",
    "GroupService",
    "LiaisonOfficerService",
    "ServiceOfferService",
]
