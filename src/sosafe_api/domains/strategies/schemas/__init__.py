"""What crosses the wire about strategies and their objectives."""

from sosafe_api.domains.strategies.schemas.corrections import (
    StrategyCorrectionIn,
    StrategyCorrectionItem,
    StrategyCorrectionOut,
)
from sosafe_api.domains.strategies.schemas.objectives import (
    ObjectiveIn,
    ObjectivePage,
    ObjectiveQuery,
)
from sosafe_api.domains.strategies.schemas.strategies import (
    StrategyIn,
    StrategyOut,
    StrategyPage,
    StrategyPatch,
    StrategyQuery,
    StrategyTransitionIn,
)

__all__ = [
    "ObjectiveIn",
    "ObjectivePage",
    "ObjectiveQuery",
    "StrategyCorrectionIn",
    "StrategyCorrectionItem",
    "StrategyCorrectionOut",
    "StrategyIn",
    "StrategyOut",
    "StrategyPage",
    "StrategyPatch",
    "StrategyQuery",
    "StrategyTransitionIn",
]
