"""What crosses the wire about patterns."""

from sosafe_api.domains.patterns.schemas.comparisons import AreaComparison, AreaComparisonQuery
from sosafe_api.domains.patterns.schemas.hot_spots import HotSpotCollection, HotSpotQuery
from sosafe_api.domains.patterns.schemas.near_repeats import NearRepeatQuery, NearRepeatTable

__all__ = [
    "AreaComparison",
    "AreaComparisonQuery",
    "HotSpotCollection",
    "HotSpotQuery",
    "NearRepeatQuery",
    "NearRepeatTable",
]
