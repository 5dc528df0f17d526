"""Keyed hashes of what must be told apart and not be read: the terms of a search, in the audit trail."""

from hashlib import blake2b

import msgspec


class Pseudonyms:
    """Equal for equal parts, and telling nothing of them to whoever lacks the installation's secret (RFC 7693)."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, *parts: str) -> str:
        """64 hexadecimal digits."""
        return blake2b(msgspec.json.encode(parts), key=self._key, digest_size=32).hexdigest()
