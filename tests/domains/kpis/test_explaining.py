"""Two periods compared with what to mind, and an analyst's evidence of one value."""

from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.kpis.arranging import accepted, declined, received, street_file
from tests.domains.kpis.recording import record
from tests.domains.kpis.test_history import asked
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
NAMED = (
    "comparisons?earlier_period=service_year&earlier_start=2021-09-01"
    "&later_period=financial_year&later_start=2025-04-01"
)
QUARTERS = (
    "comparisons?earlier_period=quarter&earlier_start=2026-01-01&later_period=quarter&later_start=2026-04-01"
)


def refused(world: World, code: str, query: str) -> list[str]:
    response = world.as_role(Role.ANALYST).get(f"/v1/kpis/{code}/{query}")
    assert response.status_code == 400, response.text
    return [item["parameter"] for item in response.json()["errors"]]


def test_forty_to_two_hundred_and_thirty_is_475_percent_more_with_both_periods_named(world: World) -> None:
    for day, number in (("2021-09-06", 15), ("2022-05-03", 25), ("2025-06-02", 130), ("2026-03-31", 100)):
        received(world, day, number)
    found = asked(world, "referrals_received", NAMED)
    (pair,) = found["data"]
    assert (pair["change"], pair["percent"]) == (190, 475.0)
    for side, value, label in (("earlier", 40, "Sep 2021 to Aug 2022"), ("later", 230, "2025/26")):
        assert (pair[side]["value"], pair[side]["numerator"]["value"]) == (value, value)
        assert (pair[side]["period"]["label"], pair[side]["months"]) == (label, 12)
    assert found["caveats"] == ["different_year_start"]
    assert pair["significance"]["significant"] is True


def test_a_change_of_a_share_is_in_points_and_tested(world: World) -> None:
    for day, good, bad in (("2026-01-12", 83, 17), ("2026-05-12", 88, 12)):
        accepted(world, day, good)
        declined(world, day, bad)
    found = asked(world, "referrals_accepted_share", QUARTERS)
    (pair,) = found["data"]
    assert (pair["change"], pair["percent"]) == (5.0, None)
    assert pair["significance"] == {
        "method": "pooled_proportions",
        "statistic": 1.0041,
        "p_value": 0.315318,
        "significant": False,
    }
    assert found["caveats"] == ["different_season"]


def test_a_rate_is_tested_by_its_counts_and_exposures(world: World) -> None:
    for month, number in (("2020-04", 300), ("2021-04", 400)):
        street_file(world, month, {"burglary": number, "anti_social_behaviour": 5})
    query = (
        "comparisons?earlier_period=month&earlier_start=2020-04-01&later_period=month&later_start=2021-04-01"
    )
    found = asked(world, "crime_rate", query, Role.INDICATOR_READER)
    (pair,) = found["data"]
    assert found["caveats"] == []
    assert pair["significance"]["method"] == "conditional_poisson"
    assert (pair["significance"]["significant"], pair["significance"]["statistic"]) == (True, 3.7407)


def test_what_is_hidden_is_hidden_in_a_comparison_too(world: World) -> None:
    received(world, "2026-01-12", 3)
    received(world, "2026-05-12", 20)
    (pair,) = asked(world, "referrals_received", QUARTERS, Role.SCRUTINY)["data"]
    assert (pair["earlier"]["value"], pair["earlier"]["numerator"]["value"]) == (None, None)
    assert (pair["change"], pair["percent"], pair["significance"]) == (None, None, None)
    assert asked(world, "referrals_received", QUARTERS)["data"][0]["change"] == 17


