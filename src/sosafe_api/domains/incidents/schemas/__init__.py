"""What crosses the wire about areas, populations and police files."""

from sosafe_api.domains.incidents.schemas.areas import (
    AreaChangeList,
    AreaCode,
    AreaPage,
    AreaQuery,
    PopulationList,
)
from sosafe_api.domains.incidents.schemas.police_files import PoliceFilePage, PoliceFileQuery

__all__ = [
    "AreaChangeList",
    "AreaCode",
    "AreaPage",
    "AreaQuery",
    "PoliceFilePage",
    "PoliceFileQuery",
    "PopulationList",
]
