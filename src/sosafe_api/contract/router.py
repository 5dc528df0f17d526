"""Serves contract, catalogue, code lists, problem pages and reference; all open, each made once."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.contract.code_list_schemas import CodeListCollection, CodeListId, CodeListOut
from sosafe_api.contract.published import Documentation, Stored
from sosafe_api.contract.wire import ApiCatalogue, ProblemSlug, ProblemType, ProblemTypeList, problem_type
from sosafe_api.core.errors import NotFound
from sosafe_api.core.http.answers import encode
from sosafe_api.core.http.catalogue import BY_SLUG
from sosafe_api.core.http.conditional import holds
from sosafe_api.core.http.policy import open_to_all
from sosafe_api.core.http.route import Route
from sosafe_api.core.http.runtime import Runtime

version_1 = APIRouter(route_class=Route, tags=["Documents"])
code_lists = APIRouter(route_class=Route, tags=["Code lists"])
root = APIRouter(route_class=Route, tags=["Documents"])

JSON, HTML = "application/json", "text/html"
LINKSET = "application/linkset+json"
PROFILE = 'profile="https://www.rfc-editor.org/info/rfc9727"'
OPEN = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=300"}
# Every label is there in every language that it has, so no answer depends on `Accept-Language`.
LABELLED = OPEN | {"Content-Language": "en-GB, cy"}
# No script, no request to anybody else, no framing; the one stylesheet is ours.
PAGE = {
    "Cache-Control": "public, max-age=300",
    "Content-Language": "en-GB",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "Your copy still holds."}}


@version_1.get("/openapi.json", summary="Read the contract", responses=UNCHANGED)
@open_to_all()
async def get_contract(request: Request) -> Response:
    """A developer generates a client from this document, or compares it with the one in use (OpenAPI 3.1)."""
    return _stored(request, (await _documentation(request)).contract, OPEN)


@code_lists.get(
    "/code-lists",
    summary="List codes with their labels",
    response_model=CodeListCollection,
    responses=UNCHANGED,
)
@open_to_all()
async def list_code_lists(request: Request) -> Response:
    """Everything that a front end needs to show a code, in one answer of about 150 kB to keep.

    Send back the `ETag` as `If-None-Match` and get 304 until the next version of the service.
    """
    return _stored(request, _code_lists(request)[""], LABELLED)


@code_lists.get(
    "/code-lists/{code_list_id}",
    summary="Read the labels of one list of codes",
    response_model=CodeListOut,
    responses=UNCHANGED,
)
@open_to_all()
async def get_code_list(request: Request, code_list_id: CodeListId) -> Response:
    """What to offer in a form, and what to show in place of a code."""
    stored = _code_lists(request).get(code_list_id)
    if stored is None:
        raise NotFound()
    return _stored(request, stored, LABELLED)


@root.get(
    "/.well-known/api-catalog",
    summary="Find contract, documentation and status",
    response_model=ApiCatalogue,
)
@open_to_all(media_types=(LINKSET, JSON))
async def get_api_catalogue(request: Request) -> Response:
    """A program that knows only the host finds out what is here (RFC 9727)."""
    url = _runtime(request).settings.public_url
    entry = {
        "anchor": f"{url}/v1",
        "service-desc": [{"href": f"{url}/v1/openapi.json", "type": JSON}],
        "service-doc": [{"href": f"{url}/docs", "type": HTML}],
        "status": [{"href": f"{url}/readyz", "type": JSON}],
    }
    headers = {**OPEN, "Link": f'<{url}/.well-known/api-catalog>; rel="api-catalog"'}
    return Response(encode({"linkset": [entry]}), 200, headers, f"{LINKSET}; {PROFILE}")


@root.get("/problems", summary="List the kinds of problem", response_model=ProblemTypeList)
@open_to_all(media_types=(JSON, HTML))
async def list_problem_types(request: Request) -> Response:
    """Each kind's status, cause and remedy, for a developer who writes the handling of errors."""
    if _prefers_html(request):
        return _page(request, (await _documentation(request)).problems.get(""))
    url = _runtime(request).settings.public_url
    return _json({"data": [problem_type(kind, url) for kind in BY_SLUG.values()]})


@root.get("/problems/{problem_slug}", summary="Read about one kind of problem", response_model=ProblemType)
@open_to_all(media_types=(JSON, HTML))
async def get_problem_type(request: Request, problem_slug: ProblemSlug) -> Response:
    """The page behind the `type` of a problem document: what led to it and the way out."""
    kind = BY_SLUG.get(problem_slug)
    if kind is None:
        raise NotFound()
    if _prefers_html(request):
        return _page(request, (await _documentation(request)).problems.get(problem_slug))
    return _json(problem_type(kind, _runtime(request).settings.public_url))


@root.get("/", include_in_schema=False)
@open_to_all(media_types=(HTML, JSON))
async def get_front_door(request: Request) -> Response:  # noqa: ARG001  # every route of the house has it
    """Whoever opens the address of the service alone is led to the reference."""
    return Response(status_code=307, headers=OPEN | {"Location": "/docs"})


@root.get("/docs", include_in_schema=False)
@open_to_all(media_types=(HTML,))
async def get_reference(request: Request) -> Response:
    """The front page of the reference."""
    return _page(request, (await _documentation(request)).pages["index"])


@root.get("/docs/{page}", include_in_schema=False)
@open_to_all(media_types=(HTML, "text/css", "image/svg+xml"))
async def get_reference_page(request: Request, page: str) -> Response:
    """One page of the reference, its stylesheet or its icon."""
    return _page(request, (await _documentation(request)).pages.get(page))


def _runtime(request: Request) -> Runtime:
    runtime: Runtime = request.app.state.runtime
    return runtime


async def _documentation(request: Request) -> Documentation:
    """Made beside the event loop: the first reader waits for it, nobody else does."""
    made: Callable[[], Documentation] = _runtime(request).extras["documentation"]
    return await asyncio.to_thread(made)


def _code_lists(request: Request) -> Mapping[str, Stored]:
    """Made at start, unlike the documents, which take too long for that."""
    made: Mapping[str, Stored] = _runtime(request).extras["code_lists"]
    return made


def _prefers_html(request: Request) -> bool:
    """Browsers name HTML; programs seldom do."""
    return HTML in request.headers.get("accept", "")


def _page(request: Request, page: Stored | None) -> Response:
    if page is None:
        raise NotFound()
    return _stored(request, page, PAGE | {"Vary": "Accept"})


def _json(content: Any) -> Response:
    return Response(encode(content), 200, OPEN | {"Vary": "Accept"}, JSON)


def _stored(request: Request, stored: Stored, headers: dict[str, str]) -> Response:
    headers = headers | {"ETag": stored.etag}
    if holds(stored.etag, None, request.scope["headers"]):
        return Response(status_code=304, headers=headers)
    return Response(stored.content, 200, headers, stored.media_type)
