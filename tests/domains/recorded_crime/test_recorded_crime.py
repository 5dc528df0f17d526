"""Offences by area, quarter and publication: checked against the tree, revised by later publications."""

from typing import Any
from urllib.parse import quote

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import HEADER, file_of, load
from tests.domains.recorded_crime.publishing import (
    CRIME_HEADER,
    RECORDED_CRIME,
    SIMILAR_AREA_RATES,
    counted,
    faults,
    send_crimes,
)
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def crimes(world: World, query: str = "", role: Role = Role.ANALYST) -> list[dict[str, Any]]:
    response = world.as_role(role).get(f"/v1/recorded-crime?{query}")
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["data"]
    return found


def test_the_tree_of_offences_is_listed_with_its_closed_and_opened_series(world: World) -> None:
    tree = world.as_role(Role.SCRUTINY).get("/v1/offences").json()["data"]
    by_code = {node["code"]: node for node in tree}
    levels = [node["level"] for node in tree]
    assert (len(by_code), levels.count("group"), levels.count("offence")) == (len(tree), 9, 128)
    seen: set[str | None] = {None}
    for node in tree:
        assert node["parent_code"] in seen  # each whole stands before its parts
        seen.add(node["code"])
    burglary = {code: node for code, node in by_code.items() if node["parent_code"] == "domestic_burglary"}
    closed = {code for code, node in burglary.items() if node["valid_to"] == "2017-03-31"}
    opened = {code for code, node in burglary.items() if node["valid_from"] == "2017-04-01"}
    assert closed == {"28A", "28B", "28C", "28D", "29"}
    assert opened == {"28E", "28F", "28G", "28H", "29A"}
    assert (by_code["34B"]["parent_code"], by_code["34B"]["crime_type"]) == (
        "robbery_of_personal_property",
        "robbery",
    )
    stalking = {code for code, node in by_code.items() if node["also_in"] == "stalking_and_harassment"}
    assert stalking == {"8L", "8M", "8Q", "8R"}


def test_a_later_publication_revises_and_takes_nothing_away(
    world: World, other_world: World, database: TestDatabase
) -> None:
    first = (counted("28E", 61), counted("28F", 9), counted("34B", 12))
    loaded = send_crimes(world, database, *first)
    assert (loaded["status"], loaded["rows_read"], loaded["rows_created"]) == ("committed", 3, 3)
    assert send_crimes(world, database, *first)["status"] == "duplicate"
    revised = [counted("28E", 63, published_on="2022-01-27"), counted("34B", -1, published_on="2022-01-27")]
    assert send_crimes(world, database, *revised)["status"] == "committed"
    latest = crimes(world)
    assert [(row["offence_code"], row["count"], row["revision"]) for row in latest] == [
        ("28E", 63, 2),
        ("34B", -1, 2),
    ]
    assert latest[0]["quarter"] == {"start": "2021-04-01", "end": "2021-07-01", "label": "2021/22 Q1"}
    assert (latest[0]["offence_name"], latest[0]["latest"]) == ("Burglary residential", True)
    every = crimes(world, "every_revision=true&offence=theft_offences")
    assert [(row["published_on"], row["offence_code"], row["count"], row["latest"]) for row in every] == [
        ("2021-10-28", "28E", 61, False),
        ("2021-10-28", "28F", 9, False),
        ("2022-01-27", "28E", 63, True),
    ]
    # The same publication again replaces what it said of these quarters, and nothing else.
    assert send_crimes(world, database, counted("28E", 60))["status"] == "committed"
    assert [row["count"] for row in crimes(world, "every_revision=true")] == [60, 63, -1]
    assert crimes(other_world) == []


