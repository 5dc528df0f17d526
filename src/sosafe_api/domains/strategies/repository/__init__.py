"""Every query about strategies; all of it is of the actor's partnership."""

from sosafe_api.domains.strategies.repository.objectives import ObjectiveRepository

__all__ = ["ObjectiveRepository"]
