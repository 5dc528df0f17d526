"""Files of recorded crime and of similar areas, sent as a program of the partnership would."""

from typing import Any

from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import file_of, load
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

STEVENAGE = "E07000243"
CRIME_HEADER = "area_code,quarter,offence,count,published_on"
RATE_HEADER = "area_code,quarter,measure,rate"
RECORDED_CRIME = {"resource": "recorded_crime", "format": "recorded_crime_csv"}
SIMILAR_AREA_RATES = {"resource": "similar_area_rates", "format": "similar_area_rates_csv"}


def counted(
    offence: str,
    count: int | str,
    *,
    quarter: str = "2021/22 Q1",
    area: str = STEVENAGE,
    published_on: str = "2021-10-28",
) -> str:
    return f"{area},{quarter},{offence},{count},{published_on}"


def send_crimes(world: World, database: TestDatabase, *rows: str) -> dict[str, Any]:
    content = file_of(*rows, header=CRIME_HEADER)
    return load(world.as_role(Role.IMPORT_CLIENT), world.service, database, content, **RECORDED_CRIME)


def send_rates(world: World, database: TestDatabase, *rows: str) -> dict[str, Any]:
    content = file_of(*rows, header=RATE_HEADER)
    return load(world.as_role(Role.IMPORT_CLIENT), world.service, database, content, **SIMILAR_AREA_RATES)


def faults(world: World, loaded: dict[str, Any]) -> list[tuple[int, str | None, str]]:
    """Row, column and code of each, in the order of rows."""
    response = world.as_role(Role.IMPORT_CLIENT).get(f"/v1/imports/{loaded['id']}/faults?limit=200")
    found = response.json()["data"]
    assert all(item["suggestion"] and item["line"] == item["row"] + 1 for item in found)
    assert len(found) == loaded["faults"]
    return [(item["row"], item["column"], item["code"]) for item in found]
