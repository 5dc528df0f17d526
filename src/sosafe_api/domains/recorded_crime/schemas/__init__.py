"""What crosses the wire about recorded crime and most similar areas."""

from sosafe_api.domains.recorded_crime.schemas.crimes import (
    OffenceList,
    RecordedCrimePage,
    RecordedCrimeQuery,
)
from sosafe_api.domains.recorded_crime.schemas.similar_areas import (
    SimilarAreaComparisonList,
    SimilarAreaComparisonQuery,
    SimilarAreaGroupIn,
    SimilarAreaGroupOut,
    SimilarAreaGroupPage,
    SimilarAreaGroupPatch,
    SimilarAreaGroupQuery,
    SimilarAreaMember,
)

__all__ = [
    "OffenceList",
    "RecordedCrimePage",
    "RecordedCrimeQuery",
    "SimilarAreaComparisonList",
    "SimilarAreaComparisonQuery",
    "SimilarAreaGroupIn",
    "SimilarAreaGroupOut",
    "SimilarAreaGroupPage",
    "SimilarAreaGroupPatch",
    "SimilarAreaGroupQuery",
    "SimilarAreaMember",
]
