"""What else is stored of a table than its JSON is served by the same rules."""

from itertools import product

import httpx
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.kpis.vocabulary import PeriodKind
from tests.domains.kpis.arranging import received
from tests.domains.kpis.releasing import publish
from tests.fixtures.world import World

pytestmark = pytest.mark.database
TABLE = "referrals_received/observations?period=quarter&by=service"


def address(world: World, path: str) -> str:
    return f"/v1/partnerships/{world.slug}/kpis/{path}"


@pytest.fixture
def published(world: World) -> World:
    received(world, "2026-04-10", 20)
    received(world, "2026-06-10", 20)
    publish(world)
    return world


def test_whatever_is_stored_of_an_indicator_is_served_in_the_media_type_liked_best(
    published: World, anonymous: httpx.Client
) -> None:
    """As charts and files for spreadsheets are: stored under a name of their own, or beside the JSON of a table."""
    (release_id,) = published.superuser.execute(
        "SELECT id FROM kpi_releases WHERE partnership_id = %s", (published.id,)
    ).fetchone() or (None,)
    stored = {
        (TABLE, "text/csv"): b"period,value\r\n",
        ("crime_rate/chart.svg?period=quarter", "image/svg+xml"): b"<svg/>",
        ("crime_rate/chart.svg?period=month", "image/svg+xml"): b"<svg> </svg>",
    }
    for (path, media_type), body in stored.items():
        published.insert(
            "kpi_release_tables", partnership_id=published.id, id=new_id(), release_id=release_id, path=path,
            media_type=media_type, body=body, content_digest=b"",
        )  # fmt: skip
    csv = anonymous.get(address(published, TABLE), headers={"Accept": "application/json;q=0.5, text/csv"})
    assert (csv.status_code, csv.headers["Content-Type"], csv.headers["Vary"]) == (200, "text/csv", "Accept")
    json = anonymous.get(address(published, TABLE))
    assert json.headers["Content-Type"] == "application/json"
    assert json.headers["ETag"] != csv.headers["ETag"]
    part = anonymous.get(address(published, f"{TABLE}&from=2026-04-01"), headers={"Accept": "text/csv"})
    assert (part.status_code, part.json()["available"]) == (406, ["application/json"]), (
        "a part is cut out of JSON"
    )
    for query, body in (("", b"<svg/>"), ("?period=quarter", b"<svg/>"), ("?period=month", b"<svg> </svg>")):
        for _ in range(2):
            chart = anonymous.get(
                address(published, f"crime_rate/chart.svg{query}"), headers={"Accept": "*/*"}
            )
            assert (chart.content, chart.headers["Content-Type"]) == (body, "image/svg+xml")
            assert chart.headers["ETag"].startswith('"r1-')
    absent = anonymous.get(address(published, "crime_rate/chart.svg?period=quarter&by=reason"))
    assert absent.status_code == 404
    contents = anonymous.get(address(published, "crime_rate/tables")).json()
    assert {item["path"] for item in contents["data"]} >= {
        f"crime_rate/observations{ending}?period={kind.value}"
        for kind, ending in product(PeriodKind, ("", ".csv", ".sdmx.csv"))
    }
