"""What watches one process, put together from its settings and the environment; nothing of it unless asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from prometheus_client import CollectorRegistry

from sosafe_api.core.db.roles import DatabaseUrls
from sosafe_api.core.db.session import Database
from sosafe_api.core.observability.figures import registry_of, watch_pools
from sosafe_api.core.observability.listener import MetricsListener
from sosafe_api.core.observability.partnerships import PartnershipFigures, Reading
from sosafe_api.core.observability.requests import RequestFigures
from sosafe_api.core.observability.tracing import Tracing
from sosafe_api.core.observability.waiting import WaitingWork
from sosafe_api.core.observability.work import WorkFigures, WorkWatch
from sosafe_api.core.settings import Settings


@dataclass(slots=True)
class Observed:
    """Raises `UnsafeInstallation` when built, where what is asked for cannot be had."""

    tracing: Tracing | None
    registry: CollectorRegistry | None = None
    requests: RequestFigures | None = None
    figures: WorkFigures | None = None
    listener: MetricsListener | None = None

    @classmethod
    def web(cls, settings: Settings, urls: DatabaseUrls, **pools: Database) -> Self:
        """`pools` are the process's databases by the name that their figures bear."""
        made = cls._of("web", settings, urls)
        if made.registry:
            made.requests = RequestFigures(made.registry)
            watch_pools(made.registry, **pools)
        return made

    @classmethod
    def worker(cls, settings: Settings, urls: DatabaseUrls, readings: Sequence[Reading] = ()) -> Self:
        """`readings` are figures of what lies in the partnerships."""
        made = cls._of("worker", settings, urls)
        if made.registry:
            made.figures = WorkFigures(made.registry)
            PartnershipFigures(urls.app, readings).register(made.registry)
        return made

    @classmethod
    def _of(cls, process: str, settings: Settings, urls: DatabaseUrls) -> Self:
        made = cls(Tracing.from_environment(process))
        if settings.metrics_port is not None:
            made.registry = registry_of(process)
            WaitingWork(urls.app).register(made.registry)
            made.listener = MetricsListener(settings, made.registry)
        return made

    @property
    def work(self) -> WorkWatch:
        return WorkWatch(self.figures, self.tracing)

    def start(self) -> None:
        if self.listener:
            self.listener.start()

    def stop(self) -> None:
        if self.listener:
            self.listener.stop()
        if self.tracing:
            self.tracing.close()
