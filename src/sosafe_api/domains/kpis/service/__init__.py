"""Use cases of indicators: reading present values, moving a release, checking it, serving what was published."""

from sosafe_api.domains.kpis.service.analysis import AnalysisService, ChartBaselineService
from sosafe_api.domains.kpis.service.checking import ReleaseRun
from sosafe_api.domains.kpis.service.explaining import ComparisonService, EvidenceService
from sosafe_api.domains.kpis.service.history import RevisionService
from sosafe_api.domains.kpis.service.open_releases import OpenReleases
from sosafe_api.domains.kpis.service.published import OpenIndicators, Stored
from sosafe_api.domains.kpis.service.publishing import ReleaseService
from sosafe_api.domains.kpis.service.reading import IndicatorService
from sosafe_api.domains.kpis.service.recording import Recorder
from sosafe_api.domains.kpis.service.targeting import TargetingService

__all__ = [
    "AnalysisService",
    "ChartBaselineService",
    "ComparisonService",
    "EvidenceService",
    "IndicatorService",
    "OpenIndicators",
    "OpenReleases",
    "Recorder",
    "ReleaseRun",
    "ReleaseService",
    "RevisionService",
    "Stored",
    "TargetingService",
]
