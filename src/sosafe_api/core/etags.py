"""Entity tags that say nothing: a keyed hash of a record's version and of the view it is shown in."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from uuid import UUID

from sosafe_api.core.errors import PreconditionFailed, PreconditionRequired

ANY = "*"


class EntityTags:
    """Makes and compares strong entity tags (RFC 9110 section 8.8.3)."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def tag(self, record_id: UUID, version: int, view: str) -> str:
        message = record_id.bytes + version.to_bytes(8, "big") + view.encode()
        digest = hmac.digest(self._key, message, hashlib.sha256)
        return '"' + urlsafe_b64encode(digest[:12]).decode() + '"'

    def check(self, if_match: frozenset[str] | None, current: str) -> None:
        """Raises `PreconditionRequired` when nothing was stated, `PreconditionFailed` when it is stale."""
        if if_match is None:
            raise PreconditionRequired()
        if ANY not in if_match and current not in if_match:
            raise PreconditionFailed(etag=current)
