"""The demonstration's data set, loaded through the API alone, tells every figure that a strategy prints.

What the strategy does not print (the bases of shares, the counts behind 475%) is the data set's own and says so.
"""

from typing import Any

import httpx
import pytest

from sosafe_api.demo.release import publish_figures
from sosafe_api.demo.strategy_figures import Clients, load_figures
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.database import TestDatabase
from tests.fixtures.waiting import wait_until
from tests.fixtures.world import World
from tests.journeys.demonstration import at_work

pytestmark = pytest.mark.database
Numbers = tuple[Any, int | None, int | None]
YEAR, NEXT_YEAR = (
    ("financial_year", "2016-04-01", "2017-04-01"),
    ("financial_year", "2017-04-01", "2018-04-01"),
)
SUMMER_OF_2015, SUMMER_OF_2017 = (
    ("quarter", "2015-07-01", "2015-10-01"),
    ("quarter", "2017-07-01", "2017-10-01"),
)
CALENDAR_YEAR = ("calendar_year", "2017-01-01", "2018-01-01")
PRINTED: list[tuple[str, tuple[str, str, str], Numbers]] = [
    ("no_more_referrals", ("service_year", "2012-09-01", "2013-09-01"), (40, 40, None)),
    ("no_more_referrals", YEAR, (230, 230, None)),
    ("no_more_housed", YEAR, (96.0, 240, 250)),
    ("no_more_without_asb_case", YEAR, (88.0, 220, 250)),
    ("survivors_supported", NEXT_YEAR, (122, 122, None)),
    ("sada_panel_cases", NEXT_YEAR, (76, 76, None)),
    ("youth_nuisance_share", SUMMER_OF_2017, (20.0, 30, 150)),
    ("feeling_safe_by_day", SUMMER_OF_2015, (83.0, 1125, 1356)),
    ("feeling_safe_after_dark", SUMMER_OF_2015, (47.0, 637, 1356)),
    ("feeling_safe_by_day", SUMMER_OF_2017, (88.0, 1193, 1356)),
    ("feeling_safe_after_dark", SUMMER_OF_2017, (52.0, 705, 1356)),
    ("complainants_surveyed", CALENDAR_YEAR, (56, 56, None)),
    ("predicted_savings", YEAR, (129863.11, None, None)),
    ("funding_bids_won", YEAR, (1, 1, None)),
    ("funding_bids_won", NEXT_YEAR, (5, 5, None)),
    ("funding_brought_in", YEAR, (107_000, None, None)),
    ("funding_brought_in", NEXT_YEAR, (26_000, None, None)),
]
CARRIED_OVER = {
    *("no_more_referrals", "no_more_housed", "no_more_without_asb_case"),
    *("survivors_supported", "sada_panel_cases", "complainants_surveyed"),
}


def read(world: World, code: str, days: tuple[str, str, str], role: Role = Role.ANALYST) -> dict[str, Any]:
    kind, start, before = days
    answer = world.as_role(role).get(
        f"/v1/kpis/{code}/observations", params={"period": kind, "from": start, "before": before}
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any]
    (found,) = answer.json()["data"]
    return found


def compared(world: World, code: str, earlier: tuple[str, str], later: tuple[str, str]) -> dict[str, Any]:
    named = zip(
        ("earlier_period", "earlier_start", "later_period", "later_start"), (*earlier, *later), strict=True
    )
    answer = world.as_role(Role.SCRUTINY).get(f"/v1/kpis/{code}/comparisons", params=dict(named))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["data"][0]
    return found


@pytest.fixture
def clients(world: World) -> Clients:
    world.add_principal("police_analyst", "police", Role.ANALYST)
    return Clients(
        world.as_role(Role.ANALYST),
        world.as_role(Role.PARTNERSHIP_ADMIN),
        world.as_role(Role.RESPONSIBLE_AUTHORITIES_GROUP),
        world.as_role("police_analyst"),
    )


@pytest.fixture
def loaded(world: World, database: TestDatabase, clients: Clients) -> World:
    """A partnership into which the data set was loaded twice, as at each start of the demonstration."""
    with at_work(world.service, database):
        load_figures(clients)
        load_figures(clients)
    return world


def test_every_printed_figure_is_an_indicators_value_with_its_numbers(loaded: World) -> None:
    for code, days, (value, numerator, denominator) in PRINTED:
        found = read(loaded, code, days)
        told = [found[name] and found[name]["value"] for name in ("numerator", "denominator")]
        assert (found["value"], *told) == (value, numerator, denominator), code
        assert (found["document"] is not None) is (code in CARRIED_OVER), code
        if code in CARRIED_OVER - {"complainants_surveyed"}:  # every reader is told, who cannot read the note
            assert "the demonstration's own" in found["document"], code
    bids = [read(loaded, "funding_bids_won", days)["value"] for days in (YEAR, NEXT_YEAR)]
    pounds = [read(loaded, "funding_brought_in", days)["value"] for days in (YEAR, NEXT_YEAR)]
    assert (sum(bids), sum(pounds)) == (6, 133_000)

    grown = compared(
        loaded, "no_more_referrals", ("service_year", "2012-09-01"), ("financial_year", "2016-04-01")
    )
    assert grown["percent"] == 475.0
    for code, z in (("feeling_safe_by_day", 3.7), ("feeling_safe_after_dark", 2.6)):
        safer = compared(loaded, code, ("quarter", "2015-07-01"), ("quarter", "2017-07-01"))
        assert (safer["change"], safer["significance"]["significant"]) == (5.0, True)
        assert round(safer["significance"]["statistic"], 1) == z

    notes = {
        item["kpi_code"]: item["note"]
        for item in loaded.as_role(Role.ANALYST).get("/v1/measurements").json()["data"]
    }
    assert notes.keys() == CARRIED_OVER
    for code in CARRIED_OVER - {"complainants_surveyed"}:
        assert "the demonstration's own" in notes[code], code
    assert read(loaded, "no_more_housed", YEAR, Role.INDICATOR_READER)["value"] == 96.0


def test_the_police_files_are_published_with_a_crime_rate_its_chart_and_bars_by_ward(
    loaded: World, database: TestDatabase, clients: Clients, anonymous: httpx.Client
) -> None:
    root = f"/v1/partnerships/{loaded.slug}/kpis"
    with at_work(loaded.service, database):
        publish_figures(clients, loaded.slug)
        wait_until(
            lambda: anonymous.get(f"{root}/crime_rate/chart.svg?period=quarter").status_code == 200, 10
        )
        publish_figures(clients, loaded.slug)
    assert [item["number"] for item in anonymous.get(f"{root[:-4]}kpi-releases").json()["data"]] == [1]
    rates = anonymous.get(f"{root}/crime_rate/observations?period=quarter").json()["data"]
    told = {item["period"]["label"]: item["value"] for item in rates if item["value"] is not None}
    assert told == {"2017/18 Q4": 0.99, "2018/19 Q1": 1.19}
    assert rates[-1]["denominator"]["value"] == 87_739
    assert "Latest value: 1.19" in anonymous.get(f"{root}/crime_rate/chart.txt?period=quarter").text
    bars = anonymous.get(f"{root}/asb_incidents/chart.txt?period=quarter&by=ward").text
    assert "Bedwell: 27 (" in bars
