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
from sosafe_api.domains.cases.schemas.contacts import (
    CaseContactIn,
    CaseContactOut,
    CaseContactPage,
    CaseContactPatch,
    CasePlanStepIn,
    CasePlanStepOut,
    CasePlanStepPage,
    CasePlanStepPatch,
)
from sosafe_api.domains.cases.schemas.moves import (
    CaseMoved,
    CaseTransitionIn,
    CaseTransitionList,
    CaseTransitionOut,
)
from sosafe_api.domains.cases.schemas.needs import (
    CaseGoalIn,
    CaseGoalOut,
    CaseGoalPage,
    CaseGoalPatch,
    CaseNeedIn,
    CaseNeedOut,
    CaseNeedPage,
    CaseNeedPatch,
)
from sosafe_api.domains.cases.schemas.team import (
    CasePersonIn,
    CasePersonReceipt,
    CaseReferrals,
    CaseReferralsIn,
    CaseWorkerIn,
    CaseWorkerPatch,
)
from sosafe_api.domains.cases.schemas.work import (
    CaseRecordQuery,
    CaseRecordReceipt,
)

__all__ = [
    "CaseContactIn",
    "CaseContactOut",
    "CaseContactPage",
    "CaseContactPatch",
    "CaseGoalIn",
    "CaseGoalOut",
    "CaseGoalPage",
    "CaseGoalPatch",
    "CaseIn",
    "CaseMoved",
    "CaseNeedIn",
    "CaseNeedOut",
    "CaseNeedPage",
    "CaseNeedPatch",
    "CaseOut",
    "CasePage",
    "CasePersonIn",
    "CasePersonOut",
    "CasePersonReceipt",
    "CasePlanStepIn",
    "CasePlanStepOut",
    "CasePlanStepPage",
    "CasePlanStepPatch",
    "CaseQuery",
    "CaseRecordQuery",
    "CaseRecordReceipt",
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