def test_counts_are_found_by_area_quarter_and_any_whole_of_the_tree(
    world: World, database: TestDatabase
) -> None:
    rows = [
        counted(offence, number, quarter=f"2020/21 Q{number}", area=area)
        for number in (1, 2, 3, 4)
        for area in ("E07000243", "E22000138")
        for offence in ("8Q", "105A", "34A")
    ]
    assert send_crimes(world, database, *rows)["status"] == "committed"
    quarter = quote("2020/21 Q4")
    (found,) = crimes(world, f"area_code=E22000138&quarter={quarter}&offence=stalking_and_harassment")
    assert (found["offence_code"], found["count"], found["quarter"]["start"]) == ("8Q", 4, "2021-01-01")
    assert len(crimes(world, f"quarter={quarter}&offence=violence_against_the_person")) == 4
    client = world.as_role(Role.INDICATOR_READER)
    seen, following = [], "/v1/recorded-crime?limit=5&offence=robbery"
    while following:
        page = client.get(following).json()
        seen += [(row["area_code"], row["quarter"]["label"]) for row in page["data"]]
        following = page["links"]["next"]
    assert seen == sorted(seen)
    assert len(set(seen)) == 8
    refused = client.get("/v1/recorded-crime?quarter=2020/22%20Q1")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "not_a_quarter")
    refused = client.get("/v1/recorded-crime?offence=28Z")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "unknown_code")


def test_no_publication_of_a_day_to_come_stands_before_those_that_follow(
    world: World, database: TestDatabase
) -> None:
    loaded = send_crimes(world, database, counted("28E", 61, published_on="2098-10-28"))
    assert faults(world, loaded) == [(1, "published_on", "date_in_future")]
    assert crimes(world) == []


def test_every_fault_is_named_and_nothing_is_kept(world: World, database: TestDatabase) -> None:
    loaded = send_crimes(
        world,
        database,
        counted("28E", 61),
        counted("28Z", 1),
        counted("28A", 3),
        counted("28B", 0),
        counted("28F", 1, quarter="2016/17 Q4"),
        counted("34A", "many"),
        counted("34B", 2, quarter="2021/23 Q1"),
        counted("46", 2, area="Stevenage"),
        counted("45", 2, quarter="2021/22 Q2", published_on="2021-09-30"),
        counted("44", 2, published_on="2021-02-30"),
        counted("28E", 62),
        counted("domestic_burglary", 62),
        counted("39", 2, quarter="2098/99 Q1"),
    )
    assert loaded["status"] == "validated"
    assert faults(world, loaded) == [
        (2, "offence", "unknown_offence"),
        (3, "offence", "series_closed"),
        (5, "offence", "series_not_begun"),
        (6, "count", "not_a_count"),
        (7, "quarter", "not_a_quarter"),
        (8, "area_code", "not_an_area_code"),
        (9, "published_on", "other_publication"),
        (9, "published_on", "published_too_early"),
        (10, "published_on", "not_a_date"),
        (11, "offence", "stated_before"),
        (12, "offence", "counted_twice"),
        (13, "quarter", "quarter_not_ended"),
        (13, "published_on", "published_too_early"),
    ]
    assert crimes(world) == []


def test_a_broken_row_is_named_among_the_others(world: World, database: TestDatabase) -> None:
    loaded = send_crimes(world, database, counted("28E", 61), "too,short", counted("", 1))
    assert faults(world, loaded) == [
        (2, None, "wrong_number_of_columns"),
        (3, "offence", "unknown_offence"),
    ]


@pytest.mark.parametrize(
    ("options", "header", "code"),
    [
        (RECORDED_CRIME, HEADER, "police_open_data_file"),
        (RECORDED_CRIME, "area_code,quarter,measure,rate", "similar_area_rates_file"),
        (SIMILAR_AREA_RATES, CRIME_HEADER, "recorded_crime_file"),
        (SIMILAR_AREA_RATES, "name,age", "unknown_similar_area_rates_layout"),
        (RECORDED_CRIME, CRIME_HEADER, "empty_file"),
    ],
)
def test_a_neighbouring_file_is_told_by_name(
    world: World, database: TestDatabase, options: dict[str, str], header: str, code: str
) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    refused = load(client, world.service, database, file_of(header=header), **options)
    assert (refused["status"], refused["problem_code"]) == ("failed", code)
    assert refused["problem_detail"].endswith(".")
