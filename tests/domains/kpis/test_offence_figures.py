"""Indicators by type of crime: street files of every list, and offences by code from quarterly publications."""

from datetime import date
from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.kpis.arranging import street_file
from tests.domains.recorded_crime.publishing import counted, send_crimes
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def observations(
    world: World, code: str, query: str = "period=quarter", role: Role = Role.ANALYST
) -> dict[str, Any]:
    """By the period's label."""
    response = world.as_role(role).get(f"/v1/kpis/{code}/observations?{query}")
    assert response.status_code == 200, response.text
    return {item["period"]["label"]: item for item in response.json()["data"]}


def test_each_type_has_a_rate_of_its_own_from_one_file(world: World) -> None:
    counts = {
        "anti_social_behaviour": 400,
        "burglary": 20,
        "criminal_damage_and_arson": 30,
        "drugs": 40,
        "other_theft": 5,
        "robbery": 50,
        "vehicle_crime": 60,
        "violence_and_sexual_offences": 70,
    }
    street_file(world, "2021-04", counts)
    rates = {}
    for code in (
        "burglary_rate",
        "criminal_damage_and_arson_rate",
        "drug_offence_rate",
        "robbery_rate",
        "vehicle_crime_rate",
        "violence_and_sexual_offences_rate",
        "crime_rate",
    ):
        found = observations(world, code, "period=month", Role.INDICATOR_READER)["Apr 2021"]
        assert found["denominator"]["value"] == 88_104
        assert found["value"] == round(1000 * found["numerator"]["value"] / 88_104, 2)
        assert found["interval"]["low"] < found["value"] < found["interval"]["high"]
        rates[code] = found["numerator"]["value"]
    assert list(rates.values()) == [20, 30, 40, 50, 60, 70, 275]
    assert observations(world, "asb_incidents", "period=month")["Apr 2021"]["value"] == 400


def test_a_series_breaks_where_the_list_of_types_changed(world: World) -> None:
    for month in ("2013-02", "2013-03", "2013-04"):
        street_file(world, month, {"burglary": 10, "violent_crime_2011": 5, "anti_social_behaviour": 1})
    for month in ("2013-05", "2013-06"):
        street_file(world, month, {"burglary": 20, "violence_and_sexual_offences": 7})
    months = observations(world, "burglary_rate", "period=month")
    assert [item["numerator"]["value"] for item in months.values()] == [10, 10, 10, 20, 20]
    assert [label for label, item in months.items() if item["break_before"]] == ["May 2013"]
    assert [item["numerator"]["value"] for item in observations(world, "crime_rate", "period=month").values()] == [
        15, 15, 15, 27, 27,
    ]  # fmt: skip
    across = observations(world, "burglary_rate")["2013/14 Q1"]
    assert (across["value"], across["numerator"]["value"], across["status"]) == (None, None, "not_available")
    violence = observations(world, "violence_and_sexual_offences_rate", "period=month")
    assert [item["numerator"]["value"] for item in violence.values()] == [7, 7]


def test_homes_burgled_are_counted_for_households_from_the_latest_publication(
    world: World, database: TestDatabase
) -> None:
    rows = [counted("28E", 61), counted("28F", 9), counted("30C", 500), counted("28E", 40, area="E07000099")]
    assert send_crimes(world, database, *rows)["status"] == "committed"
    found = observations(world, "domestic_burglary_rate", role=Role.SCRUTINY)["2021/22 Q1"]
    assert (found["numerator"]["value"], found["denominator"]["value"]) == (70, 36_500)
    assert (found["denominator"]["series"], found["denominator"]["reference_date"]) == (
        "households_census_2021",
        "2021-03-21",
    )
    assert (found["value"], found["unit"]) == (1.92, "per_1000_households")
    revised = [counted("domestic_burglary", 73, published_on="2022-01-27")]
    assert send_crimes(world, database, *revised)["status"] == "committed"
    assert observations(world, "domestic_burglary_rate")["2021/22 Q1"]["value"] == 2.0
    assert observations(world, "robberies_of_people") == {}
    path = "/v1/kpis/domestic_burglary_rate/evidence?start=2021-04-01"
    evidence = world.as_role(Role.ANALYST).get(path).json()
    assert [(item["measure"], item["month"], item["count"]) for item in evidence["counts"]] == [
        ("domestic_burglaries", "2021-04-01", 73),
        ("domestic_burglaries", "2021-05-01", 0),
        ("domestic_burglaries", "2021-06-01", 0),
    ]
    (file,) = evidence["files"]
    assert (file["month"], file["force"], file["published_on"], file["rows"]) == (
        "2021-04-01",
        None,
        "2022-01-27",
        1,
    )


def test_what_a_publication_does_not_count_is_not_available_and_never_nought(
    world: World, database: TestDatabase
) -> None:
    rows = [
        *(
            counted("stalking_and_harassment", number, quarter=f"2020/21 Q{number}")
            for number in (1, 2, 3, 4)
        ),
        counted("34A", 3, quarter="2020/21 Q1"),
        counted("34B", 0, quarter="2020/21 Q1"),
        counted("34B", 8, quarter="2020/21 Q2"),
        counted("34A", 4, quarter="2020/21 Q3"),
        counted("34B", 5, quarter="2020/21 Q3"),
    ]
    assert send_crimes(world, database, *rows)["status"] == "committed"
    people = observations(world, "robberies_of_people")
    assert [(item["value"], item["status"]) for item in people.values()] == [
        (0, "final"),
        (None, "not_available"),
        (5, "final"),
    ]
    year = observations(world, "stalking_and_harassment_rate", "period=financial_year")["2020/21"]
    assert (year["numerator"]["value"], year["value"]) == (10, 0.11)
    assert observations(world, "robberies_of_people", "period=financial_year") == {}
    refused = world.as_role(Role.ANALYST).get("/v1/kpis/robberies_of_people/observations?period=month")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "not_offered")


def test_dwellings_and_residences_are_two_series(world: World, database: TestDatabase) -> None:
    rows = [
        counted("28A", 30, quarter="2016/17 Q4"),
        counted("28E", 50, quarter="2017/18 Q1"),
        counted("28A", 0, quarter="2017/18 Q1"),
    ]
    assert send_crimes(world, database, *rows)["status"] == "committed"
    found = observations(world, "domestic_burglary_rate")
    assert [item["numerator"]["value"] for item in found.values()] == [30, 50]
    assert [item["value"] for item in found.values()] == [
        None,
        None,
    ]  # no count of households was held by then
    assert [label for label, item in found.items() if item["break_before"]] == ["2017/18 Q1"]
    definition = world.as_role(Role.ANALYST).get("/v1/kpis/domestic_burglary_rate").json()
    assert [date.fromisoformat(item["on"]) for item in definition["breaks"]] == [date(2017, 4, 1)]
