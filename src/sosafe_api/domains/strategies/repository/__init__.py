"""Every query about strategies; all of it is of the actor's partnership."""

from sosafe_api.domains.strategies.repository.objectives import ObjectiveRepository
from sosafe_api.domains.strategies.repository.strategies import StrategyRepository

__all__ = ["ObjectiveRepository", "StrategyRepository"]
