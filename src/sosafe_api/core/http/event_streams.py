"""A record's progress as server-sent events (HTML Living Standard, section 9.2), for as long as it goes on."""

import time
from collections.abc import AsyncIterator
from contextlib import ExitStack

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from sosafe_api.core.errors import ServiceError, ServiceUnavailable
from sosafe_api.core.http.answers import encode, no_content
from sosafe_api.core.http.problems import problem_response
from sosafe_api.core.http.watching import Pauses, Seen, Watch, pauses

EVENT_STREAM = "text/event-stream"
RETRY_MILLISECONDS = 2000
HEARTBEAT = b": \n\n"


def event_stream(watch: Watch, first: Seen) -> Response:
    """`progress` whenever the record has changed, `end` when it is over.

    A reader that has had the end, and says so by `Last-Event-ID`, is answered 204, by which it stops asking.
    """
    had = watch.request.headers.get("last-event-id")
    if first.over and had == first.mark:
        return no_content()
    return EventStream(watch, first, had)


class EventStream(Response):
    """Written while it is sent. It ends at the latest after some minutes; its reader then asks anew, as by `retry`."""

    media_type = EVENT_STREAM

    def __init__(self, watch: Watch, first: Seen, had: str | None) -> None:
        super().__init__(headers={"X-Accel-Buffering": "no"})
        del self.headers["Content-Length"]
        self._watch = watch
        self._first = first
        self._had = had

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with ExitStack() as place:
            try:
                place.enter_context(self._watch.runtime.watch_places.taken())
            except ServiceUnavailable as error:
                await self._refusal(error)(scope, receive, send)
                return
            await send(
                {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
            )
            if not scope["state"]["head"]:
                async for lines in self._lines(receive):
                    await send({"type": "http.response.body", "body": lines, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _refusal(self, error: ServiceUnavailable) -> Response:
        request_id = self._watch.request.scope["state"]["request_id"]
        refusal = problem_response(
            error, public_url=self._watch.runtime.settings.public_url, request_id=request_id
        )
        quota = {name: value for name, value in self.headers.items() if name.startswith("ratelimit")}
        refusal.headers.update(quota)
        return refusal

    async def _lines(self, receive: Receive) -> AsyncIterator[bytes]:
        """What is the same as the reader had last is not told again."""
        settings = self._watch.runtime.settings
        until = time.monotonic() + settings.stream_seconds
        told_at, had = time.monotonic(), self._had
        yield f"retry: {RETRY_MILLISECONDS}\n\n".encode()
        async with pauses(receive) as rests:
            seen: Seen | None = self._first
            while seen is not None:
                if seen.mark != had or seen.over:
                    yield _event(seen)
                    told_at, had = time.monotonic(), seen.mark
                elif time.monotonic() - told_at >= settings.heartbeat_seconds:
                    yield HEARTBEAT
                    told_at = time.monotonic()
                seen = None if seen.over else await self._next(rests, until)

    async def _next(self, rests: Pauses, until: float) -> Seen | None:
        """None when the time is up, the reader gone, or refused by now: asking anew, it is told why."""
        left = until - time.monotonic()
        if left <= 0 or not await rests.pause(left):
            return None
        try:
            return await self._watch.look()
        except ServiceError:
            return None


def _event(seen: Seen) -> bytes:
    """JSON has no line breaks outside of its strings, and none unescaped within."""
    name = "end" if seen.over else "progress"
    return f"event: {name}\nid: {seen.mark}\ndata: ".encode() + encode(seen.body) + b"\n\n"
