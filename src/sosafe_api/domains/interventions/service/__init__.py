"""Use cases of interventions, public spaces protection orders and ASB case reviews."""

from sosafe_api.domains.interventions.service.breaches import BreachService
from sosafe_api.domains.interventions.service.interventions import InterventionService
from sosafe_api.domains.interventions.service.orders import PublicSpacesService
from sosafe_api.domains.interventions.service.procedures import ProcedureService
from sosafe_api.domains.interventions.service.recommendations import RecommendationService
from sosafe_api.domains.interventions.service.reviews import CaseReviewService
from sosafe_api.domains.interventions.service.stages import StageService

__all__ = [
    "BreachService",
    "CaseReviewService",
    "InterventionService",
    "ProcedureService",
    "PublicSpacesService",
    "RecommendationService",
    "StageService",
]
