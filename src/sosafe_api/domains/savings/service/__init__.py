"""Use cases of predicted savings."""

from sosafe_api.domains.savings.service.making import MakingService
from sosafe_api.domains.savings.service.price_indices import PriceIndexService
from sosafe_api.domains.savings.service.statements import StatementService
from sosafe_api.domains.savings.service.unit_costs import UnitCostService

__all__ = ["MakingService", "PriceIndexService", "StatementService", "UnitCostService"]
