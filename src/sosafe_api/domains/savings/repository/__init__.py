"""Every query about predicted savings; all of it is of the actor's partnership."""

from sosafe_api.domains.savings.repository.costs import CostRepository
from sosafe_api.domains.savings.repository.statements import StatementRepository

__all__ = ["CostRepository", "StatementRepository"]
