"""Reads request bodies: bounded in size, time, depth and number of values, each property once."""

import asyncio
import hashlib
import json
import math
import re
from base64 import b64encode
from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from starlette.requests import ClientDisconnect, Request

from sosafe_api.core.context import Upload
from sosafe_api.core.errors import (
    ContentDigestMismatch,
    ContentTooLarge,
    MalformedRequest,
    RequestTimeout,
    UnsupportedMediaType,
)

DEEPEST = 32
MOST_KEYS = 200
MOST_ITEMS = 1000
SPOOL_BYTES = 1 << 20
_SHA_256 = re.compile(r"(?:^|,)\s*sha-256=([^,;\s]*)")
LARGEST_INTEGER = 2**63 - 1
LONGEST_INTEGER = 20
LONGEST_NUMBER = 32


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
    media_type, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = parameters.strip().lower()
    if (
        encoding != "identity"
        or media_type.strip().lower() not in accepted
        or (charset and charset not in ("charset=utf-8", 'charset="utf-8"', "header=present"))
    ):
        raise UnsupportedMediaType(accepted=list(accepted))


def parse_json(raw: bytes) -> dict[str, Any]:
    """One JSON object in UTF-8. Raises `MalformedRequest` for repeated properties, values out of bounds."""
    try:
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_number,
            parse_constant=_refuse_constant,
        )
    except MalformedRequest:
        raise
    except UnicodeDecodeError as error:
        raise MalformedRequest("The body is not UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise MalformedRequest("The body is not JSON.") from error
    if not isinstance(value, dict):
        raise MalformedRequest("The body must be a JSON object.")
    _check_shape(value, 1)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise MalformedRequest("A property stands twice in one object.")
    if len(members) > MOST_KEYS:
        raise MalformedRequest(f"An object has more than {MOST_KEYS} properties.")
    return members


def _integer(text: str) -> int:
    if len(text) > LONGEST_INTEGER or abs(int(text)) > LARGEST_INTEGER:
        raise MalformedRequest("A number does not fit 64 bits.")
    return int(text)


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value) or len(text) > LONGEST_NUMBER:
        raise MalformedRequest("A number is out of range.")
    return value


def _refuse_constant(_: str) -> Any:
    raise MalformedRequest("NaN and Infinity are not JSON.")


def _check_shape(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise MalformedRequest(f"The body nests deeper than {DEEPEST} levels.")
    if isinstance(value, dict):
        for name, member in value.items():
            _check_text(name)
            _check_shape(member, depth + 1)
    elif isinstance(value, list):
        if len(value) > MOST_ITEMS:
            raise MalformedRequest(f"An array has more than {MOST_ITEMS} items.")
        for item in value:
            _check_shape(item, depth + 1)
    elif isinstance(value, str):
        _check_text(value)


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise MalformedRequest("NUL characters are not allowed.")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise MalformedRequest("Half a surrogate pair is not a character.") from error
