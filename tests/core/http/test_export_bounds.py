"""An export has bounds: so many bytes, so many at once; beyond them nothing is sent and pages go on."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from sosafe_api.core import outbox
from sosafe_api.core.context import Work
from sosafe_api.core.security.keys import KeyRing
from sosafe_api.core.security.tokens import AccessTokens, TokenSubject
from sosafe_api.domains.auth.rules import Role
from sosafe_api.main import create_app
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService, ServerThread, settings_for
from tests.fixtures.world import World

pytestmark = pytest.mark.database
NDJSON = {"Accept": "application/x-ndjson"}


@pytest.fixture
def narrow(database: TestDatabase, tmp_path: Path) -> Iterator[RunningService]:
    """A service whose exports are small, and one at a time."""
    settings = settings_for(tmp_path / "home", export_bytes=4096, exports_at_once=1)
    thread = ServerThread(create_app(settings, database.urls))
    url = thread.start()
    ring = KeyRing.load(settings.keys_directory)
    tokens = AccessTokens(ring, issuer=settings.issuer, audience=settings.audience)
    yield RunningService(url, settings, tokens, database.urls)
    thread.stop()


def test_a_list_too_long_for_one_file_is_refused_whole(world: World, narrow: RunningService) -> None:
    for index in range(40):
        world.add_group(f"group-{index:02}")
    with narrow.client(token_for(world, narrow)) as reader:
        answer = reader.get("/v1/groups", headers=NDJSON)
        assert (answer.status_code, answer.json()["code"]) == (422, "export_too_large")
        assert answer.json()["limit_bytes"] == 4096
        assert reader.get("/v1/groups?limit=200").status_code == 200, "its pages are there"


def test_beyond_so_many_at_once_an_export_is_told_to_come_again(
    world: World, narrow: RunningService, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[httpx.Response] = []
    with narrow.client(token_for(world, narrow)) as one, narrow.client(token_for(world, narrow)) as other:

        async def position(work: Work) -> tuple[datetime, int]:
            """While the first export is being written, another is asked for, and a page."""
            if not answers:
                answers.append(await asyncio.to_thread(other.get, "/v1/groups", headers=NDJSON))
                answers.append(await asyncio.to_thread(other.get, "/v1/groups"))
            return datetime.now(UTC), 0

        monkeypatch.setattr(outbox, "position", position)
        assert one.get("/v1/groups", headers=NDJSON).status_code == 200
        assert [answer.status_code for answer in answers] == [503, 200]
        assert "Retry-After" in answers[0].headers
        assert other.get("/v1/groups", headers=NDJSON).status_code == 200, "the place is free again"


def token_for(world: World, service: RunningService) -> str:
    """A token that this service has signed, of somebody who reads the directory."""
    admin = world.people[Role.PARTNERSHIP_ADMIN.value]
    subject = TokenSubject(
        subject=admin.id,
        client_id=admin.client_id,
        partnership_id=world.id,
        kind=admin.kind,
        scope=frozenset({"group:read"}),
    )
    return service.tokens.issue(subject, 900)
