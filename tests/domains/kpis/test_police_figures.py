"""Crime and anti-social behaviour of the district, from the rollup of the police files."""

from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.kpis.arranging import street_file
from tests.fixtures.world import World

pytestmark = pytest.mark.database
ASB = {
    "2021-01": 130, "2021-02": 160, "2021-03": 211, "2021-04": 257,
    "2021-05": 268, "2021-06": 325, "2021-07": 317, "2021-08": 226,
}  # fmt: skip


def observations(world: World, code: str, query: str, role: Role = Role.ANALYST) -> list[dict[str, Any]]:
    response = world.as_role(role).get(f"/v1/kpis/{code}/observations?{query}")
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["data"]
    return found


@pytest.fixture
def stevenage(world: World) -> World:
    """The real monthly counts of January to August 2021; April to June hold 1,972 crimes."""
    crimes = {"2021-04": 612, "2021-05": 658, "2021-06": 702}
    for month, asb_incidents in ASB.items():
        counts = {
            "anti_social_behaviour": asb_incidents,
            "burglary": 12,
            "drugs": crimes.get(month, 612) - 12,
        }
        street_file(world, month, counts)
    return world


def test_the_crime_rate_of_a_quarter_leaves_anti_social_behaviour_out_and_shows_its_evidence(
    stevenage: World,
) -> None:
    query = "period=quarter&from=2021-04-01&before=2021-07-01"
    (found,) = observations(stevenage, "crime_rate", query)
    assert found.pop("data_cut_off").endswith("Z")
    assert found == {
        "period": {"start": "2021-04-01", "end": "2021-07-01", "label": "2021/22 Q1"},
        "area": {"code": "E07000243", "code_type": "NMD", "vintage": 2021},
        "breakdown": None,
        "value": 22.38,
        "unit": "per_1000_population",
        "decimal_places": 2,
        "numerator": {
            "value": 1972,
            "series": "police_recorded_crime_without_asb",
            "reference_date": None,
            "source": "Police-recorded street-level data, data.police.uk.",
        },
        "denominator": {
            "value": 88104,
            "series": "mid_year_first_published",
            "reference_date": "2020-06-30",
            "source": found["denominator"]["source"],
        },
        "document": None,
        "interval": {"low": 21.41, "high": 23.39, "level": 0.95, "method": "byar"},
        "status": "final",
        "unavailable": None,
        "suppressed": False,
        "revision": 0,
        "break_before": None,
        "previous_period": {
            "period": {"start": "2021-01-01", "end": "2021-04-01", "label": "2020/21 Q4"},
            "value": 20.84,
            "change": 1.54,
            "percent": 7.4,
        },
        "previous_year": None,
        "definition_version": 1,
        "target": None,
        "rating": "grey",
        "direction": {"previous_period": "worsening", "previous_year": None},
    }
    assert "Office for National Statistics" in found["denominator"]["source"]


def test_anti_social_behaviour_by_month_and_quarter(stevenage: World) -> None:
    months = observations(stevenage, "asb_incidents", "period=month")
    assert [item["value"] for item in months] == list(ASB.values())
    quarters = observations(stevenage, "asb_incidents", "period=quarter")
    assert [(item["period"]["label"], item["value"]) for item in quarters] == [
        ("2020/21 Q4", 501),
        ("2021/22 Q1", 850),
    ]
    assert quarters[1]["interval"] == {"low": 793.8, "high": 909.1, "level": 0.95, "method": "byar"}


def test_small_counts_of_open_police_data_are_shown_to_everybody(world: World) -> None:
    street_file(world, "2021-04", {"anti_social_behaviour": 2})
    (found,) = observations(world, "asb_incidents", "period=month", Role.CASEWORKER)
    assert (found["value"], found["status"]) == (2, "final")


def test_a_month_without_its_file_is_not_available_and_never_nought(world: World) -> None:
    for month in ("2021-04", "2021-06"):
        street_file(world, month, {"anti_social_behaviour": 10})
    months = observations(world, "asb_incidents", "period=month")
    assert [(item["value"], item["status"]) for item in months] == [
        (10, "final"), (None, "not_available"), (10, "final"),
    ]  # fmt: skip
    (quarter,) = observations(world, "asb_incidents", "period=quarter")
    assert (quarter["value"], quarter["numerator"]["value"]) == (None, None)
    assert quarter["status"] == "not_available"


