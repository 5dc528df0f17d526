"""What crosses the wire about the directory."""

from sosafe_api.domains.agencies.schemas.agencies import (
    AgencyIn,
    AgencyOut,
    AgencyPage,
    AgencyPatch,
    AgencyQuery,
)
from sosafe_api.domains.agencies.schemas.groups import (
    GroupIn,
    GroupOut,
    GroupPage,
    GroupPatch,
    GroupQuery,
    MeetingDate,
    MeetingDateList,
    MeetingDateQuery,
)
from sosafe_api.domains.agencies.schemas.liaison import (
    LiaisonOfficerIn,
    LiaisonOfficerOut,
    LiaisonOfficerPage,
    LiaisonOfficerPatch,
    LiaisonOfficerQuery,
)
from sosafe_api.domains.agencies.schemas.memberships import (
    AgencyMembershipIn,
    AgencyMembershipOut,
    AgencyMembershipPage,
    AgencyMembershipPatch,
    AgencyMembershipQuery,
)
from sosafe_api.domains.agencies.schemas.seats import (
    GroupMembershipIn,
    GroupMembershipOut,
    GroupMembershipPage,
    GroupMembershipPatch,
    GroupMembershipQuery,
)
from sosafe_api.domains.agencies.schemas.services import (
    CapacityIn,
    CapacityOut,
    ServiceIn,
    ServiceOut,
    ServicePage,
    ServicePatch,
    ServiceQuery,
)

__all__ = [
    "AgencyIn",
    "AgencyMembershipIn",
    "AgencyMembershipOut",
    "AgencyMembershipPage",
    "AgencyMembershipPatch",
    "AgencyMembershipQuery",
    "AgencyOut",
    "AgencyPage",
    "AgencyPatch",
    "AgencyQuery",
    "CapacityIn",
    "CapacityOut",
    "GroupIn",
    "GroupMembershipIn",
    "GroupMembershipOut",
    "GroupMembershipPage",
    "GroupMembershipPatch",
    "GroupMembershipQuery",
    "GroupOut",
    "GroupPage",
    "GroupPatch",
    "GroupQuery",
    "LiaisonOfficerIn",
    "LiaisonOfficerOut",
    "LiaisonOfficerPage",
    "LiaisonOfficerPatch",
    "LiaisonOfficerQuery",
    "MeetingDate",
    "MeetingDateList",
    "MeetingDateQuery",
    "ServiceIn",
    "ServiceOut",
    "ServicePage",
    "ServicePatch",
    "ServiceQuery",
]
