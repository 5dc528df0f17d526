"""Use cases of indicators: reading present values, moving a release, checking it, serving what was published."""

from sosafe_api.domains.kpis.service.checking import ReleaseRun
from sosafe_api.domains.kpis.service.open_releases import OpenReleases
from sosafe_api.domains.kpis.service.published import OpenIndicators, Stored
from sosafe_api.domains.kpis.service.publishing import ReleaseService
from sosafe_api.domains.kpis.service.reading import IndicatorService

__all__ = ["IndicatorService", "OpenIndicators", "OpenReleases", "ReleaseRun", "ReleaseService", "Stored"]
