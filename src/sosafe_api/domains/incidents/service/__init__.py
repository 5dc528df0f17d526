"""Use cases of incidents: street files in the background, areas for readers."""

from sosafe_api.domains.incidents.repository import RowFault, StagedFile
from sosafe_api.domains.incidents.rules import LAYOUTS, STREET_COLUMNS, layout_fault
from sosafe_api.domains.incidents.service.areas import AreaService
from sosafe_api.domains.incidents.service.street_files import LoadedFile, StreetFiles

__all__ = [
    "LAYOUTS",
    "STREET_COLUMNS",
    "AreaService",
    "LoadedFile",
    "RowFault",
    "StagedFile",
    "StreetFiles",
    "layout_fault",
]
