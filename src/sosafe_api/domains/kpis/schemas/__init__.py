"""What crosses the wire about indicators."""

from sosafe_api.domains.kpis.schemas.comparisons import ComparisonOut, ComparisonQuery
from sosafe_api.domains.kpis.schemas.definitions import (
    DefinitionList,
    DefinitionOut,
    PublishedDefinition,
    PublishedDefinitionList,
)
from sosafe_api.domains.kpis.schemas.evidence import EvidenceQuery, KpiEvidence
from sosafe_api.domains.kpis.schemas.observations import (
    ObservationQuery,
    ObservationTable,
    PresentQuery,
    PresentTable,
    PublishedTable,
)
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
from sosafe_api.domains.kpis.schemas.renditions import (
    CsvwMetadata,
    JsonStatDataset,
    PublishedAnalysis,
    PublishedContents,
    RenditionName,
    RenditionQuery,
)
from sosafe_api.domains.kpis.schemas.revisions import RevisionTable

__all__ = [
    "ComparisonOut",
    "ComparisonQuery",
    "CsvwMetadata",
    "DefinitionList",
    "DefinitionOut",
    "EvidenceQuery",
    "FrozenTablePage",
    "FrozenTableQuery",
    "JsonStatDataset",
    "KpiEvidence",
    "ObservationQuery",
    "ObservationTable",
    "PresentQuery",
    "PresentTable",
    "PublicReleaseList",
    "PublishedAnalysis",
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
    "RevisionTable",
]
