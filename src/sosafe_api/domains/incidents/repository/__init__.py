"""Queries about street files and areas."""

from sosafe_api.domains.incidents.repository.areas import AreaRepository
from sosafe_api.domains.incidents.repository.street_files import (
    Connection,
    RowFault,
    StagedFile,
    describe,
    faults,
    known_file,
    replace_file,
    stage_file,
    stage_rows,
)

__all__ = [
    "AreaRepository",
    "Connection",
    "RowFault",
    "StagedFile",
    "describe",
    "faults",
    "known_file",
    "replace_file",
    "stage_file",
    "stage_rows",
]
