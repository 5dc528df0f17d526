"""What has arrived of a file, and whether it is whole: by its digest (RFC 9530), and in NDJSON by its end mark."""

import base64
import hashlib
import hmac
import json
from typing import Any

from sosafe_api.cli.refusals import StepRefused
from sosafe_api.cli.statuses import Status

NDJSON = "ndjson"


class Arrival:
    """Told of each stretch in order; keeps no more of it than its last line."""

    def __init__(self) -> None:
        self.size = 0
        self._digest = hashlib.sha256()
        self._lines = 0
        self._last = b""

    def add(self, stretch: bytes) -> None:
        self.size += len(stretch)
        self._digest.update(stretch)
        self._lines += stretch.count(b"\n")
        joined = self._last + stretch
        self._last = joined[joined[:-1].rfind(b"\n") + 1 :]

    @property
    def digest(self) -> str:
        """As `Content-Digest` and `Repr-Digest` write it."""
        return f"sha-256=:{base64.b64encode(self._digest.digest()).decode()}:"

    def checked(self, form: str, digest: str | None) -> dict[str, Any]:
        """What the end mark says, where there is one; raises `StepRefused` for what is not whole.

        CSV has no end mark, so there the digest must be told; NDJSON shows by itself where it was cut off.
        """
        if digest is not None or form != NDJSON:
            self.compared(digest)
        if form != NDJSON:
            return {}
        end = self._end()
        if end.get("rows") != self._lines - 1:
            raise _incomplete("its end mark is missing, or counts other rows")
        return end

    def compared(self, digest: str | None) -> None:
        """Raises `StepRefused` for other bytes than those of the digest, and where none is told."""
        if digest is None:
            raise _incomplete("nothing says what its digest is")
        if not hmac.compare_digest(digest, self.digest):
            raise _incomplete("its digest is another than that of what was sent")

    def _end(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads(self._last)["_end"]
        except (KeyError, TypeError, ValueError) as error:
            raise _incomplete("its end mark is missing") from error
        return found


def _incomplete(why: str) -> StepRefused:
    return StepRefused(f"what arrived is not whole, and is not kept: {why}", status=Status.INCOMPLETE)
