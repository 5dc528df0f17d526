"""Reads request bodies: bounded in size and in time."""

import asyncio
import hashlib
import re
from base64 import b64encode
from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from starlette.requests import ClientDisconnect, Request

from sosafe_api.core.context import Upload
from sosafe_api.core.errors import (
    ContentDigestMismatch,
    ContentTooLarge,
    MalformedRequest,
    RequestTimeout,
    UnsupportedMediaType,
)

SPOOL_BYTES = 1 << 20
_PARAMETERS = {"charset=utf-8", 'charset="utf-8"', "header=present"}
_SHA_256 = re.compile(r"(?:^|,)\s*sha-256=([^,;\s]*)")


async def read_body(request: Request, *, limit: int, seconds: float) -> bytes:
    """The whole body; raises `ContentTooLarge` or `RequestTimeout` without reading on."""
    return b"".join([chunk async for chunk in stream_body(request, limit=limit, seconds=seconds)])


async def stream_body(request: Request, *, limit: int, seconds: float) -> AsyncIterator[bytes]:
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise ContentTooLarge(limit_bytes=limit)
    received = 0
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                received += len(chunk)
                if received > limit:
                    raise ContentTooLarge(limit_bytes=limit)
                if chunk:
                    yield chunk
    except TimeoutError as error:
        raise RequestTimeout() from error
    except ClientDisconnect as error:
        raise MalformedRequest("The connection closed before the body was complete.") from error


async def spool_body(request: Request, *, limit: int, seconds: float) -> Upload:
    """A large body on disk. Raises `ContentDigestMismatch` when `Content-Digest` says otherwise (RFC 9530)."""
    spool = SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115  # the caller closes it after the answer
    digest, size = hashlib.sha256(), 0
    try:
        async for chunk in stream_body(request, limit=limit, seconds=seconds):
            digest.update(chunk)
            size += len(chunk)
            spool.write(chunk)
        _compare_digest(request.headers.getlist("content-digest"), digest.digest())
    except BaseException:
        spool.close()
        raise
    return Upload(cast("BinaryIO", spool), size)


def _compare_digest(stated: list[str], found: bytes) -> None:
    """The header may state digests by several algorithms; those that are not ours are passed over."""
    expected = f":{b64encode(found).decode()}:"
    if any(digest != expected for digest in _SHA_256.findall(",".join(stated))):
        raise ContentDigestMismatch


def check_media_type(request: Request, accepted: tuple[str, ...]) -> None:
    """Raises `UnsupportedMediaType` for another media type, charset or any content encoding."""
    encoding = request.headers.get("content-encoding", "identity")
    media_type, *parameters = request.headers.get("content-type", "").split(";")
    stated = {parameter.strip().lower() for parameter in parameters} - {""}
    if encoding != "identity" or media_type.strip().lower() not in accepted or not stated <= _PARAMETERS:
        raise UnsupportedMediaType(accepted=list(accepted))
