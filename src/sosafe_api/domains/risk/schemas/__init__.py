"""What crosses the wire about risk."""

from sosafe_api.domains.risk.schemas.dash import (
    MaracReferralIn,
    MaracReferralReceipt,
    RiskAssessmentIn,
    RiskAssessmentOut,
    RiskAssessmentPage,
    RiskAssessmentQuery,
    RiskAssessmentSummary,
)
from sosafe_api.domains.risk.schemas.rules import (
    RiskBandIn,
    RiskRuleIn,
    RiskRuleOut,
    RiskRulePage,
    RiskRuleQuery,
)
from sosafe_api.domains.risk.schemas.tools import (
    AssessmentToolIn,
    AssessmentToolOut,
    AssessmentToolPage,
    AssessmentToolQuery,
    ScoredAssessmentIn,
    ScoredAssessmentOut,
    ScoredAssessmentPage,
    ScoredAssessmentQuery,
    ScoredAssessmentSummary,
)

__all__ = [
    "AssessmentToolIn",
    "AssessmentToolOut",
    "AssessmentToolPage",
    "AssessmentToolQuery",
    "MaracReferralIn",
    "MaracReferralReceipt",
    "RiskAssessmentIn",
    "RiskAssessmentOut",
    "RiskAssessmentPage",
    "RiskAssessmentQuery",
    "RiskAssessmentSummary",
    "RiskBandIn",
    "RiskRuleIn",
    "RiskRuleOut",
    "RiskRulePage",
    "RiskRuleQuery",
    "ScoredAssessmentIn",
    "ScoredAssessmentOut",
    "ScoredAssessmentPage",
    "ScoredAssessmentQuery",
    "ScoredAssessmentSummary",
]
