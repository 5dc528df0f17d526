"""The real police files of 2021 give the district's published months again, area by area and hexagon by hexagon."""

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import SHARED, load
from tests.domains.patterns.test_patterns import ask
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the police files lie beside the project only")
pytestmark = [pytest.mark.database, needs_shared, pytest.mark.timeout(180)]
ASB = [130, 160, 211, 257, 268, 325, 317, 226]


def test_stevenage_from_january_to_august_2021(world: World, database: TestDatabase) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    for month in range(1, 9):
        path = SHARED / f"2021-{month:02d}" / f"2021-{month:02d}-hertfordshire-street.csv"
        load(client, world.service, database, path.read_bytes(), file_name=path.name)
    months = [
        ask(world, f"area-comparisons?by=lsoa&start=2021-{month:02d}-01&crime_type=anti_social_behaviour")
        for month in range(1, 9)
    ]
    assert [sum(item["count"] for item in month["data"]) for month in months] == ASB
    assert [month["baseline"] is None for month in months] == [
        True,
        True,
        True,
        False,
        False,
        False,
        False,
        False,
    ]
    assert months[-1]["baseline"]["method"] == "preceding_months"
    expected = sum(item["expected"] for item in months[-1]["data"])
    assert expected == pytest.approx(sum(ASB[:7]) * 31 / 212, abs=0.5)
    by_ward = ask(world, "area-comparisons?by=ward&start=2021-06-01&crime_type=anti_social_behaviour")
    assert sum(item["count"] for item in by_ward["data"]) + by_ward["not_known"] == 325

    grid = ask(world, "hot-spots?crime_type=anti_social_behaviour&from=2021-01-01&before=2021-09-01")
    counts = [feature["properties"]["count"] for feature in grid["features"]]
    assert 0 < sum(counts) < sum(ASB)
    assert counts[0] > 50, "the town centre"
    assert grid["features"][0]["properties"]["hot_spot"] is True
    repeats = ask(world, "near-repeats?crime_type=vehicle_crime&from=2021-01-01&before=2021-09-01")
    assert repeats["incidents"] == 425
    assert repeats["data"][0]["observed"] == 101
    assert repeats["data"][0]["elevated"] is True
