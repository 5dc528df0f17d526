"""What crosses the wire about outcomes."""

from sosafe_api.domains.outcomes.schemas.extracts import (
    CaseOutcomeRecord,
    ExportQuery,
    ExtractApprovalIn,
    ExtractApprovalOut,
    ExtractApprovalPage,
    ExtractApprovalQuery,
    ExtractTransitionIn,
)
from sosafe_api.domains.outcomes.schemas.figures import (
    CaseOutcomePage,
    CaseOutcomeQuery,
    OutcomeMeasurePage,
    OutcomeQuery,
)
from sosafe_api.domains.outcomes.schemas.follow_ups import (
    FollowUpIn,
    FollowUpOut,
    FollowUpPage,
    FollowUpQuery,
    FollowUpRuleIn,
    FollowUpRuleOut,
    FollowUpRulePage,
    FollowUpRuleQuery,
)
from sosafe_api.domains.outcomes.schemas.results import (
    FamilyAssessmentIn,
    FamilyAssessmentOut,
    FamilySuccessOut,
    ResultHistory,
    ResultIn,
    ResultList,
    ResultOut,
    ResultPatch,
    ResultReceipt,
)

__all__ = [
    "CaseOutcomePage",
    "CaseOutcomeQuery",
    "CaseOutcomeRecord",
    "ExportQuery",
    "ExtractApprovalIn",
    "ExtractApprovalOut",
    "ExtractApprovalPage",
    "ExtractApprovalQuery",
    "ExtractTransitionIn",
    "FamilyAssessmentIn",
    "FamilyAssessmentOut",
    "FamilySuccessOut",
    "FollowUpIn",
    "FollowUpOut",
    "FollowUpPage",
    "FollowUpQuery",
    "FollowUpRuleIn",
    "FollowUpRuleOut",
    "FollowUpRulePage",
    "FollowUpRuleQuery",
    "OutcomeMeasurePage",
    "OutcomeQuery",
    "ResultHistory",
    "ResultIn",
    "ResultList",
    "ResultOut",
    "ResultPatch",
    "ResultReceipt",
]
