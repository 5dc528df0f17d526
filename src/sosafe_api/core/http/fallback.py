"""Answers for paths and methods that no route serves, and for unexpected faults."""

from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Mount

from sosafe_api.core.errors import InternalError, MethodNotAllowed, NotFound, ServiceError
from sosafe_api.core.http.problems import problem_response


async def unserved(request: Request, error: Exception) -> Response:
    """404 and 405 of the router as problem documents; `Allow` lists every method of the path."""
    if not isinstance(error, HTTPException):
        raise error
    runtime = request.app.state.runtime
    kind: ServiceError = NotFound()
    headers = {}
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        methods = allowed_methods(request)
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(methods)})
        kind, headers = MethodNotAllowed(), {"Allow": ", ".join(methods)}
    response = problem_response(
        kind, public_url=runtime.settings.public_url, request_id=request.scope["state"]["request_id"]
    )
    response.headers.update(headers)
    return response


async def failed(request: Request, _: Exception) -> Response:
    """An unexpected fault as a problem document; the outermost layer logs it."""
    runtime = request.app.state.runtime
    request_id = request.scope["state"]["request_id"]
    return problem_response(InternalError(), public_url=runtime.settings.public_url, request_id=request_id)


def allowed_methods(request: Request) -> list[str]:
    found = {"OPTIONS"}
    application: Starlette = request.app
    for route in application.router.routes:
        if isinstance(route, Mount):
            continue
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            found |= getattr(route, "methods", None) or set()
    if "GET" in found:
        found.add("HEAD")
    return sorted(found)
