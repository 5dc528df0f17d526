"""Every query about principals, roles, tokens, the partnership's record and its sharing agreements."""

from sosafe_api.domains.auth.repository.agreements import AgreementRepository
from sosafe_api.domains.auth.repository.identity import RIGHTS, AuthRepository, Post
from sosafe_api.domains.auth.repository.partnership import PartnershipRepository
from sosafe_api.domains.auth.repository.principals import PrincipalRepository
from sosafe_api.domains.auth.repository.usage import UsageRepository

__all__ = [
    "RIGHTS",
    "AgreementRepository",
    "AuthRepository",
    "PartnershipRepository",
    "Post",
    "PrincipalRepository",
    "UsageRepository",
]
