"""What crosses the wire about consents, disclosures and exclusions."""

from sosafe_api.domains.sharing.schemas.consents import (
    ConsentIn,
    ConsentMoved,
    ConsentOut,
    ConsentPage,
    ConsentQuery,
    ConsentSummary,
    ConsentTransitionIn,
    ConsentTransitionOut,
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
    "ConsentIn",
    "ConsentMoved",
    "ConsentOut",
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
    "SharingCheckIn",
    "SharingCheckOut",
]
