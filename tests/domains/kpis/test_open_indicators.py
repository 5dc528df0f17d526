"""Published indicators: no token, the latest release's bytes, cacheable, readable from any web page."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import closing
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from sosafe_api.core.db.session import Database
from sosafe_api.core.http.negotiation import preferred
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.repository import PublishedRepository
from sosafe_api.domains.kpis.service import OpenIndicators
from sosafe_api.domains.kpis.service.freezing import published_tables
from tests.domains.kpis.arranging import received, street_file
from tests.domains.kpis.releasing import publish
from tests.fixtures.contract import document, faults
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService
from tests.fixtures.world import World

pytestmark = pytest.mark.database
TABLE = "referrals_received/observations?period=quarter&by=service"
PAGE_ELSEWHERE = {"Origin": "https://front-end.example.org"}


def address(world: World, path: str = "") -> str:
    root = f"/v1/partnerships/{world.slug}/kpis"
    return f"{root}/{path}" if path else root


@pytest.fixture(scope="module")
def published(database: TestDatabase, service: RunningService) -> Iterator[World]:
    """For tests that only read."""
    with database.connect() as superuser, closing(World(service, superuser).build()) as world:
        yield filled(world)


@pytest.fixture
def changing(world: World) -> World:
    """The same, for a test that goes on from there."""
    return filled(world)


def filled(world: World) -> World:
    """Three services in one quarter, one of them with three referrals; police figures of two months."""
    world.add_service("shelter", "charity")
    for slug, number in (("refuge", 40), ("outreach", 3), ("shelter", 12)):
        received(world, "2026-04-10", number, service_id=world.services[slug])
    received(world, "2026-05-10", 10)
    received(world, "2026-06-10", 10)
    for month in ("2021-04", "2021-05"):
        street_file(world, month, {"anti_social_behaviour": 250, "burglary": 20})
    publish(world)
    return world


def quarter(table: dict[str, Any]) -> dict[str | None, Any]:
    return {
        item["breakdown"] and item["breakdown"]["code"]: item["value"]
        for item in table["data"]
        if item["period"]["label"] == "2026/27 Q1"
    }


def test_published_values_hide_small_counts_and_name_their_release(
    published: World, anonymous: httpx.Client
) -> None:
    table = anonymous.get(address(published, TABLE)).json()
    assert quarter(table) == {None: 75, "outreach": None, "refuge": 60, "shelter": None}
    assert table["release"]["number"] == 1
    assert table["links"] == {
        "self": address(published, TABLE),
        "definition": address(published, "referrals_received"),
    }


def test_a_published_chart_is_told_as_the_contract_says(published: World, anonymous: httpx.Client) -> None:
    found = anonymous.get(address(published, "referrals_received/analysis?period=quarter")).json()
    assert faults({"$ref": "#/components/schemas/PublishedAnalysis"}, found) == []
    assert set(found) == set(document()["components"]["schemas"]["PublishedAnalysis"]["properties"])


def test_what_is_served_is_what_was_frozen(published: World, anonymous: httpx.Client) -> None:
    rows = published.superuser.execute(
        "SELECT path, body FROM kpi_release_tables WHERE partnership_id = %s", (published.id,)
    ).fetchall()
    assert {path for path, _ in rows} >= {"", *REGISTRY, *(key.path for key in published_tables())}
    for path, body in rows[:: len(rows) // 200]:
        for _ in range(2):  # from the database, then from what is at hand
            assert anonymous.get(address(published, path)).content == body


def test_bytes_and_tag_do_not_change_when_a_referral_arrives_between_releases(
    changing: World, anonymous: httpx.Client
) -> None:
    before = anonymous.get(address(changing, TABLE))
    received(changing, "2026-04-12", 9)
    changing.push("BETWEEN/1")
    time.sleep(1.1)  # the service looks for a new release once a second
    after = anonymous.get(address(changing, TABLE))
    assert after.content == before.content
    assert {name: after.headers[name] for name in ("ETag", "Last-Modified", "Content-Length")} == {
        name: before.headers[name] for name in ("ETag", "Last-Modified", "Content-Length")
    }


def test_a_new_release_is_seen_within_seconds_and_has_another_tag(
    changing: World, anonymous: httpx.Client
) -> None:
    before = anonymous.get(address(changing, TABLE))
    received(changing, "2026-04-12", 9)
    publish(changing, "Corrected.")
    time.sleep(1.1)
    after = anonymous.get(address(changing, TABLE))
    assert after.json()["release"]["number"] == 2
    assert quarter(after.json())[None] == quarter(before.json())[None] + 9
    assert after.headers["ETag"] != before.headers["ETag"]
    stale = anonymous.get(address(changing, TABLE), headers={"If-None-Match": before.headers["ETag"]})
    assert stale.status_code == 200


def test_a_reader_with_the_latest_copy_is_told_so_without_content(
    published: World, anonymous: httpx.Client
) -> None:
    first = anonymous.get(address(published, TABLE))
    tag = first.headers["ETag"]
    for sent in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = anonymous.get(address(published, TABLE), headers={"If-None-Match": sent})
        assert (again.status_code, again.content) == (304, b""), sent
        assert again.headers["ETag"] == tag
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    other = anonymous.get(address(published, TABLE), headers={"If-None-Match": '"other"'})
    assert other.status_code == 200
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert anonymous.get(address(published, TABLE), headers=since).status_code == 304


def test_being_told_that_nothing_changed_costs_no_quota(published: World, anonymous: httpx.Client) -> None:
    def remaining(response: httpx.Response) -> int:
        assert response.status_code == 200
        return int(response.headers["RateLimit"].split("r=")[1].split(";")[0])

    before = anonymous.get(address(published, TABLE))
    known = {"If-None-Match": before.headers["ETag"]}
    for pause in (0, 0, 1.1, 0):  # from what is at hand, and after a second by the route
        time.sleep(pause)
        unchanged = anonymous.get(address(published, TABLE), headers=known)
        assert (unchanged.status_code, "RateLimit" in unchanged.headers) == (304, False)
    after = anonymous.get(address(published, TABLE))
    assert remaining(before) - remaining(after) <= 1, "more is left once a minute has begun"


@pytest.mark.parametrize("path", ["", "crime_rate", TABLE])
def test_everybody_may_keep_and_use_the_answer(published: World, anonymous: httpx.Client, path: str) -> None:
    for _ in range(2):
        response = anonymous.get(address(published, path), headers=PAGE_ELSEWHERE)
        headers = response.headers
        assert response.status_code == 200
        assert headers["Cache-Control"] == "public, max-age=3600, stale-while-revalidate=86400"
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["Vary"] == "Accept"
        assert headers["Link"].endswith('/open-government-licence/version/3/>; rel="license"')
        assert headers["Content-Type"] == "application/json"
        assert int(headers["Content-Length"]) == len(response.content)
        assert headers["ETag"].startswith('"r1-')
        assert parsedate_to_datetime(headers["Last-Modified"])
        assert headers["RateLimit"]
        assert headers["Request-Id"]


def test_a_page_may_ask_first_whether_it_may_read(published: World, anonymous: httpx.Client) -> None:
    asked = PAGE_ELSEWHERE | {
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    response = anonymous.options(address(published, TABLE), headers=asked)
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in response.headers["Access-Control-Allow-Methods"]
    assert "if-none-match" in response.headers["Access-Control-Allow-Headers"].lower()


def test_a_page_may_read_the_errors_too(published: World, anonymous: httpx.Client) -> None:
    for path in ("nothing", "crime_rate/observations?period=week"):
        response = anonymous.get(address(published, path), headers=PAGE_ELSEWHERE)
        assert response.status_code in (400, 404)
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "no-store" in response.headers["Cache-Control"]


def test_head_answers_as_get_without_content(published: World, anonymous: httpx.Client) -> None:
    shown = anonymous.get(address(published, TABLE))
    for _ in range(2):
        head = anonymous.head(address(published, TABLE))
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["ETag"] == shown.headers["ETag"]
        assert head.headers["Content-Length"] == str(len(shown.content))


def test_part_of_a_table_is_cut_out_of_its_bytes(published: World, anonymous: httpx.Client) -> None:
    path = "asb_incidents/observations?period=month"
    whole = anonymous.get(address(published, path)).json()
    part = anonymous.get(address(published, f"{path}&from=2021-05-01&before=2021-06-01"))
    assert part.json() == whole | {"data": [whole["data"][1]]}
    assert part.headers["ETag"] != anonymous.get(address(published, path)).headers["ETag"]


@pytest.mark.parametrize("path", ["nothing", "nothing/observations", "crime_rate/nothing", "Crime-Rate"])
def test_what_is_not_published_is_absent(published: World, anonymous: httpx.Client, path: str) -> None:
    response = anonymous.get(address(published, path))
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_a_partnership_that_published_nothing_is_as_absent_as_an_unknown_one(
    world: World, anonymous: httpx.Client
) -> None:
    def absent(slug: str) -> dict[str, Any]:
        response = anonymous.get(f"/v1/partnerships/{slug}/kpis")
        assert response.status_code == 404
        return response.json() | {"request_id": None}

    assert absent(world.slug) == absent("nobody-here") == absent("NOT%20A%20SLUG")


@pytest.mark.parametrize(
    "query", ["period=month&by=service", "by=reason", "period=week", "area=E07000243", "from=yesterday"]
)
def test_no_other_cut_of_the_data_can_be_asked_for(
    published: World, anonymous: httpx.Client, query: str
) -> None:
    response = anonymous.get(address(published, f"referrals_received/observations?{query}"))
    assert (response.status_code, response.json()["code"]) == (400, "invalid_parameter")


def test_other_media_types_are_refused_also_when_the_answer_is_at_hand(
    published: World, anonymous: httpx.Client
) -> None:
    anonymous.get(address(published, TABLE))
    response = anonymous.get(address(published, TABLE), headers={"Accept": "text/html"})
    assert response.status_code == 406
    for accepted in ("application/json", "text/html, */*;q=0.1"):
        assert anonymous.get(address(published, TABLE), headers={"Accept": accepted}).status_code == 200


def test_nothing_can_be_written_to_an_open_address(published: World, anonymous: httpx.Client) -> None:
    response = anonymous.post(address(published), json={})
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_a_token_changes_nothing(published: World, anonymous: httpx.Client) -> None:
    plain = anonymous.get(address(published, TABLE))
    for token in ("nonsense", published.token(published.people[Role.ANALYST.value])):
        response = anonymous.get(address(published, TABLE), headers={"Authorization": f"Bearer {token}"})
        assert response.content == plain.content


def test_two_partnerships_are_kept_apart(
    published: World, other_world: World, anonymous: httpx.Client
) -> None:
    received(other_world, "2026-04-10", 7)
    received(other_world, "2026-06-10", 7)
    publish(other_world)
    ours = anonymous.get(address(published, TABLE)).json()
    theirs = anonymous.get(address(other_world, TABLE)).json()
    assert (quarter(ours)[None], quarter(theirs)[None]) == (75, 14)


def test_many_first_readers_at_once_leave_the_answer_at_hand_for_good(
    published: World, database: TestDatabase
) -> None:
    """What is at hand is answered in a tenth of the time, before the application is asked."""
    now = [0.0]
    asked = (address(published), b"", b"*/*")

    async def scenario() -> None:
        async with Database(database.urls.reader, pool_size=4, pool_wait_seconds=9) as reader:
            indicators = OpenIndicators(PublishedRepository(reader), preferred, lambda: now[0])
            bodies = await asyncio.gather(*(indicators.definitions(published.slug, asked) for _ in range(16)))
            assert len({stored.body for stored in bodies}) == 1
            for second in (1.5, 3.0):
                now[0] = second
                assert indicators.at_hand(asked) is None, "a new release would not be seen"
                await indicators.definitions(published.slug, asked)
                assert indicators.at_hand(asked) is not None

    asyncio.run(scenario())
