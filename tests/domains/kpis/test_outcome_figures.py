"""What became of people whose cases closed: results, risk, and survivors supported by a year's end."""

from datetime import date
from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.cases.steps import moved
from tests.domains.kpis.arranging import received
from tests.domains.kpis.casework import april, case_of, closed, say_what_services_are_for
from tests.domains.kpis.test_referral_figures import observations
from tests.domains.outcomes.steps import insert_closed_case, noon, patch, set_closed, stated
from tests.domains.risk.assessing import answers
from tests.domains.risk.assessing import post as assess
from tests.domains.risk.scoring import PATH as SCORED
from tests.domains.risk.scoring import scored, tool
from tests.fixtures.world import World

pytestmark = pytest.mark.database
YEAR = "period=rolling_12_months&from=2025-04-01&before=2026-04-01"


def test_results_of_closed_cases_are_counted_for_the_services_that_they_are_of(world: World) -> None:
    say_what_services_are_for(world)
    clients = [case_of(world, "one_to_one_support") for _ in range(3)]
    offenders = [case_of(world, "offender_management") for _ in range(2)]
    survivors = [world.open_case() for _ in range(2)]
    stated(world, clients[0]["id"], "housing", "sustained")
    stated(world, clients[1]["id"], "housing", "lost")
    stated(world, survivors[0]["id"], "housing", "gained")  # of another service
    for survivor, value in zip(survivors, ("safer", "same"), strict=True):
        stated(world, survivor["id"], "feels_safer", value)
    for case in (*clients, *offenders, *survivors):
        closed(world, case)
        set_closed(world, case["id"], date(2026, 4, 10))
    later: dict[str, Any] = {"point": "follow_up", "follow_up_months": 6}
    for client, value in zip(clients, ("none_after_closure", "none_after_closure", "reopened"), strict=True):
        stated(world, client["id"], "asb_case", value, **later)
    for offender in offenders:
        stated(world, offender["id"], "reoffending", "none_known", **later | {"follow_up_months": 3})
    stated(world, offenders[1]["id"], "reoffending", "offended_again", **later)
    # What is measured of other services, or after another time, is in no number.
    stated(world, clients[0]["id"], "asb_case", "reopened", **later | {"follow_up_months": 3})
    stated(world, clients[0]["id"], "reoffending", "none_known", **later)
    stated(world, clients[0]["id"], "feels_safer", "safer")
    stated(world, survivors[0]["id"], "asb_case", "reopened", **later)
    assert april(world, "no_more_housed") == (50.0, 1, 2)
    assert april(world, "no_more_without_asb_case") == (67, 2, 3)
    assert april(world, "offenders_without_reoffending") == (50.0, 1, 2)
    assert april(world, "survivors_feeling_safer") == (50.0, 1, 2)
    # A correction counts in place of what it corrects, also where it takes everything back.
    corrected = stated(world, offenders[0]["id"], "reoffending", "none_known", **later)
    path = f"/v1/case-results/{corrected['id']}"
    assert patch(world, path, b'{"value": "offended_again"}').status_code == 200
    assert april(world, "offenders_without_reoffending") == (0.0, 0, 2)
    moved(world, survivors[1]["id"], "entered_in_error", reason_code="wrong_person")
    assert april(world, "survivors_feeling_safer") == (100.0, 1, 1)
    world.superuser.execute("UPDATE cases SET ending = 'duplicate' WHERE id = %s", (clients[2]["id"],))
    world.superuser.execute(
        "UPDATE case_results SET entered_in_error = true WHERE case_id = %s AND area = 'housing'",
        (clients[1]["id"],),
    )
    assert april(world, "no_more_without_asb_case") == (100.0, 2, 2)
    assert april(world, "no_more_housed") == (100.0, 1, 1)


def test_risk_has_fallen_where_no_assessment_of_the_case_says_otherwise(world: World) -> None:
    star = tool(world)["id"]
    cases = [world.open_case() for _ in range(5)]
    by_grade, mixed, by_score, risen, once = cases

    def dash(case: dict[str, Any], yes: int, day: str) -> None:
        person = case["people"][0]["person_id"]
        said = {"dash_version": "dash_24", "assessed_on": day, "answers": answers(yes)}
        made = assess(world, "/v1/risk-assessments", {"person_id": person, "case_id": case["id"], **said})
        assert made.status_code == 201, made.text

    def score(case: dict[str, Any], before: int, after: int) -> None:
        person = case["people"][0]["person_id"]
        first = assess(world, SCORED, scored(person, star, before, 3, case_id=case["id"])).json()
        second = scored(person, star, after, 3, case_id=case["id"], phase="after", before_id=first["id"])
        assert assess(world, SCORED, second).status_code == 201

    dash(by_grade, 2, "2026-11-20")  # entered first, assessed last
    dash(by_grade, 15, "2026-11-03")
    dash(mixed, 15, "2026-11-03")
    dash(mixed, 2, "2026-11-20")
    score(mixed, 3, 6)
    score(by_score, 8, 4)
    score(risen, 4, 8)
    dash(once, 15, "2026-11-03")
    stated(world, once["id"], "risk", "high", point="baseline")
    for case in cases:
        closed(world, case)
        set_closed(world, case["id"], date(2026, 4, 10))
    assert april(world, "risk_reduced") == (50.0, 2, 4)
    stated(world, once["id"], "risk", "high")
    assert april(world, "risk_reduced") == (40.0, 2, 5)


def test_what_stands_at_a_years_end_is_told_to_others_rounded(world: World) -> None:
    say_what_services_are_for(world)
    for _ in range(13):
        insert_closed_case(world, date(2025, 9, 10), {}, opened_at=noon(date(2025, 4, 10)))
    assert april(world, "survivors_supported", YEAR) == (13, 13, None)
    (seen,) = observations(world, "survivors_supported", YEAR, Role.INDICATOR_READER)
    assert (seen["value"], seen["status"]) == (15, "final")
    months = observations(world, "survivors_supported", "period=month&from=2026-01-01", Role.INDICATOR_READER)
    told = {item["period"]["label"] for item in months if item["status"] != "suppressed"}
    assert told == {"Mar 2026"}, "the very number that ends the year"


def test_referrals_of_long_ago_are_compared_year_by_year(world: World) -> None:
    """Five and three quarters times as many as in the service year 2012/13 are 475% more, on a fictional base."""
    service_id = world.add_service("no-more", "council", kind="one_to_one_support")
    of_each_day = {
        "2012-08-31": 7,
        "2012-09-01": 20,
        "2013-08-31": 20,
        "2013-09-01": 7,
        "2016-04-01": 115,
        "2017-03-31": 115,
    }
    for day, number in of_each_day.items():
        received(world, day, number, service_id=service_id)
    received(world, "2012-09-10", 5)  # of the refuge
    before = april(world, "no_more_referrals", "period=rolling_12_months&from=2012-09-01&before=2013-09-01")
    after = april(world, "no_more_referrals", "period=rolling_12_months&from=2016-04-01&before=2017-04-01")
    assert (before[0], after[0], 100 * (after[0] - before[0]) / before[0]) == (40, 230, 475.0)
