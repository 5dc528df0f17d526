"""Use cases of patterns: areas compared, hot spots, near repeats."""

from sosafe_api.domains.patterns.service.comparisons import ComparisonService
from sosafe_api.domains.patterns.service.hot_spots import HotSpotService
from sosafe_api.domains.patterns.service.near_repeats import NearRepeatService

__all__ = ["ComparisonService", "HotSpotService", "NearRepeatService"]
