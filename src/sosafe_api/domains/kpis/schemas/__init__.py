"""What crosses the wire about indicators."""

from sosafe_api.domains.kpis.schemas.definitions import (
    DefinitionList,
    DefinitionOut,
    PublishedDefinition,
    PublishedDefinitionList,
)
from sosafe_api.domains.kpis.schemas.observations import ObservationQuery, ObservationTable, PublishedTable
from sosafe_api.domains.kpis.schemas.releases import (
    FrozenTablePage,
    FrozenTableQuery,
    PublicReleaseList,
    ReleaseIn,
    ReleaseOut,
    ReleasePage,
    ReleasePatch,
    ReleaseQuery,
    ReleaseTransitionIn,
    RevisionIn,
)
from sosafe_api.domains.kpis.schemas.renditions import PublishedContents, RenditionName, RenditionQuery

__all__ = [
    "DefinitionList",
    "DefinitionOut",
    "FrozenTablePage",
    "FrozenTableQuery",
    "ObservationQuery",
    "ObservationTable",
    "PublicReleaseList",
    "PublishedContents",
    "PublishedDefinition",
    "PublishedDefinitionList",
    "PublishedTable",
    "ReleaseIn",
    "ReleaseOut",
    "ReleasePage",
    "ReleasePatch",
    "ReleaseQuery",
    "ReleaseTransitionIn",
    "RenditionName",
    "RenditionQuery",
    "RevisionIn",
]
