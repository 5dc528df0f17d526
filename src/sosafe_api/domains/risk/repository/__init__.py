"""Every query about risk."""

from sosafe_api.domains.risk.repository.assessments import RiskAssessmentRepository
from sosafe_api.domains.risk.repository.rules import RiskRuleRepository
from sosafe_api.domains.risk.repository.tools import AssessmentToolRepository, ScoredAssessmentRepository

__all__ = [
    "AssessmentToolRepository",
    "RiskAssessmentRepository",
    "RiskRuleRepository",
    "ScoredAssessmentRepository",
]
