"""Answers that wait until work is done, where the caller prefers to wait: `Prefer: wait=10` (RFC 7240 section 4.3)."""

import re
import time

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from sosafe_api.core.errors import ServiceError
from sosafe_api.core.http.answers import encode
from sosafe_api.core.http.watching import Seen, Watch, pauses

_WAIT = re.compile(r'\s*wait\s*=\s*"?([0-9]{1,9})"?\s*')


def seconds_to_wait(request: Request, most: float) -> float:
    """What the caller prefers, within bounds; 0 where nothing is stated, or nothing that can be read."""
    stated = [part for header in request.headers.getlist("prefer") for part in re.split("[,;]", header)]
    found = next((match[1] for part in stated if (match := _WAIT.fullmatch(part.lower()))), "0")
    return min(float(found), most)


def awaited(first: Response, watch: Watch) -> Response:
    """The answer, or where the caller prefers so the one that there is later: as soon as nothing goes on any more."""
    seconds = seconds_to_wait(watch.request, watch.runtime.settings.wait_seconds)
    return AwaitedAnswer(first, watch, seconds) if seconds else first


class AwaitedAnswer(Response):
    """Waits when it is sent: the request's own transaction is committed then, and its connection given back."""

    def __init__(self, first: Response, watch: Watch, seconds: float) -> None:
        super().__init__(first.body, first.status_code, dict(first.headers))
        self._watch = watch
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Where all places are taken the answer is given at once, which a preference allows."""
        try:
            with self._watch.runtime.watch_places.taken():
                seen = await self._wait(receive)
        except ServiceError:
            # What was asked for is done; who may not look again, or cannot now, is told what was known then.
            seen = None
        if seen is not None:
            self._tell(seen)
        await super().__call__(scope, receive, send)

    async def _wait(self, receive: Receive) -> Seen:
        until = time.monotonic() + self._seconds
        async with pauses(receive) as rests:
            seen = await self._watch.look()
            while not seen.over and (left := until - time.monotonic()) > 0 and await rests.pause(left):
                seen = await self._watch.look()
            return seen

    def _tell(self, seen: Seen) -> None:
        self.body = encode(seen.body)
        self.headers["Content-Length"] = str(len(self.body))
        self.headers["ETag"] = seen.etag
        self.headers["Preference-Applied"] = f"wait={self._seconds:.0f}"
        if seen.over:
            self.status_code = 200
            del self.headers["Retry-After"]
