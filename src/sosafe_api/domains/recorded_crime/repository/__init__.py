"""Queries about recorded crime and most similar areas."""

from sosafe_api.domains.recorded_crime.repository.checks import STAGES
from sosafe_api.domains.recorded_crime.repository.crimes import CrimeRow, RecordedCrimeRepository
from sosafe_api.domains.recorded_crime.repository.files import (
    Keeping,
    count_rows,
    faults,
    held_by,
    keep_populations,
    keep_recorded_crime,
    keep_similar_area_rates,
    publication,
)
from sosafe_api.domains.recorded_crime.repository.similar_areas import SimilarAreaRepository

__all__ = [
    "STAGES",
    "CrimeRow",
    "Keeping",
    "RecordedCrimeRepository",
    "SimilarAreaRepository",
    "count_rows",
    "faults",
    "held_by",
    "keep_populations",
    "keep_recorded_crime",
    "keep_similar_area_rates",
    "publication",
]
