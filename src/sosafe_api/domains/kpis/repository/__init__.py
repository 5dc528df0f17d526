"""Every query about indicators: the counts they are made from, and the releases that publish them."""

from sosafe_api.domains.kpis.repository.activity import ActivityRepository
from sosafe_api.domains.kpis.repository.drafts import Draft, DraftRepository, NewPage, NewTable
from sosafe_api.domains.kpis.repository.figures import District, FigureRepository
from sosafe_api.domains.kpis.repository.published import LatestRelease, PublicRelease, PublishedRepository
from sosafe_api.domains.kpis.repository.releases import FrozenTable, LedgerRepository, ReleaseRepository

__all__ = [
    "ActivityRepository",
    "District",
    "Draft",
    "DraftRepository",
    "FigureRepository",
    "FrozenTable",
    "LatestRelease",
    "LedgerRepository",
    "NewPage",
    "NewTable",
    "PublicRelease",
    "PublishedRepository",
    "ReleaseRepository",
]
