"""What crosses the wire about cases."""

from sosafe_api.domains.cases.schemas.cases import (
    CaseIn,
    CaseOut,
    CasePage,
    CasePersonOut,
    CaseQuery,
    CaseSummary,
    CaseWorkerOut,
)
from sosafe_api.domains.cases.schemas.moves import (
    CaseMoved,
    CaseTransitionIn,
    CaseTransitionList,
    CaseTransitionOut,
)
from sosafe_api.domains.cases.schemas.team import (
    CasePersonIn,
    CasePersonReceipt,
    CaseReferrals,
    CaseReferralsIn,
    CaseWorkerIn,
    CaseWorkerPatch,
)

__all__ = [
    "CaseIn",
    "CaseMoved",
    "CaseOut",
    "CasePage",
    "CasePersonIn",
    "CasePersonOut",
    "CasePersonReceipt",
    "CaseQuery",
    "CaseReferrals",
    "CaseReferralsIn",
    "CaseSummary",
    "CaseTransitionIn",
    "CaseTransitionList",
    "CaseTransitionOut",
    "CaseWorkerIn",
    "CaseWorkerOut",
    "CaseWorkerPatch",
]
