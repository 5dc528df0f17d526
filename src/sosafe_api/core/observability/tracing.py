"""Traces by OpenTelemetry: a span a request or piece of work, and one for each transaction within.

Spans are made by hand, and hold what this module puts there: names of operations and kinds, statuses, and the
request's id. What instruments a framework from outside puts addresses with their queries on spans.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar, Token
from http import HTTPMethod, HTTPStatus
from typing import Any

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import NonRecordingSpan, SpanContext, SpanKind, StatusCode, TraceFlags, Tracer

from sosafe_api import __version__
from sosafe_api.core.errors import UnsafeInstallation

_METHODS = frozenset(HTTPMethod)
_NO_ID = re.compile(r"^0+$")
# W3C Trace Context, section 3.2: a later version may append, version 00 may not; ff is never valid.
_PARENT = re.compile(rb"^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$")


class UnsupportedTraceExporter(UnsafeInstallation):
    """The environment asks for a way of exporting traces that is not offered."""


class Tracing:
    """Makes spans and hands them to an exporter; built only where the environment asks for traces."""

    def __init__(self, provider: Any) -> None:
        self._provider = provider
        self._tracer: Tracer = provider.get_tracer("sosafe_api", __version__)

    @classmethod
    def from_environment(cls, process: str) -> "Tracing | None":
        """None unless OTEL_EXPORTER_OTLP_(TRACES_)ENDPOINT, or `otlp` in OTEL_TRACES_EXPORTER, asks for traces.

        Raises `UnsupportedTraceExporter`. `process` is `web` or `worker`.
        """
        if not _asked_for():
            return None
        # Imported here: whoever asks for no traces need not load protobuf and an HTTP client of its own.
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
        from opentelemetry.sdk.resources import SERVICE_NAME, Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

        named = {"service.version": __version__, "sosafe.process": process}
        if not (os.environ.get("OTEL_SERVICE_NAME") or "service.name=" in _variable("RESOURCE_ATTRIBUTES")):
            named[SERVICE_NAME] = "sosafe-api"
        provider = TracerProvider(resource=Resource.create(named))
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        return cls(provider)

    def begin_request(self, headers: Iterable[tuple[bytes, bytes]], method: str, request_id: str) -> "Span":
        """Goes on with the caller's trace where a valid `traceparent` names one."""
        attributes = {
            "http.request.method": method if method in _METHODS else "_OTHER",
            "sosafe.request_id": request_id,
        }
        started = self._tracer.start_span(
            "request", _parent(headers), kind=SpanKind.SERVER, attributes=attributes
        )
        return Span(self, started)

    def begin_work(self, kind: str) -> "Span":
        attributes = {"sosafe.work.kind": kind}
        started = self._tracer.start_span(
            f"work {kind}", Context(), kind=SpanKind.CONSUMER, attributes=attributes
        )
        return Span(self, started)

    def resume(self, name: str, traceparent: str) -> "Span":
        """Goes on in this process with a piece of work that another one has begun; see `present_traceparent`."""
        above = _parent([(b"traceparent", traceparent.encode())])
        return Span(self, self._tracer.start_span(name, above, kind=SpanKind.INTERNAL))

    def within(self, name: str, above: trace.Span) -> trace.Span:
        return self._tracer.start_span(
            name, trace.set_span_in_context(above, Context()), kind=SpanKind.CLIENT
        )

    def flush(self) -> None:
        """Hands on what has ended so far, of a process that may be ended at any time."""
        self._provider.force_flush()

    def close(self) -> None:
        """Hands on what has not been exported yet."""
        self._provider.shutdown()


class Span:
    """A request's or a piece of work's span, the present one until it ends."""

    def __init__(self, tracing: Tracing, started: trace.Span) -> None:
        self.tracing = tracing
        self.started = started
        self._token: Token[Span | None] = _PRESENT.set(self)

    @property
    def trace_id(self) -> str:
        return format(self.started.get_span_context().trace_id, "032x")

    def end_request(self, operation: str, status: int) -> None:
        _PRESENT.reset(self._token)
        self.started.update_name(operation)
        self.started.set_attribute("sosafe.operation", operation)
        if status:
            self.started.set_attribute("http.response.status_code", status)
        if not status or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.started.set_status(StatusCode.ERROR)
        self.started.end()

    def end_work(self, outcome: str) -> None:
        _PRESENT.reset(self._token)
        self.started.set_attribute("sosafe.work.outcome", outcome)
        if outcome == "failed":
            self.started.set_status(StatusCode.ERROR)
        self.started.end()


_PRESENT: ContextVar[Span | None] = ContextVar("span", default=None)


def present_traceparent() -> str:
    """The present span for another process of ours, as W3C Trace Context writes it; empty without traces."""
    present = _PRESENT.get()
    if present is None:
        return ""
    found = present.started.get_span_context()
    return f"00-{found.trace_id:032x}-{found.span_id:016x}-{found.trace_flags:02x}"


_UNTRACED = nullcontext()


def timed(name: str) -> AbstractContextManager[None]:
    """A span for a part of the present request; `name` is a constant. Without traces it costs next to nothing."""
    present = _PRESENT.get()
    if present is None or not present.started.is_recording():
        return _UNTRACED
    return _part(present, name)


@contextmanager
def _part(present: Span, name: str) -> Iterator[None]:
    """An error's text stays out of the span."""
    part = present.tracing.within(name, present.started)
    try:
        yield
    except BaseException as error:
        part.set_status(StatusCode.ERROR)
        part.set_attribute("error.type", type(error).__name__)
        raise
    finally:
        part.end()


def _variable(name: str) -> str:
    return os.environ.get(f"OTEL_{name}", "").strip()


def _asked_for() -> bool:
    exporter = _variable("TRACES_EXPORTER")
    if exporter not in ("", "none", "otlp"):
        raise UnsupportedTraceExporter("OTEL_TRACES_EXPORTER must be otlp or none")
    if _variable("SDK_DISABLED").lower() == "true" or exporter == "none":
        return False
    wanted = exporter or _variable("EXPORTER_OTLP_TRACES_ENDPOINT") or _variable("EXPORTER_OTLP_ENDPOINT")
    protocol = _variable("EXPORTER_OTLP_TRACES_PROTOCOL") or _variable("EXPORTER_OTLP_PROTOCOL")
    if wanted and protocol not in ("", "http/protobuf"):
        raise UnsupportedTraceExporter("OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf")
    return bool(wanted)


def _parent(headers: Iterable[tuple[bytes, bytes]]) -> Context:
    """`tracestate` and `baggage` are words of the caller's, which may say anything: neither is read."""
    stated = [value for name, value in headers if name == b"traceparent"]
    found = _PARENT.match(stated[0]) if len(stated) == 1 else None
    if found is None or (found[1] == b"00" and found[5]):
        return Context()
    trace_id, span_id = found[2].decode(), found[3].decode()
    if _NO_ID.match(trace_id) or _NO_ID.match(span_id):
        return Context()
    above = SpanContext(
        int(trace_id, 16), int(span_id, 16), is_remote=True, trace_flags=TraceFlags(int(found[4], 16) & 1)
    )
    return trace.set_span_in_context(NonRecordingSpan(above), Context())
