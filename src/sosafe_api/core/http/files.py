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
        return spooled_answer(self._content, self._size, self._digest.digest(), media_type)


def spooled_answer(content: BinaryIO, size: int, digest: bytes, media_type: str) -> Response:
    """What has been put by, from its start; it is gone when it has been sent.

    `Content-Length` and `Content-Digest` (RFC 9530) show a reader that nothing is missing.
    """
    headers = {
        "Content-Length": str(size),
        "Content-Digest": f"sha-256=:{b64encode(digest).decode()}:",
    }
    return StreamingResponse(_sent(content), headers=headers, media_type=media_type)


async def _sent(content: BinaryIO) -> AsyncIterator[bytes]:
    with content:
        content.seek(0)
        while chunk := content.read(SENT_AT_ONCE):
            yield chunk
