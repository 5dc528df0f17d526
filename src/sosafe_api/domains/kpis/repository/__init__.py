"""Every query about indicators: the counts they are made from, as they stand and as they were recorded, and the
releases that publish them.
"""

from sosafe_api.domains.kpis.repository import activity, offence_counts, statements
from sosafe_api.domains.kpis.repository.activity import ActivityRepository
from sosafe_api.domains.kpis.repository.figures import District, FigureRepository, LoadedFile
from sosafe_api.domains.kpis.repository.offence_counts import OFFENCES, OffenceCountRepository
from sosafe_api.domains.kpis.repository.published_figures import (
    ObservationKey,
    PublishedFigures,
    ReleasedTable,
)
from sosafe_api.domains.kpis.repository.recorded import EVER, RecordedRepository
from sosafe_api.domains.kpis.repository.releases import (
    LatestRelease,
    NewTable,
    PublishedRepository,
    ReleaseRepository,
    ReleaseRow,
)
from sosafe_api.domains.kpis.rules.definition import Records

__all__ = [
    "EVER",
    "OFFENCES",
    "ActivityRepository",
    "District",
    "FigureRepository",
    "LatestRelease",
    "LoadedFile",
    "NewTable",
    "ObservationKey",
    "OffenceCountRepository",
    "PublishedFigures",
    "PublishedRepository",
    "RecordedRepository",
    "ReleaseRepository",
    "ReleaseRow",
    "ReleasedTable",
    "rule_of",
]

_RULES = {
    Records.REFERRALS: statements.REFERRALS + statements.WAITS,
    Records.POLICE: statements.INCIDENTS,
    **activity.STATEMENTS,
    **offence_counts.RULES,
}


def rule_of(records: Records) -> bytes:
    """The statement by which records are counted."""
    return _RULES[records]
