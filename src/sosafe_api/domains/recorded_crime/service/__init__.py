"""Use cases of recorded crime: files in the background, counts and comparisons for readers."""

from sosafe_api.domains.recorded_crime.errors import FileRefused
from sosafe_api.domains.recorded_crime.rules.files import FAULTS, MOST_BYTES, MOST_ROWS, REFUSALS, FigureFile
from sosafe_api.domains.recorded_crime.service.crimes import RecordedCrimeService
from sosafe_api.domains.recorded_crime.service.figure_files import FigureFiles
from sosafe_api.domains.recorded_crime.service.similar_areas import SimilarAreaService

__all__ = [
    "FAULTS",
    "MOST_BYTES",
    "MOST_ROWS",
    "REFUSALS",
    "FigureFile",
    "FigureFiles",
    "FileRefused",
    "RecordedCrimeService",
    "SimilarAreaService",
]
