"""Use cases of strategies."""

from sosafe_api.domains.strategies.service.corrections import CorrectionService
from sosafe_api.domains.strategies.service.objectives import ObjectiveService
from sosafe_api.domains.strategies.service.strategies import StrategyService

__all__ = ["CorrectionService", "ObjectiveService", "StrategyService"]
