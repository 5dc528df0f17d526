"""Use cases of identity and of the partnership: issuing tokens, keeping its record and its agreements."""

from sosafe_api.domains.auth.service.agreements import AgreementService
from sosafe_api.domains.auth.service.partnership import PartnershipService
from sosafe_api.domains.auth.service.principals import PrincipalService
from sosafe_api.domains.auth.service.records import RecordService
from sosafe_api.domains.auth.service.seats import SeatService
from sosafe_api.domains.auth.service.staff import StaffService
from sosafe_api.domains.auth.service.tokens import TokenService, credentials_from
from sosafe_api.domains.auth.service.usage import UsageService

__all__ = [
    "AgreementService",
    "PartnershipService",
    "PrincipalService",
    "RecordService",
    "SeatService",
    "StaffService",
    "TokenService",
    "UsageService",
    "credentials_from",
]
