"""Every query about indicators: the counts they are made from, and the releases that publish them."""

from sosafe_api.domains.kpis.repository.activity import ActivityRepository
from sosafe_api.domains.kpis.repository.casework import CASEWORK, CaseworkRepository
from sosafe_api.domains.kpis.repository.figures import District, FigureRepository
from sosafe_api.domains.kpis.repository.releases import (
    LatestRelease,
    NewTable,
    PublishedRepository,
    ReleaseRepository,
    ReleaseRow,
)

__all__ = [
    "CASEWORK",
    "ActivityRepository",
    "CaseworkRepository",
    "District",
    "FigureRepository",
    "LatestRelease",
    "NewTable",
    "PublishedRepository",
    "ReleaseRepository",
    "ReleaseRow",
]
