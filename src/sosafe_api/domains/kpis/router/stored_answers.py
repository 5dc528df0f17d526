"""Answers published indicators that are at hand before the application is asked: no routing, no database.

The routes of the same addresses do everything else: they check what is asked for, read what is not at hand,
and name the policy and the contract. What they answer is kept for this layer.
"""

import re
from collections.abc import Iterable
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sosafe_api.core.errors import QuotaExceeded
from sosafe_api.core.http.conditional import holds
from sosafe_api.core.http.runtime import Runtime
from sosafe_api.domains.kpis.definitions.sources import LICENCE_ADDRESS
from sosafe_api.domains.kpis.service.published import Address, OpenIndicators, Stored

OPEN_INDICATORS = "open_indicators"
OPEN_RELEASES = "open_releases"
NOT_MODIFIED = 304
PREFIX = "/v1/partnerships/"
_PATH = re.compile(r"^/v1/partnerships/[^/]+/(kpi-releases|kpis(/[^/]+(/[^/]+)?)?)$")
_ANY_ORIGIN = (b"access-control-allow-origin", b"*")
_EXPOSED = b"ETag, Last-Modified, Link, RateLimit, RateLimit-Policy, Request-Id, API-Version"
_ALWAYS = [
    (b"cache-control", b"public, max-age=3600, stale-while-revalidate=86400"),
    (b"vary", b"Accept"),
    (b"link", f'<{LICENCE_ADDRESS}>; rel="license"'.encode()),
    _ANY_ORIGIN,
    (b"access-control-expose-headers", _EXPOSED),
]
_PREFLIGHT = [
    (b"allow", b"GET, HEAD, OPTIONS"),
    _ANY_ORIGIN,
    (b"access-control-allow-methods", b"GET, HEAD, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, If-Modified-Since, If-None-Match"),
    (b"access-control-max-age", b"86400"),
]
RawHeaders = list[tuple[bytes, bytes]]


def address_of(scope: Scope) -> Address:
    """Path and query as they were sent, and what is accepted; two spellings of one are two addresses."""
    accepted = [value for name, value in scope["headers"] if name == b"accept"]
    return scope["path"], scope["query_string"], b",".join(accepted)


def stored_headers(stored: Stored, *, unchanged: bool) -> RawHeaders:
    headers = [
        (b"etag", stored.etag.encode()),
        (b"last-modified", stored.last_modified.encode()),
        *_ALWAYS,
        *((name.lower().encode(), value.encode()) for name, value in stored.headers),
    ]
    if not unchanged:
        headers += [
            (b"content-type", stored.media_type.encode()),
            (b"content-length", b"%d" % len(stored.body)),
        ]
    return headers


def is_current(stored: Stored, headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether the reader holds these bytes already."""
    return holds(stored.etag, stored.last_modified, headers)


class StoredAnswers:
    """Wraps the application. Every answer below the open indicators may be read by a page of any origin."""

    def __init__(self, app: ASGIApp, runtime: Runtime) -> None:
        self._app = app
        self._quotas = runtime.quotas
        self._indicators: OpenIndicators = runtime.extras[OPEN_INDICATORS]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
        elif scope["method"] == "GET" and await self._answered(scope, send):
            return
        elif _PATH.match(scope["path"]):
            await self._open(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answered(self, scope: Scope, send: Send) -> bool:
        stored = self._indicators.at_hand(address_of(scope))
        if stored is None:
            return False
        unchanged = is_current(stored, scope["headers"])
        headers = stored_headers(stored, unchanged=unchanged)
        if not unchanged:  # an answer without content costs no quota
            client = scope.get("client")
            try:
                quota = self._quotas.take(client[0] if client else "")
            except QuotaExceeded:
                return False
            headers += [(name.encode().lower(), text.encode()) for name, text in quota.headers().items()]
        scope["operation"] = "stored_indicator"
        status = NOT_MODIFIED if unchanged else 200
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if unchanged else stored.body})
        return True

    async def _open(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "OPTIONS":
            await send({"type": "http.response.start", "status": 204, "headers": _PREFLIGHT})
            await send({"type": "http.response.body", "body": b""})
            return

        async def send_to_any_origin(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers: list[Any] = list(message["headers"])
                if _ANY_ORIGIN not in headers:
                    message = {**message, "headers": [*headers, _ANY_ORIGIN]}
            await send(message)

        await self._app(scope, receive, send_to_any_origin)
