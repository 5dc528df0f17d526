"""Roles and what each may do; which scopes reach personal data; agreements and periods. Pure: no I/O."""

from sosafe_api.domains.auth.rules.agreements import AgreedGround, AgreedTerms, overlaps, period_errors
from sosafe_api.domains.auth.rules.grants import PERMISSIONS, permissions_of
from sosafe_api.domains.auth.rules.roles import (
    ACTING_FOR_AGENCIES,
    CLIENT_ROLES,
    GIVEN_BY_THE_OPERATOR,
    GROUP_ROLES,
    PANEL_ROLES,
    SENDERS,
    assignment_errors,
)
from sosafe_api.domains.auth.rules.scopes import PERSONAL, secret_suffices
from sosafe_api.domains.auth.vocabulary import PartnershipMode, Role

__all__ = [
    "ACTING_FOR_AGENCIES",
    "CLIENT_ROLES",
    "GIVEN_BY_THE_OPERATOR",
    "GROUP_ROLES",
    "PANEL_ROLES",
    "PERMISSIONS",
    "PERSONAL",
    "SENDERS",
    "AgreedGround",
    "AgreedTerms",
    "PartnershipMode",
    "Role",
    "assignment_errors",
    "overlaps",
    "period_errors",
    "permissions_of",
    "secret_suffices",
]
