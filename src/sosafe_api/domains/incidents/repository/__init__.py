"""Queries about police files and areas."""

from sosafe_api.domains.incidents.repository.areas import AreaRepository
from sosafe_api.domains.incidents.repository.checks import STAGES
from sosafe_api.domains.incidents.repository.loaded_files import LoadedFileRepository
from sosafe_api.domains.incidents.repository.outcomes_files import replace_outcomes_file
from sosafe_api.domains.incidents.repository.police_files import (
    StagedFile,
    crime_types_found,
    describe,
    faults,
    known_file,
)
from sosafe_api.domains.incidents.repository.street_files import replace_street_file

__all__ = [
    "STAGES",
    "AreaRepository",
    "LoadedFileRepository",
    "StagedFile",
    "crime_types_found",
    "describe",
    "faults",
    "known_file",
    "replace_outcomes_file",
    "replace_street_file",
]
