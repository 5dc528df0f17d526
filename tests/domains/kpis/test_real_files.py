"""The real police files, imported and published, give the figures that were counted by hand from them."""

import csv
from collections import Counter
from typing import Any

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import SHARED, load
from tests.domains.kpis.test_releases import publish
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the police files lie beside the project only")
pytestmark = [pytest.mark.database, needs_shared, pytest.mark.timeout(180)]


STREET_FILES = [
    SHARED / f"2021-{month:02d}" / f"2021-{month:02d}-hertfordshire-street.csv" for month in range(1, 9)
]
FIRST_QUARTER = "period=quarter&from=2021-04-01&before=2021-07-01"


def of_all_files(world: World) -> None:
    """What the files hold wherever it lies, and where it lies."""
    client = world.as_role(Role.ANALYST)
    files = client.get("/v1/police-files?kind=street").json()["data"]
    assert {(item["crime_type_list"], item["break_before"]) for item in files} == {("may_2013", False)}
    counts: Counter[str] = Counter()
    for item in files:
        counts.update({count["code"]: count["count"] for count in item["counts"]})
    rows = sum(item["rows"] for item in files)
    assert (rows, sum(counts.values())) == (66_856, 66_856)
    assert round(100 * counts["anti_social_behaviour"] / rows, 1) == 27.4
    assert round(100 * sum(item["rows_without_area"] for item in files) / rows, 1) == 1.6


def of_each_type(world: World) -> None:
    """The rates by type are those of the rows that name an LSOA of Stevenage; the series of residents is named."""
    client = world.as_role(Role.ANALYST)
    areas = client.get("/v1/areas?within=E07000243&limit=200").json()["data"]
    inside, found = {area["code"] for area in areas}, Counter[str]()
    for path in STREET_FILES[3:6]:
        with path.open(encoding="utf-8", newline="") as file:
            found.update(row["Crime type"] for row in csv.DictReader(file) if row["LSOA code"] in inside)
    numerators: dict[str, Any] = {}
    for code, crime_type in BY_TYPE.items():
        (rate,) = client.get(f"/v1/kpis/{code}/observations?{FIRST_QUARTER}").json()["data"]
        assert (rate["denominator"]["series"], rate["denominator"]["value"]) == (
            "mid_year_first_published",
            88_104,
        )
        numerators[crime_type] = rate["numerator"]["value"]
    assert numerators == {crime_type: found[crime_type] for crime_type in BY_TYPE.values()}
    (crime,) = client.get(f"/v1/kpis/crime_rate/observations?{FIRST_QUARTER}").json()["data"]
    series = client.get("/v1/areas/E07000243/populations").json()["data"]
    (rebased,) = [
        item["population"]
        for item in series
        if (item["series"], item["reference_date"]) == ("mid_year_rebased_2021", "2021-06-30")
    ]
    assert (rebased, round(1000 * crime["numerator"]["value"] / rebased, 2)) == (89_360, 22.07)


BY_TYPE = {
    "burglary_rate": "Burglary",
    "criminal_damage_and_arson_rate": "Criminal damage and arson",
    "drug_offence_rate": "Drugs",
    "robbery_rate": "Robbery",
    "vehicle_crime_rate": "Vehicle crime",
    "violence_and_sexual_offences_rate": "Violence and sexual offences",
}


def test_published_figures_of_stevenage_from_january_to_august_2021(
    world: World, database: TestDatabase, anonymous: httpx.Client
) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    for path in STREET_FILES:
        loaded = load(client, world.service, database, path.read_bytes(), file_name=path.name)
        assert loaded["status"] == "committed"
    of_all_files(world)
    of_each_type(world)
    publish(world)
    root = f"/v1/partnerships/{world.slug}/kpis"
    months = anonymous.get(f"{root}/asb_incidents/observations?period=month").json()["data"]
    assert [item["value"] for item in months] == [130, 160, 211, 257, 268, 325, 317, 226]
    (asb,) = anonymous.get(f"{root}/asb_incidents/observations?{FIRST_QUARTER}").json()["data"]
    assert (asb["period"]["label"], asb["value"]) == ("2021/22 Q1", 850)
    (crime,) = anonymous.get(f"{root}/crime_rate/observations?{FIRST_QUARTER}").json()["data"]
    assert (crime["numerator"]["value"], crime["denominator"]["value"]) == (1972, 88_104)
    assert crime["denominator"]["reference_date"] == "2020-06-30"
    assert (crime["value"], crime["interval"]["low"], crime["interval"]["high"]) == (22.38, 21.41, 23.39)
