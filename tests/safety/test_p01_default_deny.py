"""P1: each route names its policy, and an application with one that does not is never served."""

import pytest
from fastapi import APIRouter, FastAPI
from starlette.responses import Response
from starlette.routing import Route as PlainRoute

from sosafe_api.core.http.middleware import Front
from sosafe_api.core.http.policy import UndeclaredPolicy, open_to_all, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission

pytestmark = pytest.mark.p01


async def get_everything() -> Response:
    return Response("all of it")


def test_a_handler_without_a_policy_cannot_become_a_route() -> None:
    router = APIRouter(route_class=Route)
    with pytest.raises(UndeclaredPolicy, match="/everything names no policy"):
        router.get("/everything")(get_everything)


def test_a_handler_that_declares_itself_can() -> None:
    router = APIRouter(route_class=Route)
    router.get("/open")(open_to_all()(_named("get_open")))
    router.get("/closed")(requires(Permission.REFERRAL_READ)(_named("get_closed")))
    assert [route.policy.open for route in router.routes if isinstance(route, Route)] == [True, False]


@pytest.mark.parametrize("mounted", [False, True])
def test_a_route_built_around_the_policies_keeps_the_service_from_starting(*, mounted: bool) -> None:
    application = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    inner = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    (inner if mounted else application).router.routes.append(PlainRoute("/everything", get_everything))
    application.mount("/v1", inner)
    with pytest.raises(UndeclaredPolicy, match="/everything names no policy"):
        Front(application, public_url="http://x.example.org", in_flight=1)


def test_fastapis_own_pages_are_such_routes() -> None:
    with pytest.raises(UndeclaredPolicy, match=r"/openapi\.json"):
        Front(FastAPI(), public_url="http://x.example.org", in_flight=1)


def _named(name: str):
    async def handler() -> Response:
        return Response()

    handler.__name__ = name
    return handler
