"""Builds responses: one JSON encoder, the same headers everywhere, pages with their links."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.idempotency import StoredAnswer

JSON = "application/json"
PAGES = "pages"  # in a request's scope: where an export takes each page from
_encoder = msgspec.json.Encoder()


def encode(content: Any) -> bytes:
    if isinstance(content, BaseModel):
        return content.model_dump_json(by_alias=True).encode()
    return _encoder.encode(content)


def answer(content: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(encode(content), status, dict(headers or {}), JSON)


def entity(content: Any, etag: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return answer(content, status, {"ETag": etag, **(headers or {})})


def created(content: Any, location: str, etag: str | None = None) -> Response:
    headers = {"Location": location}
    if etag:
        headers["ETag"] = etag
    return answer(content, 201, headers)


def replayed(stored: StoredAnswer) -> Response:
    """The first request's answer, byte for byte, marked as given again."""
    return Response(stored.body, stored.status, {**stored.headers, "Idempotency-Replayed": "true"}, JSON)


def no_content(headers: Mapping[str, str] | None = None) -> Response:
    return Response(status_code=204, headers=dict(headers or {}))


def page_answer(request: Request, items: Sequence[Any], next_cursor: str | None, limit: int) -> Response:
    """A list's page: items, whether it goes on, and links that say the same as the `Link` header."""
    if PAGES in request.scope:
        request.scope[PAGES].append((items, next_cursor))
        return no_content()
    path = request.scope["root_path"] + request.scope["path"].removeprefix(request.scope["root_path"])
    query = request.url.query
    given = dict(request.query_params)
    following = f"{path}?{urlencode({'cursor': next_cursor, 'limit': limit})}" if next_cursor else None
    first = path if "cursor" in given or not query else f"{path}?{query}"
    links = {"self": f"{path}?{query}" if query else path, "first": first, "next": following}
    body = {
        "data": items,
        "page": {"next_cursor": next_cursor, "has_more": next_cursor is not None},
        "links": links,
    }
    header = [f'<{first}>; rel="first"']
    if following:
        header.insert(0, f'<{following}>; rel="next"')
    return answer(body, headers={"Link": ", ".join(header)})
