"""What metrics and traces add to a request: the outermost layer alone, with and without them, in turn."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.sampling import ParentBasedTraceIdRatio
from prometheus_client import CollectorRegistry
from rich.console import Console
from rich.table import Table
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sosafe_api.core.http.middleware import Front
from sosafe_api.core.observability.requests import RequestFigures
from sosafe_api.core.observability.tracing import Tracing, timed

ROUNDS, REQUESTS = 31, 2000
SAMPLED = 0.05
_SCOPE = {
    "type": "http",
    "method": "GET",
    "path": "/v1/referrals/019ac300-0000-7000-8000-000000000000",
    "raw_path": b"/v1/referrals/019ac300-0000-7000-8000-000000000000",
    "query_string": b"",
    "headers": [(b"host", b"127.0.0.1"), (b"authorization", b"Bearer x"), (b"purpose", b"safeguarding")],
}


@dataclass(frozen=True, slots=True)
class Cost:
    """Microseconds of processor time a request, median over rounds, and what is more than with neither."""

    name: str
    microseconds: float
    more: float


class _Nowhere(SpanExporter):
    """Takes spans off the service's hands, as a collector does; sending them is another thread's work."""

    def export(self, spans: object) -> SpanExportResult:
        del spans
        return SpanExportResult.SUCCESS


async def _answer(scope: Scope, _: Receive, send: Send) -> None:
    """Answers as a read does, with the two parts that a transaction tells."""
    scope["operation"] = "get_referral"
    with timed("database begin"):
        pass
    with timed("database commit"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})


async def _receive() -> Message:
    return {"type": "http.request", "body": b""}


async def _send(_: Message) -> None:
    """Nobody listens."""


def _tracing(sampled: float) -> Tracing:
    provider = TracerProvider(sampler=ParentBasedTraceIdRatio(sampled), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(_Nowhere()))
    return Tracing(provider)


@contextmanager
def _fronts() -> Iterator[dict[str, ASGIApp]]:
    def front(figures: RequestFigures | None = None, tracing: Tracing | None = None) -> Front:
        return Front(
            _answer, routes=(), public_url="http://127.0.0.1", in_flight=64, figures=figures, tracing=tracing
        )

    some, every = _tracing(SAMPLED), _tracing(1.0)
    yield {
        "neither": front(),
        "metrics": front(RequestFigures(CollectorRegistry())),
        "metrics, and traces of one request in 20": front(RequestFigures(CollectorRegistry()), some),
        "metrics, and traces of every request": front(RequestFigures(CollectorRegistry()), every),
    }
    for tracing in (some, every):
        tracing.close()


async def _round(front: ASGIApp, clock: Callable[[], float]) -> float:
    begun = clock()
    for _ in range(REQUESTS):
        await front(dict(_SCOPE), _receive, _send)
    return (clock() - begun) / REQUESTS * 1e6


def measure() -> list[Cost]:
    """In turn, so that a slow minute of the machine hits all; processor time of the thread that serves alone."""
    found: dict[str, list[float]] = {}
    with _fronts() as fronts:
        for _ in range(ROUNDS):
            for name, front in fronts.items():
                found.setdefault(name, []).append(asyncio.run(_round(front, time.thread_time)))
    without = found["neither"]
    return [
        Cost(name, median(times), median(a - b for a, b in zip(times, without, strict=True)))
        for name, times in found.items()
    ]


def show(console: Console, costs: list[Cost]) -> None:
    table = Table("watched by", "µs a request", "more than by neither")
    for cost in costs:
        table.add_row(cost.name, f"{cost.microseconds:.1f}", f"{cost.more:+.1f}")
    console.print(table)
