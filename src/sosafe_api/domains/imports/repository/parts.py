"""Stretches of a file as they lie in the database: compressed, since rows of one file are much alike."""

import sys
from collections.abc import Iterator
from typing import BinaryIO

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PART_BYTES = 1 << 20
_FASTEST = 1


def packed(content: bytes) -> bytes:
    return zstd.compress(content, _FASTEST)


def unpacked(content: bytes, *, compressed: bool) -> bytes:
    """A stretch that was stored before they were compressed lies there as it was sent."""
    return zstd.decompress(content) if compressed else bytes(content)


def packed_parts(content: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """How long each stretch is, and what is stored of it."""
    while stretch := content.read(PART_BYTES):
        yield len(stretch), packed(stretch)
