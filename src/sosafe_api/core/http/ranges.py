"""A part of a content by `Range`, so that a broken download goes on where it broke (RFC 9110 section 14)."""

import re
from dataclasses import dataclass

from sosafe_api.core.errors import RangeNotSatisfiable

_RANGE = re.compile(r"^bytes=[ \t]*(?:(\d+)-(\d*)|-(\d+))[ \t]*$", re.ASCII | re.IGNORECASE)
MOST_DIGITS = 18  # beyond which no content reaches, and a number is only work


@dataclass(frozen=True, slots=True)
class ByteRange:
    """Bytes from `start` to before `stop`."""

    start: int
    stop: int

    @property
    def length(self) -> int:
        return self.stop - self.start

    def content_range(self, size: int) -> str:
        return f"bytes {self.start}-{self.stop - 1}/{size}"


def asked_range(stated: str | None, size: int) -> ByteRange | None:
    """The one range that a header states, cut to the content's size.

    None where the whole is to be sent: without a header, for another unit, for several ranges, and for what is no
    range (section 14.2). Raises `RangeNotSatisfiable` for one that begins at or after the end, or is
    empty.
    """
    found = _RANGE.match(stated) if stated is not None else None
    if found is None or any(group and len(group) > MOST_DIGITS for group in found.groups()):
        return None
    first, last, suffix = found.groups()
    if suffix is not None:
        asked = ByteRange(max(0, size - int(suffix)), size)
    else:
        if last and int(last) < int(first):
            return None
        asked = ByteRange(int(first), min(int(last) + 1, size) if last else size)
    if asked.length <= 0:
        raise RangeNotSatisfiable(size=size)
    return asked


def still_the_same(if_range: str | None, etag: str) -> bool:
    """Whether a part fits what its asker has: without `If-Range`, or with the very tag (section 13.1.5).

    A weak tag and a date are never the same as a strong tag, so then the whole is sent.
    """
    return if_range is None or if_range.strip() == etag
