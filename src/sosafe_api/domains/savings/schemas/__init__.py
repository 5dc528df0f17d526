"""What crosses the wire about predicted savings."""

from sosafe_api.domains.savings.schemas.calculations import (
    SavingsCalculation,
    SavingsStatementOut,
    SavingsStatementPage,
)
from sosafe_api.domains.savings.schemas.price_indices import (
    PriceIndexIn,
    PriceIndexOut,
    PriceIndexPage,
    PriceIndexQuery,
)
from sosafe_api.domains.savings.schemas.statements import (
    SavingsLineIn,
    SavingsStatementIn,
    SavingsStatementQuery,
    SavingsTransitionIn,
    SavingsVersionIn,
)
from sosafe_api.domains.savings.schemas.unit_costs import (
    UnitCostEntriesIn,
    UnitCostIn,
    UnitCostPage,
    UnitCostQuery,
    UnitCostSetIn,
    UnitCostSetOut,
    UnitCostSetPage,
    UnitCostSetQuery,
    UnitCostSetTransitionIn,
)

__all__ = [
    "PriceIndexIn",
    "PriceIndexOut",
    "PriceIndexPage",
    "PriceIndexQuery",
    "SavingsCalculation",
    "SavingsLineIn",
    "SavingsStatementIn",
    "SavingsStatementOut",
    "SavingsStatementPage",
    "SavingsStatementQuery",
    "SavingsTransitionIn",
    "SavingsVersionIn",
    "UnitCostEntriesIn",
    "UnitCostIn",
    "UnitCostPage",
    "UnitCostQuery",
    "UnitCostSetIn",
    "UnitCostSetOut",
    "UnitCostSetPage",
    "UnitCostSetQuery",
    "UnitCostSetTransitionIn",
]
