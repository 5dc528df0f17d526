"""Populations of a partnership's own from a file: its rates stand on them, and nobody else's do."""

from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import file_of, load
from tests.domains.kpis.arranging import street_file
from tests.domains.kpis.test_history import asked
from tests.domains.recorded_crime.publishing import STEVENAGE, faults
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
HEADER = "area_code,series,reference_date,population,source"
POPULATIONS = {"resource": "populations", "format": "populations_csv"}
SERIES = "mid_year_first_published"


def told(
    population: int | str, *, area: str = STEVENAGE, series: str = SERIES, day: str = "2020-06-30"
) -> str:
    return f"{area},{series},{day},{population},Example statistical office"


def send(world: World, database: TestDatabase, *rows: str, header: str = HEADER) -> dict[str, Any]:
    content = file_of(*rows, header=header)
    return load(world.as_role(Role.IMPORT_CLIENT), world.service, database, content, **POPULATIONS)


def known(world: World, series: str = SERIES) -> dict[str, int]:
    listed = world.as_role(Role.SCRUTINY).get(f"/v1/areas/{STEVENAGE}/populations").json()["data"]
    return {item["reference_date"]: item["population"] for item in listed if item["series"] == series}


def test_what_is_stated_goes_before_what_comes_with_the_installation(
    world: World, other_world: World, database: TestDatabase
) -> None:
    before = known(world)
    found = send(
        world, database, told(80_000), told(81_000, day="2025-06-30"), told(90_000, series="own_2020")
    )
    assert (found["status"], found["rows_read"], found["rows_created"]) == ("committed", 3, 3)
    assert known(world) == {**before, "2020-06-30": 80_000, "2025-06-30": 81_000}
    assert known(world, "own_2020") == {"2020-06-30": 90_000}
    assert known(other_world) == before


def test_a_rate_stands_on_it_and_says_so(world: World, database: TestDatabase) -> None:
    for month in ("2021-04", "2021-05", "2021-06"):
        street_file(world, month, {"burglary": 100})
    send(world, database, told(60_000))
    found = asked(world, "crime_rate", "evidence?period=quarter&start=2021-04-01")
    assert found["population"] == {
        "number": 60_000,
        "series": SERIES,
        "reference_date": "2020-06-30",
        "source": "Example statistical office",
    }
    assert found["observation"]["value"] == 5.0


def test_a_later_file_corrects_what_it_names_and_leaves_the_rest(
    world: World, database: TestDatabase
) -> None:
    send(world, database, told(80_000), told(81_000, day="2025-06-30"))
    send(world, database, told(80_500))
    assert {day: known(world)[day] for day in ("2020-06-30", "2025-06-30")} == {
        "2020-06-30": 80_500,
        "2025-06-30": 81_000,
    }


def test_the_same_bytes_are_known_and_change_nothing(world: World, database: TestDatabase) -> None:
    first = send(world, database, told(80_000))
    again = send(world, database, told(80_000))
    assert (again["status"], again["duplicate_of"]) == ("duplicate", first["id"])
    other = send(world, database, told(80_001))
    assert other["status"] == "committed"
    assert send(world, database, told(80_000))["status"] == "committed"


def test_every_faulty_value_is_named_and_nothing_is_kept(world: World, database: TestDatabase) -> None:
    before = known(world)
    found = send(
        world,
        database,
        told(80_000),
        told(80_000, area="E0700024"),
        told(80_000, area="E99999999"),
        told(80_000, series="Mid year"),
        told(80_000, day="2021-02-29"),
        told(80_000, day="2199-06-30"),
        told("80 000", day="2018-06-30"),
        told(100_000_001, day="2017-06-30"),
        f"{STEVENAGE},{SERIES},2019-06-30,80000,",
        told(80_001),
    )
    assert (found["status"], found["rows_read"]) == ("validated", 10)
    assert faults(world, found) == [
        (2, "area_code", "not_an_area_code"),
        (3, "area_code", "unknown_area"),
        (4, "series", "not_a_series"),
        (5, "reference_date", "not_a_reference_date"),
        (6, "reference_date", "not_a_reference_date"),
        (7, "population", "not_a_population"),
        (8, "population", "not_a_population"),
        (9, "source", "not_a_source"),
        (10, "series", "stated_before"),
    ]
    assert known(world) == before


def test_a_file_of_another_kind_is_told_where_it_belongs(world: World, database: TestDatabase) -> None:
    found = send(world, database, "x", header="area_code,quarter,measure,rate")
    assert (found["status"], found["problem_code"]) == ("failed", "similar_area_rates_file")