def test_a_neighbouring_forces_file_does_not_make_a_month_complete(world: World) -> None:
    street_file(world, "2021-04", {"anti_social_behaviour": 50})
    street_file(world, "2021-05", {"anti_social_behaviour": 1}, force="Bedfordshire Police")
    months = observations(world, "asb_incidents", "period=month")
    assert [item["value"] for item in months] == [50]


def test_a_neighbouring_forces_file_alone_counts_nothing(world: World) -> None:
    street_file(world, "2021-04", {"anti_social_behaviour": 1}, force="Bedfordshire Police")
    assert observations(world, "asb_incidents", "period=month") == []


def test_where_the_areas_force_is_unknown_it_is_the_one_that_records_most(world: World) -> None:
    elsewhere = "E07000032"
    world.superuser.execute("UPDATE partnerships SET area_code = %s WHERE id = %s", (elsewhere, world.id))
    for month, force, count in (("04", "Example Police", 50), ("05", "Neighbour Police", 1)):
        counts = {"anti_social_behaviour": count}
        street_file(world, f"2021-{month}", counts, force=force, district=elsewhere)
    assert [item["value"] for item in observations(world, "asb_incidents", "period=month")] == [50]


def test_a_loaded_month_without_an_incident_counts_none(world: World) -> None:
    street_file(world, "2021-04", {"anti_social_behaviour": 3})
    street_file(world, "2021-05", {"anti_social_behaviour": 7}, district="E07000242")
    months = observations(world, "asb_incidents", "period=month")
    assert [item["value"] for item in months] == [3, 0]


def test_twelve_months_need_all_twelve(world: World) -> None:
    for number in range(13):
        year, month = divmod(number, 12)
        street_file(world, f"{2021 + year}-{month + 1:02d}", {"anti_social_behaviour": number})
    found = observations(world, "asb_incidents", "period=rolling_12_months")
    assert [(item["period"]["label"], item["value"]) for item in found] == [
        ("12 months to Dec 2021", 66),
        ("12 months to Jan 2022", 78),
    ]


def test_a_rate_without_a_population_of_its_year_is_not_available_but_shows_its_count(world: World) -> None:
    street_file(world, "2015-04", {"burglary": 9})
    (found,) = observations(world, "crime_rate", "period=month")
    assert (found["value"], found["interval"], found["status"]) == (None, None, "not_available")
    assert found["numerator"]["value"] == 9


def test_another_partnerships_files_are_not_counted(world: World, other_world: World) -> None:
    street_file(other_world, "2021-04", {"anti_social_behaviour": 50})
    assert observations(world, "asb_incidents", "period=month") == []


def test_a_rate_is_of_the_residents_in_the_middle_of_the_calendar_year_before_its_last_day(
    world: World,
) -> None:
    for number in range(3, 15):
        year, month = divmod(number, 12)
        street_file(world, f"{2020 + year}-{month + 1:02d}", {"burglary": 100})

    def denominators(kind: str) -> dict[str, tuple[str, int]]:
        return {
            item["period"]["label"]: (item["denominator"]["reference_date"], item["denominator"]["value"])
            for item in observations(world, "crime_rate", f"period={kind}")
        }

    of_2019, of_2020 = ("2019-06-30", 87_845), ("2020-06-30", 88_104)
    months = denominators("month")
    assert (months["Apr 2020"], months["Dec 2020"], months["Jan 2021"]) == (of_2019, of_2019, of_2020)
    quarters = denominators("quarter")
    assert (quarters["2020/21 Q3"], quarters["2020/21 Q4"]) == (of_2019, of_2020)
    assert denominators("rolling_12_months") == {"12 months to Mar 2021": of_2020}


def test_ten_years_of_months_are_shown(world: World) -> None:
    for number in range(121):
        year, month = divmod(number, 12)
        street_file(world, f"{2012 + year}-{month + 1:02d}", {"burglary": 1})

    def shown(code: str) -> tuple[int, str, str]:
        labels = [item["period"]["label"] for item in observations(world, code, "period=month")]
        return len(labels), labels[0], labels[-1]

    assert shown("crime_rate") == (121, "Jan 2012", "Jan 2022")
    since = (105, "May 2013", "Jan 2022")
    assert shown("violence_and_sexual_offences_rate") == since, "its definition is of May 2013"
