"""Keyset pages: a cursor is sealed, bound to who asked what, and valid for a quarter of an hour.

What it goes on from is nobody's to read: a place in the feed of changes counts those of the whole partnership.
"""

import hashlib
import hmac
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sosafe_api.core.errors import CursorInvalid
from sosafe_api.core.security.sealing import NONCE_BYTES

SKEW_SECONDS = 5  # between the clocks of two machines
LIFETIME_SECONDS = 900
DEFAULT_LIMIT = 50
MAXIMUM_LIMIT = 200
KEY_BYTES = 32
# A place in the feed fills one block, up to 99,999,999,999,999 changes: its length tells nothing of them.
BLOCK_BYTES = 32
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
    """Seals what a page needs to go on: the last row's sort values and the query it belongs to (AES-256-GCM)."""

    def __init__(self, key: bytes, clock: Callable[[], float] = time.time) -> None:
        self._key = key
        self._cipher = AESGCM(HKDF(SHA256(), KEY_BYTES, salt=None, info=b"contents").derive(key))
        self._clock = clock

    def encode(self, *, bound_to: str, query: dict[str, Any], after: Sequence[Any]) -> str:
        content = msgspec.json.encode([int(self._clock()), query, list(after)])
        content += b" " * (-len(content) % BLOCK_BYTES)
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = nonce + self._cipher.encrypt(nonce, content, bound_to.encode())
        return urlsafe_b64encode(sealed).rstrip(b"=").decode()

    def decode(
        self, cursor: str, *, bound_to: str, lifetime: int = LIFETIME_SECONDS
    ) -> tuple[dict[str, Any], list[Any]]:
        """The query and the last row's sort values; raises `CursorInvalid` for any defect, `CursorTooOld` for age."""
        try:
            sealed = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
            content = self._unseal(sealed, bound_to)
            issued, query, after = msgspec.json.decode(content, type=tuple[int, dict[str, Any], list[Any]])
        except (ValueError, msgspec.MsgspecError) as error:
            raise CursorInvalid() from error
        age = self._clock() - issued
        if age > lifetime:
            raise CursorTooOld()
        if age < -SKEW_SECONDS:
            raise CursorInvalid()
        return query, after

    def _unseal(self, sealed: bytes, bound_to: str) -> bytes:
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to.encode())
        except (InvalidTag, ValueError):
            return self._of_earlier_form(sealed, bound_to)

    def _of_earlier_form(self, sealed: bytes, bound_to: str) -> bytes:
        """What was authenticated only, before contents were enciphered too.

        Wanted until an installation has run for thirty days without writing it: a follower's place in the feed is
        good for so long. By then each is too old, and this can go.
        """
        mac, content = sealed[:MAC_BYTES], sealed[MAC_BYTES:]
        known = hmac.digest(self._key, bound_to.encode() + b"\0" + content, hashlib.sha256)[:MAC_BYTES]
        if not hmac.compare_digest(mac, known):
            raise CursorInvalid()
        return content
