"""Use cases of risk."""

from sosafe_api.domains.risk.service.dash import RiskAssessmentService
from sosafe_api.domains.risk.service.rules import RiskRuleService
from sosafe_api.domains.risk.service.tools import AssessmentToolService, ScoredAssessmentService

__all__ = [
    "AssessmentToolService",
    "RiskAssessmentService",
    "RiskRuleService",
    "ScoredAssessmentService",
]
