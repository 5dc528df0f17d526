"""Answers for paths and methods that no route serves, and for unexpected faults."""

from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Mount, Route

from sosafe_api.core.errors import InternalError, MethodNotAllowed, NotFound, ServiceError
from sosafe_api.core.http.problems import problem_response


async def unserved(request: Request, error: Exception) -> Response:
    """404 and 405 of the router as problem documents; `Allow` lists every method of the path."""
    if not isinstance(error, HTTPException):
        raise error
    kind: ServiceError = NotFound()
    headers = {}
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        methods = allowed_methods(request)
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(methods)})
        kind, headers = MethodNotAllowed(), {"Allow": ", ".join(methods)}
    response = _told(request, kind)
    response.headers.update(headers)
    return response


async def failed(request: Request, _: Exception) -> Response:
    """An unexpected fault as a problem document; the outermost layer logs it."""
    return _told(request, InternalError())


def _told(request: Request, error: ServiceError) -> Response:
    settings, scope = request.app.state.runtime.settings, request.scope
    return problem_response(
        error,
        public_url=settings.public_url,
        request_id=scope["state"]["request_id"],
        form=scope.get("error_form"),
    )


def _reached(request: Request) -> list[BaseRoute]:
    """The routes among which the path was looked for: those of a mount that it lies under, or the application's."""
    application: Starlette = request.app
    for route in application.router.routes:
        if isinstance(route, Mount) and request.scope["root_path"].endswith(route.path):
            return list(route.routes)
    return list(application.router.routes)


def allowed_methods(request: Request) -> list[str]:
    matching = [
        route
        for route in _reached(request)
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE
    ]
    # `/referrals/batch` also has the form of `/referrals/{referral_id}`, but names nothing there.
    fewest = min((len(route.param_convertors) for route in matching), default=0)
    methods = [route.methods or set() for route in matching if len(route.param_convertors) == fewest]
    found = {"OPTIONS"}.union(*methods)
    if "GET" in found:
        found.add("HEAD")
    return sorted(found)
