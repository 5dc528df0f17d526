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

__all__ = [
    "CaseIn",
    "CaseMoved",
    "CaseOut",
    "CasePage",
    "CasePersonOut",
    "CaseQuery",
    "CaseSummary",
    "CaseTransitionIn",
    "CaseTransitionList",
    "CaseTransitionOut",
    "CaseWorkerOut",
]
