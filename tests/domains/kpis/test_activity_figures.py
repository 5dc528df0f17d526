"""Figures of events, funding, action plans and complainants, as present values."""

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.kpis.activities import action, agreed_plan, bid, complainant, event, spent
from tests.domains.kpis.test_referral_figures import APRIL, QUARTER, observations, values
from tests.fixtures.world import World

pytestmark = pytest.mark.database
YEAR = "period=rolling_12_months&from=2025-04-01&before=2026-04-01"


def test_an_event_counts_when_it_was_held_by_the_london_day_on_which_it_began(world: World) -> None:
    event(world, "2026-04-10T18:00:00+01:00", kind="street_meet", actual_attendance=40)
    event(world, "2026-04-30T23:30:00Z", kind="surgery", actual_attendance=7)  # already May in London
    event(world, "2026-04-12T10:00:00Z", kind="surgery")
    event(world, "2026-04-13T10:00:00Z", kind="street_meet", status="cancelled", actual_attendance=99)
    by_kind = values(observations(world, "events_held", APRIL + "&by=event_kind"))
    assert (by_kind[None], by_kind["street_meet"], by_kind["surgery"], by_kind["forum"]) == (2, 1, 1, 0)
    assert values(observations(world, "event_attendances", APRIL)) == {None: 40}
    assert values(observations(world, "event_attendances", QUARTER)) == {None: 47}


def test_an_event_reaches_each_community_that_somebody_came_from(world: World) -> None:
    event(world, "2026-04-10T18:00:00Z", {"young_people": 12, "faith_communities": 3})
    event(world, "2026-05-10T18:00:00Z", {"young_people": 4, "older_people": 0})
    event(world, "2026-06-10T18:00:00Z")
    reached = values(observations(world, "events_reaching_communities", QUARTER + "&by=community"))
    assert (reached[None], reached["young_people"], reached["faith_communities"], reached["older_people"]) == (
        2, 2, 1, 0,
    )  # fmt: skip


def test_money_belongs_to_its_month_and_what_is_known_to_the_year_only_to_none(world: World) -> None:
    first = bid(world, amount_awarded="9000.50", received_on="2026-04-01", received_on_precision="month")
    bid(world, amount_awarded="3000.00", received_on="2026-05-15", received_on_precision="day")
    bid(world, amount_awarded="500.00", received_on="2026-01-01", received_on_precision="year")
    spent(world, first, "250.75", "2026-04-30")
    spent(world, first, "-50.25", "2026-06-01", "month")
    (april,) = observations(world, "funding_brought_in", APRIL)
    assert (april["value"], april["unit"], april["numerator"]) == (9000.5, "pounds_sterling", None)
    assert values(observations(world, "funding_brought_in", QUARTER)) == {None: 12000.5}
    assert values(observations(world, "funding_spent", APRIL)) == {None: 250.75}
    assert values(observations(world, "funding_spent", QUARTER)) == {None: 200.5}


def test_a_month_whose_corrections_outweigh_its_spending_is_below_nought(world: World) -> None:
    awarded = bid(world, amount_awarded="9000.00", received_on="2026-04-01", received_on_precision="month")
    for amount, on in (("250.75", "2026-04-30"), ("-300.25", "2026-05-02"), ("100.00", "2026-06-03")):
        spent(world, awarded, amount, on)
    months = observations(world, "funding_spent", "period=month&from=2026-04-01&before=2026-07-01")
    changes = [item["previous_period"] and item["previous_period"]["percent"] for item in months]
    assert [item["value"] for item in months] == [250.75, -300.25, 100.0]
    assert changes == [None, -219.7, None], "of what is below nought there is no percentage"
    chart = world.as_role(Role.ANALYST).get("/v1/kpis/funding_spent/analysis?period=month").json()
    assert chart["parts"][0]["lower_limit"] == chart["parts"][0]["computed_lower_limit"] < -300.25
    may = "/v1/kpis/funding_spent/evidence?period=month&start=2026-05-01"
    (counted,) = world.as_role(Role.ANALYST).get(may).json()["counts"]
    assert counted["count"] == -30025


