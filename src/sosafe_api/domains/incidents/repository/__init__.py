"""Queries about police files and areas."""

from sosafe_api.domains.incidents.repository.areas import AreaRepository
from sosafe_api.domains.incidents.repository.checks import STAGES
from sosafe_api.domains.incidents.repository.kept_rows import Alike, KeptRows, Stretch
from sosafe_api.domains.incidents.repository.loaded_files import LoadedFileRepository
from sosafe_api.domains.incidents.repository.outcomes_files import OUTCOMES_ROWS, OUTCOMES_VALUES
from sosafe_api.domains.incidents.repository.police_files import (
    StagedFile,
    crime_types_found,
    describe,
    faults,
    known_file,
)
from sosafe_api.domains.incidents.repository.street_files import STREET_ROWS, street_values

__all__ = [
    "OUTCOMES_ROWS",
    "OUTCOMES_VALUES",
    "STAGES",
    "STREET_ROWS",
    "Alike",
    "AreaRepository",
    "KeptRows",
    "LoadedFileRepository",
    "StagedFile",
    "Stretch",
    "crime_types_found",
    "describe",
    "faults",
    "known_file",
    "street_values",
]
