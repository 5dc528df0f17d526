"""Use cases of figures entered by hand: one by one, by the file, and the release of a file's drafts."""

from sosafe_api.domains.measurements.repository import Importing
from sosafe_api.domains.measurements.service.figures import MeasurementService
from sosafe_api.domains.measurements.service.files import CheckedFigures, FigureFile
from sosafe_api.domains.measurements.service.releases import MeasurementReleaseService

__all__ = [
    "CheckedFigures",
    "FigureFile",
    "Importing",
    "MeasurementReleaseService",
    "MeasurementService",
]
