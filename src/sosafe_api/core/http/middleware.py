"""The outermost layer: request id, bounds before parsing, HEAD, headers of every answer, the log line."""

import re
import time
from collections.abc import Iterable
from typing import Any

import structlog
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sosafe_api import __version__
from sosafe_api.core.errors import InternalError, ServiceError, ServiceUnavailable
from sosafe_api.core.http.error_forms import form_at, forms_of
from sosafe_api.core.http.policy import require_policies
from sosafe_api.core.http.problems import problem_response
from sosafe_api.core.ids import new_id
from sosafe_api.core.observability.requests import RequestFigures
from sosafe_api.core.observability.tracing import Span, Tracing

MOST_URL_BYTES = 8192
MOST_HEADER_BYTES = 16_384
MOST_HEADERS = 100
_CORRELATION = re.compile(rb"^[A-Za-z0-9._-]{1,64}$")
_ALWAYS = ((b"api-version", __version__.encode()), (b"x-content-type-options", b"nosniff"))
_log = structlog.get_logger("sosafe.request")


class UriTooLong(ServiceError):
    """The request's address is longer than is read."""

    code = "uri_too_long"


class HeadersTooLarge(ServiceError):
    """The request's headers are more, or longer, than is read."""

    code = "headers_too_large"


class Front:
    """Plain ASGI, no task per request. Sheds load beyond `in_flight` before reading a byte of a body.

    Serves no application that has a route without a policy: building it raises `UndeclaredPolicy`. `routes` are all
    that the application serves, whatever is wrapped around it. `figures` and `tracing` are told of each request.
    """

    def __init__(  # noqa: PLR0913 - all that stands around the application
        self,
        app: ASGIApp,
        *,
        routes: Iterable[BaseRoute],
        public_url: str,
        in_flight: int,
        figures: RequestFigures | None = None,
        tracing: Tracing | None = None,
    ) -> None:
        served = list(routes)
        require_policies(served)
        self._forms = forms_of(served)
        self._app = app
        self._public_url = public_url
        self._most = in_flight
        self._running = 0
        self._figures = figures
        self._tracing = tracing
        if figures:
            figures.watch_running(lambda: self._running, in_flight)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, send)
        exchange.scope["error_form"] = form_at(scope["path"], self._forms)
        self._running += 1
        span = None
        if self._tracing:
            span = self._tracing.begin_request(scope["headers"], scope["method"], exchange.request_id)
        try:
            await self._admit(exchange, receive)
        # The last resort: nothing may leave the service but a problem document, or its like in a standard's form.
        except Exception as error:  # noqa: BLE001
            _log.error("unhandled", request_id=exchange.request_id, error=type(error).__name__, exc_info=True)
            if not exchange.started:
                await self._refuse(InternalError(), exchange, receive)
        finally:
            self._running -= 1
            exchange.end(self._figures, span)

    async def _admit(self, exchange: "_Exchange", receive: Receive) -> None:
        scope = exchange.scope
        if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > MOST_URL_BYTES:
            await self._refuse(UriTooLong(), exchange, receive)
        elif (
            len(scope["headers"]) > MOST_HEADERS
            or sum(len(name) + len(value) for name, value in scope["headers"]) > MOST_HEADER_BYTES
        ):
            await self._refuse(HeadersTooLarge(), exchange, receive)
        elif self._running > self._most and not scope["path"].endswith("/livez"):
            await self._refuse(ServiceUnavailable(), exchange, receive)
        else:
            await self._app(scope, receive, exchange.send)

    async def _refuse(self, error: ServiceError, exchange: "_Exchange", receive: Receive) -> None:
        response = problem_response(
            error,
            public_url=self._public_url,
            request_id=exchange.request_id,
            form=exchange.scope["error_form"],
        )
        await response(exchange.scope, receive, exchange.send)


class _Exchange:
    """One request and its answer, seen from outside the application."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope = dict(
            scope
        )  # the server keeps its own: it must go on seeing HEAD where we answer as to GET
        self.request_id = new_id().hex
        self.started = False
        self.status = 0
        self._send = send
        self._begun = time.perf_counter()
        self._head = scope["method"] == "HEAD"
        self.scope["state"] = {
            **scope.get("state", {}),
            "request_id": self.request_id,
            "head": self._head,
        }
        if self._head:
            self.scope["method"] = "GET"

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            self.status = message["status"]
            self._add_headers(message)
        elif self._head and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)

    def _add_headers(self, message: Message) -> None:
        headers: list[tuple[bytes, bytes]] = [*message["headers"], *_ALWAYS]
        headers.append((b"request-id", self.request_id.encode()))
        if not any(name == b"cache-control" for name, _ in headers):
            headers.append((b"cache-control", b"no-store"))
        for name, value in self.scope["headers"]:
            if name == b"correlation-id" and _CORRELATION.match(value):
                headers.append((name, value))
        message["headers"] = headers

    def end(self, figures: RequestFigures | None, span: Span | None) -> None:
        """Counted, traced and logged by the operation's name, never by the address: a query may name a person."""
        seconds = time.perf_counter() - self._begun
        operation = self.scope.get("operation", "none")
        if figures:
            figures.count(operation, self.status, seconds)
        values: dict[str, Any] = {
            "request_id": self.request_id,
            "operation": operation,
            "status": self.status,
            "milliseconds": round(seconds * 1000, 1),
        }
        if span:
            span.end_request(operation, self.status)
            values["trace_id"] = span.trace_id
        if "client_id" in self.scope:
            values["client_id"] = self.scope["client_id"]
        _log.info("request", **values)
