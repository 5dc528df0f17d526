"""The work that waits, and whether the database can be used: asked of the database when Prometheus asks."""

import threading
import time
from collections.abc import Iterable, Iterator

import psycopg
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from psycopg.conninfo import make_conninfo

from sosafe_api.core.db.safety import head_revision
from sosafe_api.core.db.session import blocking_transaction

CONNECT_SECONDS = 2
REUSE_SECONDS = 1.0
_LIMITS = "SET LOCAL statement_timeout = '2s'; SET LOCAL lock_timeout = '1s'"
_REVISION = "SELECT version_num FROM alembic_version"
_WAITING = """
SELECT kind, count(*) FILTER (WHERE available_at <= now()), count(*) FILTER (WHERE available_at > now()),
 coalesce(extract(epoch FROM now() - min(available_at) FILTER (WHERE available_at <= now())), 0)::float8
FROM work_items GROUP BY kind ORDER BY kind"""


class WaitingWork(Collector):
    """Every process tells it, since a worker that is down could not tell what waits for it.

    Read in the thread that answers Prometheus, over a connection of its own: neither a busy event loop nor a pool
    that is used up keeps the figures away, and they take nothing from a request.
    """

    def __init__(self, url: str) -> None:
        self._url = make_conninfo(url, connect_timeout=CONNECT_SECONDS)
        self._head = head_revision()
        self._lock = threading.Lock()
        self._found: list[Metric] = []
        self._asked = -REUSE_SECONDS

    def register(self, registry: CollectorRegistry) -> None:
        registry.register(self)

    def describe(self) -> Iterable[Metric]:
        return self._families()

    def collect(self) -> Iterator[Metric]:
        with self._lock:
            if time.monotonic() - self._asked >= REUSE_SECONDS:
                self._found = self._ask()
                self._asked = time.monotonic()
            yield from self._found

    def _ask(self) -> list[Metric]:
        ready, due, later, oldest = families = self._families()
        try:
            with blocking_transaction(self._url) as connection:
                connection.execute(_LIMITS)
                revisions = connection.execute(_REVISION).fetchall()
                rows = connection.execute(_WAITING).fetchall()
        except psycopg.Error:
            ready.add_metric([], 0)
            return [ready]
        ready.add_metric([], revisions == [(self._head,)])
        for kind, now_due, not_yet, seconds in rows:
            due.add_metric([kind], now_due)
            later.add_metric([kind], not_yet)
            oldest.add_metric([kind], seconds)
        return [*families]

    @staticmethod
    def _families() -> tuple[GaugeMetricFamily, ...]:
        return (
            GaugeMetricFamily(
                "sosafe_ready", "1 while the database answers and has the tables of this version."
            ),
            GaugeMetricFamily(
                "sosafe_work_items_due",
                "Pieces of work whose time has come, those under way included.",
                labels=["kind"],
            ),
            GaugeMetricFamily(
                "sosafe_work_items_later", "Pieces of work that wait for a later time.", labels=["kind"]
            ),
            GaugeMetricFamily(
                "sosafe_work_items_oldest_seconds",
                "For how long the oldest piece of work has been due.",
                labels=["kind"],
            ),
        )
