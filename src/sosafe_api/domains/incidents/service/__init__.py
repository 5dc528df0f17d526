"""Use cases of incidents: police files in the background, what is loaded and areas for readers."""

from sosafe_api.domains.incidents.errors import FileRefused
from sosafe_api.domains.incidents.repository import StagedFile
from sosafe_api.domains.incidents.rules.files import FAULTS, LAYOUTS
from sosafe_api.domains.incidents.service.areas import AreaService
from sosafe_api.domains.incidents.service.loaded_files import LoadedFileService
from sosafe_api.domains.incidents.service.plain_files import PlainFile
from sosafe_api.domains.incidents.service.police_files import OutcomesFiles, PoliceFiles, StreetFiles
from sosafe_api.domains.incidents.vocabulary import PoliceFileKind

__all__ = [
    "FAULTS",
    "LAYOUTS",
    "AreaService",
    "FileRefused",
    "LoadedFileService",
    "OutcomesFiles",
    "PlainFile",
    "PoliceFileKind",
    "PoliceFiles",
    "StagedFile",
    "StreetFiles",
]
