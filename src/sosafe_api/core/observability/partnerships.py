"""Figures of what lies in every partnership, read one after the other, each under its own row security."""

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import psycopg
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from psycopg.conninfo import make_conninfo

from sosafe_api.core.db.session import BlockingConnection, RowScope, blocking_transaction

CONNECT_SECONDS = 2
REUSE_SECONDS = 15.0
_LIMITS = "SET LOCAL statement_timeout = '2s'; SET LOCAL lock_timeout = '1s'"
_PARTNERSHIPS = "SELECT id, mode FROM partnerships ORDER BY id"


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure: `statement` answers one number for `{partnership_id}`, or with a `label` rows of its value and one.

    Over partnerships the numbers are added up, or the largest is taken. Partnerships of mode `test` stand apart.
    """

    name: str
    says: str
    statement: str
    label: str = ""
    over_partnerships: Literal["sum", "max"] = "sum"

    def family(self) -> GaugeMetricFamily:
        return GaugeMetricFamily(self.name, self.says, labels=["mode", *([self.label] if self.label else [])])


class PartnershipFigures(Collector):
    """Told by the worker, in the thread that answers Prometheus, over a connection of its own.

    One round trip a partnership, so what was read is told again for a while. Where the database cannot be asked nothing
    is told: an old number would look like a new one.
    """

    def __init__(self, url: str, readings: Sequence[Reading]) -> None:
        self._url = make_conninfo(url, connect_timeout=CONNECT_SECONDS)
        self._readings = readings
        self._lock = threading.Lock()
        self._found: list[Metric] = []
        self._asked = -REUSE_SECONDS

    def register(self, registry: CollectorRegistry) -> None:
        registry.register(self)

    def describe(self) -> Iterable[Metric]:
        return [reading.family() for reading in self._readings]

    def collect(self) -> Iterator[Metric]:
        with self._lock:
            if time.monotonic() - self._asked >= REUSE_SECONDS:
                self._found = self._ask()
                self._asked = time.monotonic()
            yield from self._found

    def _ask(self) -> list[Metric]:
        found: dict[tuple[str, ...], float] = {}
        try:
            with blocking_transaction(self._url) as connection:
                connection.execute(_LIMITS)
                for partnership_id, mode in connection.execute(_PARTNERSHIPS).fetchall():
                    self._add(found, mode, self._read(connection, partnership_id))
        except psycopg.Error:
            return []
        families = {reading.name: reading.family() for reading in self._readings}
        for (name, *labels), number in found.items():
            families[name].add_metric(labels, number)
        return [*families.values()]

    def _read(self, connection: BlockingConnection, partnership_id: UUID) -> list[list[tuple[Any, ...]]]:
        """The rows of each reading."""
        asked = "".join(
            reading.statement.format(partnership_id=partnership_id) + ";" for reading in self._readings
        )
        scope = RowScope(partnership_id, reach="partnership").statements
        cursor = connection.execute((scope + asked).encode())
        answers = [cursor.fetchall() for result in cursor.results() if result.description is not None]
        return answers[-len(self._readings) :]

    def _add(
        self, found: dict[tuple[str, ...], float], mode: str, answers: list[list[tuple[Any, ...]]]
    ) -> None:
        for reading, rows in zip(self._readings, answers, strict=True):
            for *label, number in rows:
                key = (reading.name, mode, *label)
                before = found.get(key, 0.0)
                joined = before + number if reading.over_partnerships == "sum" else max(before, number)
                found[key] = float(joined)
