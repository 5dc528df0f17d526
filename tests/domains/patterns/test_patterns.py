"""Areas beside their past, hot spots and near repeats over HTTP, from street files loaded by the import."""

from math import comb
from typing import Any

import jsonschema
import pytest

from sosafe_api import provisioning
from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import asb, row
from tests.domains.patterns.arranging import (
    CENTRE,
    ELSEWHERE,
    FORCE,
    PARTS_OF_SPLIT,
    RISING,
    SPLIT,
    STEADY,
    background,
    incidents,
    put,
)
from tests.fixtures.database import TestDatabase
from tests.fixtures.migrations import revision
from tests.fixtures.world import World

pytestmark = pytest.mark.database
# What RFC 7946 asks of a collection of polygons, longitude before latitude.
POSITION = {
    "type": "array",
    "prefixItems": [
        {"type": "number", "minimum": -180, "maximum": 180},
        {"type": "number", "minimum": -90, "maximum": 90},
    ],
    "minItems": 2,
    "maxItems": 2,
}
GEOJSON = {
    "type": "object",
    "required": ["type", "features"],
    "not": {
        "anyOf": [{"required": ["coordinates"]}, {"required": ["geometry"]}, {"required": ["properties"]}]
    },
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "id": {"type": ["string", "number"]},
                    "properties": {"type": ["object", "null"]},
                    "geometry": {
                        "required": ["type", "coordinates"],
                        "properties": {
                            "type": {"const": "Polygon"},
                            "coordinates": {"items": {"items": POSITION, "minItems": 4}, "minItems": 1},
                        },
                    },
                },
            },
        },
    },
}


