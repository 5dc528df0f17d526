"""What one caller may ask in a minute and one process may work on at once; beyond, it says so and stays alive."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest

from sosafe_api.core.security.keys import KeyRing
from sosafe_api.core.security.tokens import AccessTokens
from sosafe_api.domains.auth.rules import Role
from sosafe_api.main import create_app
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService, ServerThread, settings_for
from tests.fixtures.world import World

pytestmark = pytest.mark.database


@contextmanager
def serving(database: TestDatabase, home: Path, **settings: object) -> Iterator[RunningService]:
    """The service with settings of its own."""
    own = settings_for(home, **settings)
    thread = ServerThread(create_app(own, database.urls))
    url = thread.start()
    ring = KeyRing.load(own.keys_directory)
    try:
        yield RunningService(url, own, AccessTokens(ring, issuer=own.issuer, audience=own.audience))
    finally:
        thread.stop()


def test_a_client_has_its_quota_and_is_told_when_it_begins_anew(
    database: TestDatabase, superuser: psycopg.Connection, tmp_path: Path
) -> None:
    with serving(database, tmp_path / "home", requests_per_minute=4) as service:
        world = World(service, superuser).build()
        client, other = world.as_role(Role.REFERRER_CLIENT), world.as_role(Role.CASEWORKER)
        # A minute may turn while we count, and with it the quota begins anew: once, not twice.
        answers = [client.get("/v1/referrals") for _ in range(9)]
        assert 4 <= [answer.status_code for answer in answers].count(200) <= 8
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert (refused.status_code, refused.json()["code"]) == (429, "quota_exceeded")
        assert refused.json()["violated_policies"] == ["client"]
        assert 1 <= int(refused.headers["Retry-After"]) <= 61
        assert answers[0].headers["RateLimit-Policy"] == '"client";q=4;w=60'
        assert answers[0].headers["RateLimit"].startswith('"client";r=3;t=')
        assert other.get("/v1/referrals").status_code == 200
        with service.client() as probe:
            assert [probe.get("/livez").status_code for _ in range(8)] == [200] * 8
            open_routes = [probe.get("/.well-known/jwks.json").status_code for _ in range(9)]
            assert 429 in open_routes
        world.close()


def test_beyond_its_capacity_a_process_refuses_at_once_and_recovers(
    database: TestDatabase, superuser: psycopg.Connection, tmp_path: Path
) -> None:
    with serving(database, tmp_path / "home", in_flight=2) as service:
        world = World(service, superuser).build()
        client = world.as_role(Role.REFERRER_CLIENT)
        with held(service, world), held(service, world):
            shed = client.get("/v1/referrals")
            assert (shed.status_code, shed.json()["code"]) == (503, "service_unavailable")
            assert int(shed.headers["Retry-After"]) >= 1
            assert client.get("/livez").status_code == 200
        assert _normal_again(client)
        world.close()


@contextmanager
def held(service: RunningService, world: World) -> Iterator[None]:
    """A request whose body does not come: it is being worked on until the caller goes away."""
    address = urlsplit(service.url)
    head = (
        "POST /v1/referrals HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: 100\r\nAuthorization: Bearer {world.token(world.people['referrer_client'])}\r\n\r\n"
    )
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=5) as connection:
        connection.sendall(head.encode())
        connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            connection.recv(1)
        yield


def _normal_again(client: httpx.Client) -> bool:
    return any(client.get("/v1/referrals").status_code == 200 for _ in range(100))
