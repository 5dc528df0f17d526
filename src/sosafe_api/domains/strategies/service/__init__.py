"""Use cases of strategies."""

from sosafe_api.domains.strategies.service.objectives import ObjectiveService

__all__ = ["ObjectiveService"]
