"""P9: over HTTP every defect of a token gets the same 401 and never a 5xx; a withdrawn key opens nothing."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import httpx
import psycopg
import pytest

from sosafe_api import main
from sosafe_api.core import clock
from sosafe_api.core.security import rotation
from sosafe_api.core.security.tokens import AccessTokens
from sosafe_api.domains.auth.rules import Role
from tests.core.security.claim_attacks import CLAIM_ATTACKS
from tests.core.security.header_attacks import HEADER_ATTACKS
from tests.core.security.installation import ISSUER, Installation
from tests.core.security.text_attacks import TEXT_ATTACKS
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService, ServerThread, settings_for
from tests.fixtures.waiting import wait_until
from tests.fixtures.world import World

pytestmark = [pytest.mark.p09, pytest.mark.database]
ATTACKS = {**HEADER_ATTACKS, **CLAIM_ATTACKS, **TEXT_ATTACKS}
# What a header of HTTP can carry: no control, and no space at the end, which belongs to the header.
SENDABLE = re.compile(rb"[\x20-\x7e\x80-\xff]{1,12000}(?<! )")


class Attacked:
    """A service whose clock is the forger's, so that each token is refused for its defect and not its age."""

    def __init__(self, database: TestDatabase, superuser: psycopg.Connection, home: Path) -> None:
        self.settings = settings_for(home, public_url=ISSUER)
        self.installation = Installation(self.settings.keys_directory)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(main, "AccessTokens", partial(AccessTokens, clock=self.installation.clock))
            self._thread = ServerThread(main.create_app(self.settings, database.urls))
        service = RunningService(self._thread.start(), self.settings, self.installation.tokens)
        world = World(service, superuser).build()
        someone = world.people[Role.REFERRER_CLIENT.value]
        superuser.execute(
            "UPDATE principals SET tokens_valid_after = %s WHERE id = %s",
            (datetime.fromtimestamp(0, UTC), someone.id),
        )
        self.installation.claims |= {
            "sub": str(someone.id),
            "client_id": someone.client_id,
            "partnership_id": str(world.id),
            "scope": "referral:list",
        }
        self._client = service.client()

    def answer(self, token: bytes) -> httpx.Response:
        return self._client.get("/v1/referrals", headers={b"Authorization": b"Bearer " + token})

    def close(self) -> None:
        self._client.close()
        self._thread.stop()


@pytest.fixture(scope="module")
def attacked(database: TestDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    with database.connect() as superuser:
        found = Attacked(database, superuser, tmp_path_factory.mktemp("attacked") / "home")
        yield found
        found.close()


def written(response: httpx.Response) -> tuple[int, str, dict[str, str]]:
    """The answer without what differs from one request to the next."""
    body = json.dumps(response.json() | {"request_id": None, "instance": None}, sort_keys=True)
    headers = {k: v for k, v in response.headers.items() if k not in {"date", "request-id"}}
    return response.status_code, body, headers


def test_every_defect_gets_the_same_answer(attacked: Attacked) -> None:
    assert attacked.answer(attacked.installation.with_claims().encode()).status_code == 200
    refused = written(attacked.answer(b"x"))
    assert refused[0] == 401
    sent = {}
    for name, attack in ATTACKS.items():
        token = attack(attacked.installation)
        octets = token.encode("utf-8", "surrogatepass") if isinstance(token, str) else b"\n"
        if SENDABLE.fullmatch(octets):
            sent[name] = written(attacked.answer(octets))
    assert {name: answer for name, answer in sent.items() if answer != refused} == {}
    assert len(sent) > len(ATTACKS) * 0.9
    assert attacked.answer(attacked.installation.with_claims().encode()).status_code == 200


def test_a_withdrawn_key_opens_nothing_without_a_restart_also_after_keys_could_not_be_read(
    database: TestDatabase, superuser: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main, "KEY_RELOAD_SECONDS", 0.05)
    told: list[str] = []
    monkeypatch.setattr(main, "_log", type("Log", (), {"error": lambda _, event, **__: told.append(event)})())
    settings = settings_for(tmp_path / "home")
    installation = Installation(tmp_path / "unused")
    ring = main.KeyRing.load(settings.keys_directory)
    signer = AccessTokens(ring, issuer=settings.issuer, audience=settings.audience)
    thread = ServerThread(main.create_app(settings, database.urls))
    world = World(RunningService(thread.start(), settings, signer), superuser).build()
    client = world.as_role(Role.REFERRER_CLIENT)
    assert client.get("/v1/referrals").status_code == 200

    (settings.keys_directory / "half-written.pem").write_bytes(installation.kid.encode())
    wait_until(lambda: "keys not reloaded" in told)
    assert client.get("/v1/referrals").status_code == 200
    (settings.keys_directory / "half-written.pem").unlink()

    successor = rotation.withdraw(settings.keys_directory, ring.keys[0].kid, clock.now())
    wait_until(lambda: client.get("/v1/referrals").status_code == 401)
    published = client.get("/.well-known/jwks.json").json()["keys"]
    assert [key["kid"] for key in published] == [successor.kid]
    world.close()
    thread.stop()
