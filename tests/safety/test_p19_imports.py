"""P19: a part, a file and its rows are bounded; each is tried at the bound, one above it and far above."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from sosafe_api import worker
from sosafe_api.domains.auth.rules import Role
from sosafe_api.main import create_app
from tests.domains.imports.loading import asb, create, file_of, move, row
from tests.domains.incident_returns.sending import NOISE, csv_of
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService, ServerThread, settings_for
from tests.fixtures.world import World

pytestmark = [pytest.mark.p19, pytest.mark.database]
PART, FILE, ROWS = 2_048, 5_000, 3
CSV = {"Content-Type": "text/csv"}


@pytest.fixture(scope="module")
def narrow(service: RunningService, database: TestDatabase) -> Iterator[RunningService]:
    """The service with small bounds, beside the one of the other tests and with its keys."""
    settings = settings_for(
        service.settings.data_directory, import_part_bytes=PART, import_bytes=FILE, import_rows=ROWS
    )
    thread = ServerThread(create_app(settings, database.urls))
    yield RunningService(thread.start(), settings, service.tokens)
    thread.stop()


@pytest.fixture
def importer(world: World, narrow: RunningService) -> Iterator[httpx.Client]:
    with narrow.client(world.token(world.people[Role.IMPORT_CLIENT.value])) as client:
        yield client


def refused_for(response: httpx.Response) -> tuple[int, str, int]:
    problem = response.json()
    return response.status_code, problem["code"], problem["limit_bytes"]


def part(client: httpx.Client, made: dict[str, Any], offset: int, size: int) -> httpx.Response:
    headers = CSV | {"Upload-Offset": str(offset)}
    return client.patch(made["upload"]["url"], content=b"x" * size, headers=headers)


def stated(size: int) -> bytes:
    return b"x" * size


def streamed(size: int) -> Iterator[bytes]:
    """Without a `Content-Length`, so that only counting finds the bound."""
    while size > 0:
        yield b"x" * min(size, 700)
        size -= 700


def test_an_import_says_its_bounds(importer: httpx.Client) -> None:
    upload = create(importer)["upload"]
    assert (upload["max_part_bytes"], upload["max_bytes"], upload["max_rows"]) == (PART, FILE, ROWS)


@pytest.mark.parametrize("content", [stated, streamed])
def test_a_part_has_a_bound(importer: httpx.Client, content: Callable[[int], Any]) -> None:
    url = create(importer)["upload"]["url"]
    assert importer.put(url, content=content(PART), headers=CSV).status_code == 200
    for size in (PART + 1, 20 * PART):
        assert refused_for(importer.put(url, content=content(size), headers=CSV)) == (
            413, "content_too_large", PART,
        )  # fmt: skip
    assert importer.head(url).headers["Upload-Offset"] == str(PART), "nothing of what was refused is kept"


def test_a_file_has_a_bound_however_many_parts_it_comes_in(importer: httpx.Client) -> None:
    made = create(importer)
    for offset in (0, 2_000):
        assert part(importer, made, offset, 2_000).status_code == 200
    for size in (1_001, PART):
        assert refused_for(part(importer, made, 4_000, size)) == (413, "content_too_large", FILE)
    assert part(importer, made, 4_000, 1_000).status_code == 200
    assert refused_for(part(importer, made, FILE, 1)) == (413, "content_too_large", FILE)


@pytest.mark.parametrize("rows", [ROWS, ROWS + 1, 10 * ROWS])
def test_a_file_has_a_bound_of_rows(
    world: World, importer: httpx.Client, narrow: RunningService, database: TestDatabase, rows: int
) -> None:
    world.superuser.execute("DELETE FROM work_items")
    content, made = file_of(row(), *[asb() for _ in range(rows - 1)]), create(importer)
    for offset in range(0, len(content), PART):
        sent = importer.patch(
            made["upload"]["url"],
            content=content[offset : offset + PART],
            headers=CSV | {"Upload-Offset": str(offset)},
        )
    assert move(importer, sent.json(), "validating").status_code == 202
    assert worker.do_next(narrow.settings, database.urls)
    found = importer.get(f"/v1/imports/{made['id']}").json()
    expected = ("committed", None) if rows == ROWS else ("failed", "too_many_rows")
    assert (found["status"], found["problem_code"]) == expected


@pytest.mark.parametrize("rows", [ROWS, ROWS + 1, 4 * ROWS])
def test_a_return_of_an_agency_has_a_bound_of_rows(
    world: World, importer: httpx.Client, narrow: RunningService, database: TestDatabase, rows: int
) -> None:
    world.superuser.execute("DELETE FROM work_items")
    returned = [NOISE | {"agency_reference": f"EX-{number}"} for number in range(rows)]
    made = create(importer, resource="asb_incidents", format="incident_return_csv")
    sent = importer.put(made["upload"]["url"], content=csv_of(*returned), headers=CSV)
    assert move(importer, sent.json(), "validating").status_code == 202
    assert worker.do_next(narrow.settings, database.urls)
    found = importer.get(f"/v1/imports/{made['id']}").json()
    expected = ("committed", None) if rows == ROWS else ("failed", "too_many_rows")
    assert (found["status"], found["problem_code"]) == expected
