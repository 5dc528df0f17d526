"""An answer written to a file before it is sent: with its length and digest, and no transaction while it is read."""

import hashlib
from base64 import b64encode
from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from starlette.responses import Response, StreamingResponse

from sosafe_api.core.errors import ExportTooLarge

IN_MEMORY_BYTES = 1 << 20
SENT_AT_ONCE = 1 << 16


class AnswerFile:
    """Small ones stay in memory, larger ones lie on disk without a name; both are gone once sent."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._digest = hashlib.sha256()
        self._content = cast("BinaryIO", SpooledTemporaryFile(max_size=IN_MEMORY_BYTES))  # noqa: SIM115 - closed once sent

    def write(self, content: bytes) -> None:
        """Raises `ExportTooLarge`, so that no answer fills the disk."""
        self._size += len(content)
        if self._size > self._limit:
            raise ExportTooLarge(limit_bytes=self._limit)
        self._digest.update(content)
        self._content.write(content)

    def close(self) -> None:
        self._content.close()

    def answer(self, media_type: str) -> Response:
        """`Content-Length` and `Content-Digest` (RFC 9530) show a reader that nothing is missing."""
        headers = {
            "Content-Length": str(self._size),
            "Content-Digest": f"sha-256=:{b64encode(self._digest.digest()).decode()}:",
        }
        return StreamingResponse(self._sent(), headers=headers, media_type=media_type)

    async def _sent(self) -> AsyncIterator[bytes]:
        with self._content as content:
            content.seek(0)
            while chunk := content.read(SENT_AT_ONCE):
                yield chunk
