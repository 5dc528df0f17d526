"""Keyset pages: a cursor is authenticated, bound to who asked what, and valid for a quarter of an hour."""

import hashlib
import hmac
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from sosafe_api.core.errors import CursorInvalid

SKEW_SECONDS = 5  # between the clocks of two machines
LIFETIME_SECONDS = 900
DEFAULT_LIMIT = 50
MAXIMUM_LIMIT = 200
MAC_BYTES = 16
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list; `next_cursor` is None at the end."""

    rows: Sequence[Row]
    next_cursor: str | None


class CursorTooOld(CursorInvalid):
    """A cursor as it was given, of longer ago than it holds."""


class CursorCodec:
    """Seals what a page needs to go on: the last row's sort values and the query it belongs to."""

    def __init__(self, key: bytes, clock: Callable[[], float] = time.time) -> None:
        self._key = key
        self._clock = clock

    def encode(self, *, bound_to: str, query: dict[str, Any], after: Sequence[Any]) -> str:
        content = msgspec.json.encode([int(self._clock()), query, list(after)])
        return urlsafe_b64encode(self._mac(bound_to, content) + content).rstrip(b"=").decode()

    def decode(
        self, cursor: str, *, bound_to: str, lifetime: int = LIFETIME_SECONDS
    ) -> tuple[dict[str, Any], list[Any]]:
        """The query and the last row's sort values; raises `CursorInvalid` for any defect, `CursorTooOld` for age."""
        try:
            sealed = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
            mac, content = sealed[:MAC_BYTES], sealed[MAC_BYTES:]
            if not hmac.compare_digest(mac, self._mac(bound_to, content)):
                raise CursorInvalid()
            issued, query, after = msgspec.json.decode(content, type=tuple[int, dict[str, Any], list[Any]])
        except (ValueError, msgspec.MsgspecError) as error:
            raise CursorInvalid() from error
        age = self._clock() - issued
        if age > lifetime:
            raise CursorTooOld()
        if age < -SKEW_SECONDS:
            raise CursorInvalid()
        return query, after

    def _mac(self, bound_to: str, content: bytes) -> bytes:
        return hmac.digest(self._key, bound_to.encode() + b"\0" + content, hashlib.sha256)[:MAC_BYTES]
