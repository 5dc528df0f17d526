"""Entity tags that say nothing: a keyed hash (BLAKE2, RFC 7693) of a record's version and view."""

from hashlib import blake2b
from uuid import UUID

from sosafe_api.core.errors import PreconditionFailed, PreconditionRequired

ANY = "*"


class EntityTags:
    """Makes and compares strong entity tags (RFC 9110 section 8.8.3)."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def tag(self, record_id: UUID, version: int, view: str) -> str:
        message = b"%s%d%s" % (record_id.bytes, version, view.encode())
        return f'"{blake2b(message, key=self._key, digest_size=10).hexdigest()}"'

    def check(self, if_match: frozenset[str] | None, current: str) -> None:
        """Raises `PreconditionRequired` when nothing was stated, `PreconditionFailed` when it is stale."""
        if if_match is None:
            raise PreconditionRequired()
        if ANY not in if_match and current not in if_match:
            raise PreconditionFailed(etag=current)