def ask(world: World, path: str, role: Role = Role.ANALYST) -> dict[str, Any]:
    response = world.as_role(role).get(f"/v1/{path}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def by_code(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item["area"]["code"]: item for item in found["data"]}


@pytest.fixture
def town(world: World, database: TestDatabase) -> World:
    """April of three years: burglary rises in one LSOA from 3 and 5 to 24, and stays at 6 and 4 in others.

    One of these is split, from the third year's file on.
    """
    client = world.as_role(Role.IMPORT_CLIENT)
    for year, rising, parts in ((2019, 3, (SPLIT,)), (2020, 5, (SPLIT,)), (2021, 24, PARTS_OF_SPLIT)):
        month = f"{year}-04"
        put(
            world,
            client,
            database,
            *incidents(month, RISING, rising),
            *incidents(month, STEADY, 6, (-0.19, 51.91)),
            *(line for area in parts for line in incidents(month, area, 4 // len(parts), (-0.21, 51.89))),
            *incidents(month, ELSEWHERE, 50, (-0.05, 51.75)),
            *background(month),
            *[asb(month=month, lsoa=STEADY, force=FORCE, longitude="-0.19", latitude="51.91")] * 9,
            row(month=month, lsoa="", longitude="", latitude="", force=FORCE),
        )
    return world


def test_each_lsoa_stands_beside_its_own_season_and_an_unusual_rise_is_flagged(town: World) -> None:
    found = ask(town, "area-comparisons?by=lsoa&start=2021-04-01&crime_type=burglary", Role.SCRUTINY)
    lines = by_code(found)
    assert len(lines) == 52, "every LSOA of the district, also with none"
    assert ELSEWHERE not in lines
    chance = sum(comb(32, number) * 30**number * 60 ** (32 - number) for number in range(24, 33)) / 90**32
    assert lines[RISING] == {
        "area": {"code": RISING, "code_type": "LSOA", "name": "Stevenage 001A"},
        "rank": 1,
        "count": 24,
        "rate": 16.53,  # 24 of the 1,452 who lived there in 2017
        "residents": {
            "value": 1452,
            "series": "mid_year_first_published",
            "reference_date": "2017-06-30",
            "source": "Office for National Statistics",
        },
        "earlier": [
            {"start": "2020-04-01", "end": "2020-05-01", "count": 5},
            {"start": "2019-04-01", "end": "2019-05-01", "count": 3},
        ],
        "expected": 4.0,
        "change": 20.0,
        "change_percent": 500.0,
        "probability": pytest.approx(chance),
        "adjusted_probability": pytest.approx(3 * chance),
        "unusual_rise": True,
    }
    steady = lines[STEADY]
    assert (steady["count"], steady["expected"], steady["rank"], steady["unusual_rise"]) == (6, 6.0, 2, False)
    split = lines[SPLIT]
    assert (split["count"], split["expected"]) == (4, 4.0), "its two parts are put together again"
    assert [item["unusual_rise"] for item in found["data"]].count(True) == 1
    assert found["baseline"]["method"] == "same_months_of_earlier_years"
    assert (found["period"], found["missing_months"]) == ({"start": "2021-04-01", "end": "2021-05-01"}, [])
    assert "data.police.uk" in found["attribution"]
    all_crime = by_code(ask(town, "area-comparisons?by=lsoa"))
    assert all_crime[STEADY]["count"] == 126, "the latest month; anti-social behaviour is no crime"
    by_itself = by_code(ask(town, "area-comparisons?by=lsoa&crime_type=anti_social_behaviour"))
    assert by_itself[STEADY]["count"] == 9


def test_a_ward_is_put_together_from_its_lsoas_and_what_fits_none_is_told(town: World) -> None:
    found = ask(town, "area-comparisons?by=ward&crime_type=burglary")
    assert {item["area"]["code_type"] for item in found["data"]} == {"WD"}
    assert len(found["data"]) == 13
    assert sum(item["count"] for item in found["data"]) == 30
    assert found["not_known"] == 4, "an LSOA that lies half in one ward and half in another"
    first = found["data"][0]
    assert first["area"]["name"] == "St Nicholas"
    assert (first["count"], first["residents"] is not None, first["unusual_rise"]) == (30, True, True)


def test_a_period_that_is_not_loaded_as_a_whole_is_no_quiet_one(town: World) -> None:
    found = ask(town, "area-comparisons?period=quarter&start=2021-04-01")
    assert found["missing_months"] == ["2021-05-01", "2021-06-01"]
    assert (found["data"], found["baseline"]) == ([], None)
    (faults,) = [
        town.as_role(Role.ANALYST).get(f"/v1/area-comparisons?{query}").json()["errors"]
        for query in ("period=quarter&start=2021-05-01",)
    ]
    assert [(fault["parameter"], fault["code"]) for fault in faults] == [("start", "not_a_first_of_quarter")]


def test_hot_spots_are_geojson_of_public_map_points_and_never_of_fewer_than_five(town: World) -> None:
    response = town.as_role(Role.INDICATOR_READER).get(
        "/v1/hot-spots?from=2021-04-01&before=2021-05-01&crime_type=burglary",
        headers={"Accept": "application/geo+json"},
    )
    assert (response.status_code, response.headers["content-type"]) == (200, "application/geo+json")
    plain = town.as_role(Role.ANALYST).get("/v1/hot-spots", headers={"Accept": "application/json"})
    assert (plain.headers["content-type"], plain.headers["vary"]) == ("application/json", "Accept")
    found = response.json()
    jsonschema.validate(found, GEOJSON, jsonschema.Draft202012Validator)
    assert [feature["properties"]["count"] for feature in found["features"]] == [24, 6]
    first = found["features"][0]
    assert first["properties"]["hot_spot"] is True
    (ring,) = first["geometry"]["coordinates"]
    assert ring[0] == ring[-1]
    assert min(x for x, _ in ring) <= CENTRE[0] <= max(x for x, _ in ring)
    assert min(y for _, y in ring) <= CENTRE[1] <= max(y for _, y in ring)
    assert (found["least_count"], found["resolution"], found["missing_months"]) == (5, 9, [])
    assert "total" not in response.text
    crime = ask(town, "hot-spots?from=2021-04-01&before=2021-05-01")
    behaviour = ask(town, "hot-spots?from=2021-04-01&before=2021-05-01&crime_type=anti_social_behaviour")
    assert [feature["properties"]["count"] for feature in behaviour["features"]] == [9]
    assert [feature["properties"]["count"] for feature in crime["features"]] == [25, 7, 5], "not 16"
    year = ask(town, "hot-spots?resolution=8&crime_type=drugs")
    assert year["window"] == {"start": "2020-05-01", "end": "2021-05-01"}
    assert len(year["missing_months"]) == 11
    assert all(feature["properties"]["count"] >= 5 for feature in year["features"])
    assert {len(feature["id"]) for feature in year["features"]} == {15}


def test_near_repeats_by_map_point_and_month(town: World) -> None:
    query = "near-repeats?from=2019-01-01&before=2021-12-01&crime_type=burglary"
    found = ask(town, query, Role.JOINT_ACTION_GROUP)
    # 32 at one point, 18 at another and 12 at a third; years apart, so only those of one April are paired here.
    assert found["incidents"] == 62
    first = found["data"][0]
    pairs = sum(n * (n - 1) // 2 for n in (24, 5, 3, 6, 6, 6, 4, 4, 4))
    assert (first["up_to_metres"], first["months_apart"], first["observed"]) == (0, 0, pairs)
    assert sum(item["observed"] for item in found["data"]) == pairs
    assert (first["expected"], first["ratio"]) == (
        281.31,
        1.25,
    )  # 715 pairs of one point, 744 of 1,891 of one April
    assert len(found["data"]) == 16
    assert ask(town, query, Role.RESPONSIBLE_AUTHORITIES_GROUP) == found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("from=2021-04-02", [("from", "not_a_first_of_month")]),
        ("from=2021-04-01&before=2021-04-01", [("before", "period_reversed")]),
        ("from=2018-01-01&before=2021-02-01", [("before", "period_too_long")]),
        (
            "from=2021-04-02&before=2020-04-02",
            [
                ("from", "not_a_first_of_month"),
                ("before", "not_a_first_of_month"),
                ("before", "period_reversed"),
            ],
        ),
    ],
)
def test_a_window_is_of_whole_months_and_bounded(
    world: World, query: str, expected: list[tuple[str, str]]
) -> None:
    for path in ("hot-spots", "near-repeats"):
        response = world.as_role(Role.ANALYST).get(f"/v1/{path}?{query}")
        assert response.status_code == 400
        assert [(fault["parameter"], fault["code"]) for fault in response.json()["errors"]] == expected


def test_where_nothing_is_loaded_nothing_is_shown(
    world: World, other_world: World, database: TestDatabase
) -> None:
    put(other_world, other_world.as_role(Role.IMPORT_CLIENT), database, *incidents("2021-04", RISING, 9))
    compared = ask(world, "area-comparisons?start=2021-04-01")
    assert (compared["data"], compared["missing_months"]) == ([], ["2021-04-01"])
    assert ask(world, "hot-spots")["features"] == []
    nothing = ask(world, "near-repeats")
    assert (nothing["incidents"], {item["observed"] for item in nothing["data"]}) == (0, {0})
    assert ask(other_world, "area-comparisons?by=lsoa")["data"][0]["count"] == 9


def rolled_up(world: World) -> list[list[tuple[Any, ...]]]:
    tables = ("incident_area_counts", "incident_point_counts")
    return [
        world.superuser.execute(
            f"SELECT * FROM {table} WHERE partnership_id = %s ORDER BY 1, 2, 3, 4, 5", (world.id,)
        ).fetchall()
        for table in tables
    ]


def test_a_file_is_replaced_with_its_rollups(world: World, database: TestDatabase) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    put(world, client, database, *incidents("2021-04", RISING, 9), *incidents("2021-04", STEADY, 2))
    put(world, client, database, *incidents("2021-04", RISING, 7, (-0.18, 51.91)))
    areas, points = rolled_up(world)
    assert [row[2:] for row in areas] == [(RISING, "burglary", areas[0][4], 7)]
    assert [row[2:5] for row in points] == [(-0.18, 51.91, "burglary")]


def test_files_loaded_before_are_rolled_up_by_the_migration(town: World, database: TestDatabase) -> None:
    migration = revision("roll_incidents_up_by_area_and_map_point")
    by_import = rolled_up(town)
    assert [len(rows) for rows in by_import] == [16, 3 * 124]
    for table in ("incident_area_counts", "incident_point_counts"):
        town.superuser.execute(f"DELETE FROM {table} WHERE partnership_id = %s", (town.id,))
    with provisioning.as_owner(database.urls) as connection:
        connection.execute(migration.FILL.encode())
    assert rolled_up(town) == by_import
