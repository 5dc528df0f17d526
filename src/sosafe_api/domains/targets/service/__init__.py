"""Use cases of targets and baselines. The indicators' own domain asks them, since it knows the indicators."""

from sosafe_api.domains.targets.service.baselines import BaselineInForce, BaselineService
from sosafe_api.domains.targets.service.reading import TargetReading
from sosafe_api.domains.targets.service.targets import TargetService

__all__ = ["BaselineInForce", "BaselineService", "TargetReading", "TargetService"]
