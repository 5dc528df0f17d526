"""What crosses the wire about consents, disclosures and exclusions."""

from sosafe_api.domains.sharing.schemas.consents import (
    ConsentMoved,
    ConsentPage,
    ConsentQuery,
    ConsentSummary,
    ConsentTransitionIn,
    ConsentTransitionOut,
    ServiceConsentIn,
    ServiceConsentOut,
)
from sosafe_api.domains.sharing.schemas.disclosures import (
    DisclosureIn,
    DisclosureNoticeOut,
    DisclosureNoticePage,
    DisclosureNoticeQuery,
    DisclosureOut,
    DisclosurePage,
    DisclosureQuery,
    DisclosureSummary,
    SharingCheckIn,
    SharingCheckOut,
)
from sosafe_api.domains.sharing.schemas.exclusions import (
    ExclusionDeclared,
    ExclusionIn,
    ExclusionOut,
    ExclusionPage,
    ExclusionQuery,
    ExclusionTransitionIn,
)

__all__ = [
    "ConsentMoved",
    "ConsentPage",
    "ConsentQuery",
    "ConsentSummary",
    "ConsentTransitionIn",
    "ConsentTransitionOut",
    "DisclosureIn",
    "DisclosureNoticeOut",
    "DisclosureNoticePage",
    "DisclosureNoticeQuery",
    "DisclosureOut",
    "DisclosurePage",
    "DisclosureQuery",
    "DisclosureSummary",
    "ExclusionDeclared",
    "ExclusionIn",
    "ExclusionOut",
    "ExclusionPage",
    "ExclusionQuery",
    "ExclusionTransitionIn",
    "ServiceConsentIn",
    "ServiceConsentOut",
    "SharingCheckIn",
    "SharingCheckOut",
]
