"""Use cases of incidents: street files in the background, areas for readers."""

from sosafe_api.domains.incidents.errors import FileRefused
from sosafe_api.domains.incidents.repository import RowFault, StagedFile
from sosafe_api.domains.incidents.rules import FAULTS, LAYOUTS
from sosafe_api.domains.incidents.service.areas import AreaService
from sosafe_api.domains.incidents.service.street_files import LoadedFile, StreetFiles

__all__ = [
    "FAULTS",
    "LAYOUTS",
    "AreaService",
    "FileRefused",
    "LoadedFile",
    "RowFault",
    "StagedFile",
    "StreetFiles",
]
