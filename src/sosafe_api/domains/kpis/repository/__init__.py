"""Every query about indicators: the counts they are made from, as they stand and as they were recorded, and the
releases that publish them.
"""

from sosafe_api.domains.kpis.repository import (
    activity,
    casework,
    offence_counts,
    returns,
    statements,
    wards,
)
from sosafe_api.domains.kpis.repository.activity import ActivityRepository
from sosafe_api.domains.kpis.repository.casework import CASEWORK, CaseworkRepository
from sosafe_api.domains.kpis.repository.drafts import Draft, DraftRepository, NewPage, NewTable
from sosafe_api.domains.kpis.repository.figures import District, FigureRepository, LoadedFile
from sosafe_api.domains.kpis.repository.offence_counts import OFFENCES, OffenceCountRepository
from sosafe_api.domains.kpis.repository.published import LatestRelease, PublicRelease, PublishedRepository
from sosafe_api.domains.kpis.repository.published_figures import (
    ObservationKey,
    PublishedFigures,
    ReleasedTable,
)
from sosafe_api.domains.kpis.repository.recorded import EVER, RecordedRepository
from sosafe_api.domains.kpis.repository.releases import FrozenTable, LedgerRepository, ReleaseRepository
from sosafe_api.domains.kpis.repository.returns import ReturnRepository
from sosafe_api.domains.kpis.rules.definition import Records

__all__ = [
    "CASEWORK",
    "EVER",
    "OFFENCES",
    "RETURNS",
    "ActivityRepository",
    "CaseworkRepository",
    "District",
    "Draft",
    "DraftRepository",
    "FigureRepository",
    "FrozenTable",
    "LatestRelease",
    "LedgerRepository",
    "LoadedFile",
    "NewPage",
    "NewTable",
    "ObservationKey",
    "OffenceCountRepository",
    "PublicRelease",
    "PublishedFigures",
    "PublishedRepository",
    "RecordedRepository",
    "ReleaseRepository",
    "ReleasedTable",
    "ReturnRepository",
    "rule_of",
]

_REFERRALS = statements.REFERRALS + statements.REFERRALS_ENDED
RETURNS = frozenset(returns.STATEMENTS)
_RETURNS = {records: found.counts for records, found in returns.STATEMENTS.items()}
_RULES = {
    Records.REFERRALS: _REFERRALS + statements.WAITS,
    Records.AGENCIES_REFERRING: _REFERRALS + b"agencies of twelve months",
    Records.SERVICE_REFERRALS: _REFERRALS + b"by kind of service",
    Records.POLICE: statements.INCIDENTS + wards.STATEMENTS,
    Records.CRIME_AND_ASB: statements.INCIDENTS + _RETURNS[Records.ASB_RETURNS],
    **_RETURNS,
    **activity.STATEMENTS,
    **casework.STATEMENTS,
    **offence_counts.RULES,
}


def rule_of(records: Records) -> bytes:
    """The statements by which records are counted, or the counts that they are derived from."""
    return _RULES[records]
