"""What crosses the wire about indicators."""

from sosafe_api.domains.kpis.schemas.definitions import (
    DefinitionList,
    DefinitionOut,
    PublishedDefinition,
    PublishedDefinitionList,
)
from sosafe_api.domains.kpis.schemas.observations import ObservationQuery, ObservationTable, PublishedTable
from sosafe_api.domains.kpis.schemas.releases import ReleaseIn, ReleaseOut, ReleasePage, ReleaseQuery

__all__ = [
    "DefinitionList",
    "DefinitionOut",
    "ObservationQuery",
    "ObservationTable",
    "PublishedDefinition",
    "PublishedDefinitionList",
    "PublishedTable",
    "ReleaseIn",
    "ReleaseOut",
    "ReleasePage",
    "ReleaseQuery",
]
