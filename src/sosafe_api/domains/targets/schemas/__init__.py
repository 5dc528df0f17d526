"""What crosses the wire about targets."""

from sosafe_api.domains.targets.schemas.reading import (
    KpiTargetList,
    KpiTargetOut,
    KpiTargetQuery,
    KpiTargetVersionList,
    TargetOwnerOut,
)
from sosafe_api.domains.targets.schemas.stating import KpiTargetIn, KpiTargetTransitionIn

__all__ = [
    "KpiTargetIn",
    "KpiTargetList",
    "KpiTargetOut",
    "KpiTargetQuery",
    "KpiTargetTransitionIn",
    "KpiTargetVersionList",
    "TargetOwnerOut",
]