def test_the_success_rate_is_of_decided_bids_alone(world: World) -> None:
    decided = {"decided_on": "2026-04-20", "decided_on_precision": "day"}
    for decision in ("awarded", "part_awarded", "rejected"):
        bid(world, decision=decision, **decided)
    bid(world, status="submitted")
    bid(world, status="withdrawn")
    (april,) = observations(world, "funding_success_rate", APRIL)
    assert (april["value"], april["numerator"]["value"], april["denominator"]["value"]) == (66.7, 2, 3)
    assert (april["interval"]["method"], april["interval"]["low"], april["interval"]["high"]) == (
        "wilson", 20.8, 93.9,
    )  # fmt: skip
    assert values(observations(world, "funding_bids_won", APRIL)) == {None: 2}


def test_actions_are_on_track_as_they_stood_on_the_periods_last_day(world: World) -> None:
    plan = agreed_plan(world, "2026-04-02")
    action(world, plan, 1, "2026-04-01", {"2026-04-20": "on_track", "2026-05-20": "off_track"})
    action(world, plan, 2, "2026-04-01", {"2026-04-20": "at_risk", "2026-06-20": "completed"})
    action(world, plan, 3, "2026-04-01", {})
    action(world, plan, 4, "2026-04-01", {"2026-05-20": "cancelled"})
    action(world, plan, 5, "2026-06-15", {"2026-06-20": "on_track"})
    found = observations(world, "actions_on_track", "period=month&from=2026-04-01&before=2026-07-01")
    counted = [(item["numerator"]["value"], item["denominator"]["value"]) for item in found]
    assert counted == [(1, 4), (0, 3), (2, 4)]
    (quarter,) = observations(world, "actions_on_track", QUARTER)
    assert (quarter["numerator"]["value"], quarter["denominator"]["value"], quarter["value"]) == (2, 4, 50.0)


def test_a_plan_closed_on_the_last_day_of_a_month_stood_on_that_day(world: World) -> None:
    plan = agreed_plan(world, "2025-12-10", closed_on="2026-03-31")
    action(world, plan, 1, "2025-12-10", {"2025-12-20": "on_track"})
    found = observations(world, "actions_on_track", "period=month&from=2026-02-01&before=2026-05-01")
    counted = [item["denominator"]["value"] for item in found if item["denominator"]]
    assert [each for each in counted if each] == [1, 1], "in February and March, not in April"
    # A quarter is read as its last month stands.
    (quarter,) = observations(world, "actions_on_track", "period=quarter&from=2026-01-01&before=2026-04-01")
    assert (quarter["numerator"]["value"], quarter["denominator"]["value"]) == (1, 1)


def test_a_plan_closed_before_the_last_day_of_a_month_is_not_in_it(world: World) -> None:
    plan = agreed_plan(world, "2026-02-10", closed_on="2026-03-30")
    action(world, plan, 1, "2026-02-10", {"2026-02-20": "on_track"})
    found = observations(world, "actions_on_track", "period=month&from=2026-02-01&before=2026-04-01")
    counted = [item["denominator"]["value"] for item in found if item["denominator"]]
    assert [each for each in counted if each] == [1]


def test_what_complainants_say_is_told_for_whole_years_and_rounded(world: World) -> None:
    case_id = world.open_case()["id"]
    for number in range(56):
        satisfied = "very_satisfied" if number < 40 else "fairly_satisfied" if number < 49 else "neither"
        complainant(world, case_id, number + 1, f"2025-{number % 8 + 4:02d}-14", satisfied)
    (exact,) = observations(world, "complainants_satisfied", YEAR)
    assert (exact["numerator"]["value"], exact["denominator"]["value"], exact["value"]) == (49, 56, 88)
    (seen,) = observations(world, "complainants_satisfied", YEAR, Role.INDICATOR_READER)
    assert (seen["numerator"]["value"], seen["denominator"]["value"]) == (50, 55)
    months = observations(
        world, "complainants_surveyed", "period=month&from=2025-04-01", Role.INDICATOR_READER
    )
    assert {item["status"] for item in months} == {"suppressed"}
