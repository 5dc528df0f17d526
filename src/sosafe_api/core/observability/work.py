"""Work in the background as figures: what was done, given up or put off, how long it took, and rows of imports."""

import time
from collections import Counter as Tally
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any, Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from sosafe_api.core.observability.tracing import Span, Tracing

Outcome = Literal["done", "failed", "postponed"]
VERDICTS = ("read", "created", "updated", "unchanged", "refused")
BUCKETS = (0.01, 0.05, 0.25, 1.0, 5.0, 15.0, 60.0, 300.0, 900.0)


class WorkFigures:
    """What one worker has done since its start."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.pieces = Counter(
            "sosafe_work_items_ended",
            "Pieces of work that have ended: done, failed for good, or postponed.",
            ["kind", "outcome"],
            registry=registry,
        )
        self.seconds = Histogram(
            "sosafe_work_item_duration_seconds",
            "Time that a piece of work took.",
            ["kind"],
            buckets=BUCKETS,
            registry=registry,
        )
        self.last_done = Gauge(
            "sosafe_work_item_last_done_timestamp_seconds",
            "When this process last had done work of the kind, in seconds since 1970.",
            ["kind"],
            registry=registry,
        )
        self.running = Gauge(
            "sosafe_work_items_in_flight", "Pieces of work under way.", ["kind"], registry=registry
        )
        self.rows = Counter(
            "sosafe_import_rows",
            "Rows of imports that were kept, by the kind of import and what became of them.",
            ["resource", "verdict"],
            registry=registry,
        )


class WorkWatch:
    """Watches a worker, as far as it is asked to: without figures and traces it does nothing."""

    def __init__(self, figures: WorkFigures | None = None, tracing: Tracing | None = None) -> None:
        self._figures = figures
        self._tracing = tracing

    def take_up(self, kind: str) -> "Piece":
        """`kind` is one of the worker's own names."""
        return Piece(self._figures, self._tracing.begin_work(kind) if self._tracing else None, kind)


UNWATCHED = WorkWatch()


class Piece:
    """One piece of work from its beginning to its end."""

    def __init__(self, figures: WorkFigures | None, span: Span | None, kind: str) -> None:
        self._figures = figures
        self._span = span
        self._kind = kind
        self._rows: Tally[tuple[str, str]] = Tally()
        self._began = time.perf_counter()
        self._token = _PRESENT.set(self)
        if figures:
            figures.running.labels(kind).inc()

    def add_rows(self, resource: str, found: Mapping[str, Any]) -> None:
        for verdict in VERDICTS:
            if rows := found.get(f"rows_{verdict}"):
                self._rows[resource, verdict] += rows

    def end(self, outcome: Outcome) -> None:
        """Rows count only where the work was done: else nothing of them was kept."""
        _PRESENT.reset(self._token)
        if self._span:
            self._span.end_work(outcome)
        figures = self._figures
        if figures is None:
            return
        figures.running.labels(self._kind).dec()
        figures.pieces.labels(self._kind, outcome).inc()
        figures.seconds.labels(self._kind).observe(time.perf_counter() - self._began)
        if outcome == "done":
            figures.last_done.labels(self._kind).set_to_current_time()
            for labels, rows in self._rows.items():
                figures.rows.labels(*labels).inc(rows)


_PRESENT: ContextVar[Piece | None] = ContextVar("piece", default=None)


def rows_kept(resource: str, found: Mapping[str, Any]) -> None:
    """Said by an import, of a `resource` that is a kind of imports, with its counts `rows_…` of what became of them.

    They count when the piece of work is done.
    """
    piece = _PRESENT.get()
    if piece is not None:
        piece.add_rows(resource, found)