def test_only_periods_of_the_tables_are_compared_or_explained(world: World) -> None:
    received(world, "2026-01-12", 3)
    received(world, "2026-05-12", 20)
    swapped = (
        QUARTERS.replace("2026-01", "2026-07").replace("2026-04", "2026-01").replace("2026-07", "2026-04")
    )
    assert refused(world, "referrals_received", swapped) == ["later_start"]
    assert refused(world, "referrals_received", NAMED) == ["later_start", "earlier_start"]
    assert refused(world, "referrals_received", "comparisons?later_start=2026-04-01") == ["earlier_start"]
    lengths = "comparisons?earlier_period=month&later_period=financial_year&by=agency"
    assert refused(world, "domestic_burglary_rate", lengths) == ["earlier_period", "by"]
    assert refused(world, "referrals_received", QUARTERS + "&by=reason") == ["by"]
    assert refused(world, "referrals_received", "evidence?period=quarter&start=2026-04-02") == ["start"]
    one = "evidence?period=quarter&start=2026-04-01"
    assert refused(world, "referrals_received", one + "&by=service&member=nobody") == ["member"]
    assert refused(world, "referrals_received", one + "&by=service") == ["member"]
    other = one.replace("2026-04-01", "2026-04-02")
    assert refused(world, "referrals_received", other + "&by=service") == ["start", "member"]


def test_evidence_adds_up_to_the_value_and_names_nobody(world: World, database: TestDatabase) -> None:
    accepted(world, "2026-04-10", 6)
    declined(world, "2026-05-12", 4)
    accepted(world, "2026-05-12", 2, status="entered_in_error")
    accepted(world, "2026-05-12", 5, service_id=world.services["outreach"])
    query = "evidence?period=quarter&start=2026-04-01"
    found = asked(world, "referrals_accepted_share", query)
    assert found["recorded_at"] is None
    by_role: dict[str, int] = {}
    for item in found["counts"]:
        by_role[item["role"]] = by_role.get(item["role"], 0) + item["count"]
    observation = found["observation"]
    assert by_role == {"numerator": 11, "denominator": 15}
    assert (observation["numerator"]["value"], observation["denominator"]["value"]) == (11, 15)
    assert len(found["counts"]) == 3 * 3, "each measure in each month, also with 0"
    assert (found["entered_in_error"], found["files"], found["population"]) == (2, [], None)
    text = world.as_role(Role.ANALYST).get(f"/v1/kpis/referrals_accepted_share/{query}").text
    ids = world.superuser.execute(
        "SELECT id FROM referrals WHERE partnership_id = %s", (world.id,)
    ).fetchall()
    assert not [found for (found,) in ids if str(found) in text]
    record(world, database)
    part = asked(world, "referrals_accepted_share", query + "&by=service&member=outreach")
    assert (part["observation"]["numerator"]["value"], part["recorded_at"] is None) == (5, False)
    assert {item["count"] for item in part["counts"]} == {0, 5}


def test_a_part_is_explained_by_the_code_under_which_it_is_listed(world: World) -> None:
    accepted(world, "2026-04-10", 6, service_id=world.add_service("whole-family", "council"))
    table = asked(world, "referrals_received", "observations?period=quarter&by=service")
    codes = {item["breakdown"]["code"] for item in table["data"] if item["breakdown"]}
    assert "whole-family" in codes
    query = "evidence?period=quarter&start=2026-04-01&by=service&member=whole-family"
    assert asked(world, "referrals_received", query)["observation"]["value"] == 6


def test_evidence_of_police_figures_names_the_files_and_the_population(world: World) -> None:
    for month in ("2021-04", "2021-05", "2021-06"):
        street_file(world, month, {"burglary": 100, "anti_social_behaviour": 40})
    street_file(world, "2021-04", {"burglary": 3}, force="Essex Police")
    found = asked(world, "crime_rate", "evidence?period=quarter&start=2021-04-01")
    assert [(item["measure"], item["count"]) for item in found["counts"]] == [("crimes", 100)] * 3
    assert [item["month"] for item in found["files"]] == ["2021-04-01", "2021-05-01", "2021-06-01"]
    assert {item["force"] for item in found["files"]} == {"Hertfordshire Constabulary"}
    expected: dict[str, Any] = {
        "number": 88104,
        "series": "mid_year_first_published",
        "reference_date": "2020-06-30",
        "source": found["population"]["source"],
    }
    assert found["population"] == expected
    assert found["numerator_rule"]["series"] == "police_recorded_crime_without_asb"
