"""Use cases of indicators: reading present values, publishing a release, serving what was published."""

from sosafe_api.domains.kpis.service.explaining import ComparisonService, EvidenceService
from sosafe_api.domains.kpis.service.history import RevisionService
from sosafe_api.domains.kpis.service.published import OpenIndicators, Stored
from sosafe_api.domains.kpis.service.publishing import ReleaseService
from sosafe_api.domains.kpis.service.reading import IndicatorService
from sosafe_api.domains.kpis.service.recording import Recorder

__all__ = [
    "ComparisonService",
    "EvidenceService",
    "IndicatorService",
    "OpenIndicators",
    "Recorder",
    "ReleaseService",
    "RevisionService",
    "Stored",
]
