"""An operation that ends says so in every answer, ends on its day, and who still calls it is counted."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from fastapi import APIRouter
from starlette.responses import Response
from typer.testing import CliRunner, Result

from sosafe_api import api
from sosafe_api.cli import command_line
from sosafe_api.contract import routes
from sosafe_api.contract.document import build
from sosafe_api.contract.versions import policy
from sosafe_api.core import clock
from sosafe_api.core.http.answers import answer
from sosafe_api.core.http.deps import RequestContext
from sosafe_api.core.http.policy import open_to_all, requires
from sosafe_api.core.http.retirement import NoticeTooShort, Retirement
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.core.schemas import Out
from sosafe_api.core.security.keys import KeyRing
from sosafe_api.core.security.tokens import AccessTokens
from sosafe_api.domains.auth.rules import Role
from sosafe_api.main import create_app
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService, ServerThread, settings_for
from tests.fixtures.world import World

Serving = Callable[[], AbstractContextManager[World]]
TODAY = datetime.now(UTC).date()
ENDING = Retirement(
    deprecated_on=TODAY - timedelta(days=100),
    ends_on=TODAY + timedelta(days=300),
    successor="/v1/referrals",
)
ENDED = Retirement(deprecated_on=TODAY - timedelta(days=400), ends_on=TODAY, successor="/v1/referrals")


class OldOut(Out):
    """An answer of an operation that ends."""

    old: bool


def ending_routes() -> list[Route]:
    router = APIRouter(route_class=Route, tags=["Referrals"])

    @router.get("/old-referrals", summary="List the old way", response_model=OldOut)
    @requires(Permission.REFERRAL_LIST, retirement=ENDING)
    async def list_old_referrals(context: RequestContext) -> Response:
        """A test asks for what ends."""
        return answer({"old": True}, headers={"Link": '</v1/old-referrals>; rel="first"'})

    @router.get("/older-referrals", summary="List the older way", response_model=OldOut)
    @requires(Permission.REFERRAL_LIST, retirement=ENDED)
    async def list_older_referrals(context: RequestContext) -> Response:
        """A test asks for what has ended."""
        return answer({"old": True})

    @router.get("/open-referrals", summary="List in the open", response_model=OldOut)
    @open_to_all(retirement=ENDING)
    async def list_open_referrals() -> Response:
        """A test asks for what ends, without a token."""
        return answer({"old": True})

    return [route for route in router.routes if isinstance(route, Route)]


@pytest.fixture
def serving(
    database: TestDatabase, superuser: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], AbstractContextManager[World]]:
    """The service with operations that end; when it stops it writes what it counted."""
    routes.contract()  # kept from now on as it is without them
    served = list(api.version_1())
    monkeypatch.setattr(api, "version_1", lambda: [*served, *ending_routes()])

    @contextmanager
    def serve() -> Iterator[World]:
        settings = settings_for(tmp_path / "home")
        ring = KeyRing.load(settings.keys_directory)
        tokens = AccessTokens(ring, issuer=settings.issuer, audience=settings.audience)
        thread = ServerThread(create_app(settings, database.urls))
        world = World(RunningService(thread.start(), settings, tokens), superuser).build()
        try:
            yield world
        finally:
            world.close()
            thread.stop()

    return serve


def seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def assert_announced(response: httpx.Response, retirement: Retirement, public_url: str) -> None:
    assert response.headers["Deprecation"] == f"@{seconds(retirement.deprecated_on)}"
    assert parsedate_to_datetime(response.headers["Sunset"]).timestamp() == seconds(retirement.ends_on)
    assert response.headers["Sunset"].endswith("GMT")
    links = response.headers["Link"]
    assert f'<{public_url}/docs/versions>; rel="deprecation"' in links
    assert '</v1/referrals>; rel="successor-version"' in links


@pytest.mark.database
def test_every_answer_of_an_operation_that_ends_says_so(serving: Serving) -> None:
    with serving() as world:
        url = world.service.settings.public_url
        good = world.as_role(Role.CASEWORKER).get("/v1/old-referrals")
        refused = world.as_role(Role.CASEWORKER, "referral:read").get("/v1/old-referrals")
        with world.service.client() as anonymous:
            without_token = anonymous.get("/v1/old-referrals")
            open_one = anonymous.get("/v1/open-referrals")
        answers = (good, refused, without_token, open_one)
        assert [each.status_code for each in answers] == [200, 403, 401, 200]
        for each in answers:
            assert_announced(each, ENDING, url)
        assert good.headers["Link"].startswith('</v1/old-referrals>; rel="first", ')
        stays = world.as_role(Role.CASEWORKER).get("/v1/referrals")
        assert not {"Deprecation", "Sunset"} & {name.title() for name in stays.headers}


@pytest.mark.database
def test_from_its_last_day_on_it_is_gone_for_everybody(serving: Serving) -> None:
    with serving() as world:
        url = world.service.settings.public_url
        with world.service.client() as anonymous:
            for client in (world.as_role(Role.CASEWORKER), anonymous):
                gone = client.get("/v1/older-referrals")
                assert (gone.status_code, gone.json()["code"]) == (410, "operation_retired")
                assert_announced(gone, ENDED, url)


@pytest.mark.database
def test_calls_are_counted_by_program_and_by_the_agency_of_people(
    serving: Serving, database: TestDatabase
) -> None:
    with serving() as world:
        program, person = world.as_role(Role.REFERRER_CLIENT), world.as_role(Role.CASEWORKER)
        for _ in range(3):
            program.get("/v1/referrals")
        program.get("/v1/referrals", params={"limit": "many"})
        person.get("/v1/old-referrals")
        program.get("/v1/older-referrals")
    with serving() as again:  # on another day or from another process it is added
        again.id, again.people = world.id, world.people
        again.as_role(Role.REFERRER_CLIENT).get("/v1/referrals")
    told = read_usage(database, "--partnership", world.slug)
    program_id = world.people["referrer_client"].client_id
    assert [(item["caller"], item["caller_kind"], item["operation"], item["requests"]) for item in told] == [
        ("charity", "agency", "list_old_referrals", 1),
        (program_id, "client", "list_referrals", 5),
    ]
    assert {item["last_used_on"] for item in told} == {clock.today().isoformat()}
    only = read_usage(database, "--partnership", world.slug, "--operation", "list_referrals")
    assert [item["operation"] for item in only] == ["list_referrals"]


@pytest.mark.database
def test_usage_of_another_partnership_is_not_among_it(serving: Serving, database: TestDatabase) -> None:
    with serving() as world:
        other = World(world.service, world.superuser).build()
        other.as_role(Role.REFERRER_CLIENT).get("/v1/referrals")
        world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals")
        other.close()
    told = read_usage(database, "--partnership", world.slug)
    assert {item["caller"] for item in told} == {world.people["referrer_client"].client_id}
    everywhere = read_usage(database)
    assert {world.slug, other.slug} <= {item["partnership"] for item in everywhere}


@pytest.mark.database
def test_usage_of_what_does_not_exist_is_refused(database: TestDatabase) -> None:
    assert run_usage(database, "--operation", "list_nothing").exit_code == 1
    assert run_usage(database, "--partnership", "nowhere").exit_code == 1


def run_usage(database: TestDatabase, *arguments: str) -> Result:
    environment = {
        "SOSAFE_DATABASE_URL": database.urls.app,
        "SOSAFE_MIGRATION_DATABASE_URL": database.urls.migrator,
    }
    return CliRunner().invoke(command_line(), ["usage", *arguments], env=environment)


def read_usage(database: TestDatabase, *arguments: str) -> list[dict[str, Any]]:
    told = run_usage(database, *arguments)
    assert told.exit_code == 0, told.output
    return [json.loads(line) for line in told.stdout.splitlines() if line.startswith("{")]


def test_the_contract_and_the_page_of_versions_tell_the_same() -> None:
    document = build(ending_routes(), [])
    operation = document["paths"]["/old-referrals"]["get"]
    assert (operation["deprecated"], operation["x-sunset"]) == (True, ENDING.ends_on.isoformat())
    assert {"Deprecation", "Sunset", "Link"} <= set(operation["responses"]["200"]["headers"])
    assert "410" in operation["responses"]
    told = policy(document)["ending"]
    assert [item["path"] for item in told][:1] == ["/older-referrals"], "the first to end stands first"


@pytest.mark.parametrize(("days", "stability"), [(364, "stable"), (89, "beta")])
def test_an_end_that_comes_too_soon_cannot_be_declared(days: int, stability: str) -> None:
    with pytest.raises(NoticeTooShort):
        Retirement(deprecated_on=TODAY, ends_on=TODAY + timedelta(days=days), stability=stability)


def test_an_operation_ends_at_the_first_moment_of_its_day() -> None:
    retirement = Retirement(deprecated_on=date(2026, 12, 1), ends_on=date(2027, 12, 1))
    last = datetime(2027, 11, 30, 23, 59, 59, tzinfo=UTC)
    assert (retirement.over(last), retirement.over(last + timedelta(seconds=1))) == (False, True)
    assert retirement.headers("/docs/versions") == {
        "Deprecation": "@1796083200",
        "Sunset": "Wed, 01 Dec 2027 00:00:00 GMT",
        "Link": '</docs/versions>; rel="deprecation"; type="text/html"',
    }
