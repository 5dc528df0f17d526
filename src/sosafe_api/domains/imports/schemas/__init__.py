"""What crosses the wire about imports and about mappings of headings."""

from sosafe_api.domains.imports.schemas.imports import (
    ImportFaultOut,
    ImportFaultPage,
    ImportFaultQuery,
    ImportIn,
    ImportOut,
    ImportPage,
    ImportQuery,
    ImportTransitionIn,
    UploadLimits,
)
from sosafe_api.domains.imports.schemas.mappings import (
    HeadingSuggestionsIn,
    HeadingSuggestionsOut,
    ImportMappingIn,
    ImportMappingOut,
    ImportMappingPage,
    ImportMappingQuery,
)

__all__ = [
    "HeadingSuggestionsIn",
    "HeadingSuggestionsOut",
    "ImportFaultOut",
    "ImportFaultPage",
    "ImportFaultQuery",
    "ImportIn",
    "ImportMappingIn",
    "ImportMappingOut",
    "ImportMappingPage",
    "ImportMappingQuery",
    "ImportOut",
    "ImportPage",
    "ImportQuery",
    "ImportTransitionIn",
    "UploadLimits",
]
