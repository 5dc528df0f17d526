"""P1: each route names its policy, and an application with one that does not is never served."""

from dataclasses import fields
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from starlette.responses import Response
from starlette.routing import Route as PlainRoute

from sosafe_api import api
from sosafe_api.core.db.roles import DatabaseUrls
from sosafe_api.core.http.middleware import Front
from sosafe_api.core.http.policy import UndeclaredPolicy, open_to_all, requires
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.main import create_app
from tests.fixtures.server import settings_for

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
        Front(application, routes=application.routes, public_url="http://x.example.org", in_flight=1)


def test_fastapis_own_pages_are_such_routes() -> None:
    application = FastAPI()
    with pytest.raises(UndeclaredPolicy, match=r"/openapi\.json"):
        Front(application, routes=application.routes, public_url="http://x.example.org", in_flight=1)


@pytest.mark.parametrize("below", ["version_1", "root"])
def test_the_service_itself_does_not_start_with_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, below: str
) -> None:
    urls = DatabaseUrls(*["postgresql://nobody@127.0.0.1/nothing"] * len(fields(DatabaseUrls)))
    create_app(settings_for(tmp_path / "home"), urls)
    included = APIRouter()
    included.include_router(api.referrals)
    served = getattr(api, below)
    for foreign in (PlainRoute("/everything", get_everything), *included.routes):
        monkeypatch.setattr(api, below, lambda foreign=foreign: [*served(), foreign])
        with pytest.raises(UndeclaredPolicy, match="names no policy"):
            create_app(settings_for(tmp_path / "home"), urls)


def _named(name: str):
    async def handler() -> Response:
        return Response()

    handler.__name__ = name
    return handler
