"""Conditions of a request on the version that is there (RFC 9110 section 13)."""

import re
from collections.abc import Iterable

from starlette.requests import Request

from sosafe_api.core.errors import FieldError, InvalidHeader, PreconditionRequired

_TAG = re.compile(r'^\s*(\*|"[\x21\x23-\x7e]*")\s*$')


def holds(etag: str, last_modified: str | None, headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether a reader has these bytes: tags are compared weakly, and a date counts only where no tag is sent."""
    since = None
    for name, value in headers:
        if name == b"if-none-match":
            tags = [tag.strip().removeprefix("W/") for tag in value.decode("latin-1").split(",")]
            return etag in tags or tags == ["*"]
        if name == b"if-modified-since":
            since = value
    return last_modified is not None and since == last_modified.encode()


def entity_tags(header: str | None) -> frozenset[str]:
    """The tags of `If-Match`; raises `PreconditionRequired` and `InvalidHeader`."""
    if header is None:
        raise PreconditionRequired()
    tags = [_TAG.match(part) for part in header.split(",")]
    if not all(tags):
        detail = "Must be the `ETag` of the record as last read, quotes included."
        raise InvalidHeader(errors=[FieldError("wrong_format", detail, header="If-Match")])
    return frozenset(tag[1] for tag in tags if tag)


def only_new(request: Request) -> bool:
    """Whether `If-None-Match: *` is stated, which never stands beside `If-Match` (RFC 9110 section 13.1)."""
    stated = request.headers.get("if-none-match")
    if stated is None:
        return False
    if stated.strip() != "*" or "if-match" in request.headers:
        detail = "Must be `*`, to create, and not stand beside `If-Match`."
        raise InvalidHeader(errors=[FieldError("wrong_format", detail, header="If-None-Match")])
    return True
