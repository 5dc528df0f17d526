"""Answers that everybody may keep: whether a reader holds the present bytes already (RFC 9110 section 13)."""

from collections.abc import Iterable


def holds(etag: str, last_modified: str | None, headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Tags are compared weakly; `If-Modified-Since` counts only beside no `If-None-Match`."""
    since = None
    for name, value in headers:
        if name == b"if-none-match":
            tags = [tag.strip().removeprefix("W/") for tag in value.decode("latin-1").split(",")]
            return etag in tags or tags == ["*"]
        if name == b"if-modified-since":
            since = value
    return last_modified is not None and since == last_modified.encode()
