"""What crosses the wire about tokens, principals, the partnership and its sharing agreements."""

from sosafe_api.domains.auth.schemas.agreements import (
    AgreementPurposeIn,
    AgreementPurposeOut,
    SharingAgreementIn,
    SharingAgreementOut,
    SharingAgreementPage,
    SharingAgreementPatch,
    SharingAgreementQuery,
)
from sosafe_api.domains.auth.schemas.partnership import PartnershipOut, PartnershipPatch
from sosafe_api.domains.auth.schemas.principals import (
    PrincipalIn,
    PrincipalOut,
    PrincipalPage,
    PrincipalPatch,
    PrincipalQuery,
    RoleAssignmentIn,
    RoleAssignmentOut,
    RoleAssignmentPatch,
)
from sosafe_api.domains.auth.schemas.records import QueryDay, RecordQuery, kept, page_example
from sosafe_api.domains.auth.schemas.tokens import (
    JsonWebKeySet,
    ResourceMetadata,
    ServerMetadata,
    TokenAnswer,
    TokenRefusal,
    TokenRequestIn,
)
from sosafe_api.domains.auth.schemas.usage import OperationUsageOut, OperationUsagePage, OperationUsageQuery

__all__ = [
    "AgreementPurposeIn",
    "AgreementPurposeOut",
    "JsonWebKeySet",
    "OperationUsageOut",
    "OperationUsagePage",
    "OperationUsageQuery",
    "PartnershipOut",
    "PartnershipPatch",
    "PrincipalIn",
    "PrincipalOut",
    "PrincipalPage",
    "PrincipalPatch",
    "PrincipalQuery",
    "QueryDay",
    "RecordQuery",
    "ResourceMetadata",
    "RoleAssignmentIn",
    "RoleAssignmentOut",
    "RoleAssignmentPatch",
    "ServerMetadata",
    "SharingAgreementIn",
    "SharingAgreementOut",
    "SharingAgreementPage",
    "SharingAgreementPatch",
    "SharingAgreementQuery",
    "TokenAnswer",
    "TokenRefusal",
    "TokenRequestIn",
    "kept",
    "page_example",
]
