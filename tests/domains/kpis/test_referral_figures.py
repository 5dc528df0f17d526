"""Referrals received, accepted, declined and decided, as present values."""

from typing import Any

import pytest

from sosafe_api.core.kpi_names import KpiName
from sosafe_api.domains.auth.rules import Role
from tests.domains.kpis.arranging import accepted, declined, received
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def observations(world: World, code: str, query: str, role: Role = Role.ANALYST) -> list[dict[str, Any]]:
    response = world.as_role(role).get(f"/v1/kpis/{code}/observations?{query}")
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["data"]
    return found


def values(found: list[dict[str, Any]]) -> dict[str | None, Any]:
    """Values by the part they are about; None is the whole partnership."""
    return {item["breakdown"] and item["breakdown"]["code"]: item["value"] for item in found}


APRIL = "period=month&from=2026-04-01&before=2026-05-01"
QUARTER = "period=quarter&from=2026-04-01&before=2026-07-01"


def test_referrals_are_dated_by_receipt_in_london(world: World) -> None:
    received(world, "2026-04-10", 3)
    received(world, "2026-04-10", received_at="2026-04-30T23:30:00Z")  # already May in London
    received(world, "2026-04-10", received_at="2026-03-31T23:30:00Z")  # already April in London
    months = observations(world, "referrals_received", "period=month&before=2026-06-01")
    assert [(item["period"]["label"], item["value"]) for item in months] == [("Apr 2026", 4), ("May 2026", 1)]


def test_what_was_entered_in_error_counts_nowhere(world: World) -> None:
    accepted(world, "2026-04-10", 2)
    accepted(world, "2026-04-10", 5, status="entered_in_error")
    assert values(observations(world, "referrals_received", APRIL)) == {None: 2}
    assert observations(world, "days_to_first_decision", APRIL)[0]["denominator"]["value"] == 2


def test_referrals_received_by_agency_and_by_service_add_up_to_the_whole(world: World) -> None:
    received(world, "2026-04-10", 6)
    received(world, "2026-05-10", 5, agency_id=world.agencies["police"])
    received(world, "2026-06-10", 7, service_id=world.services["outreach"])
    by_agency = values(observations(world, "referrals_received", QUARTER + "&by=agency"))
    assert by_agency == {None: 18, "charity": 0, "council": 13, "police": 5}
    by_service = values(observations(world, "referrals_received", QUARTER + "&by=service"))
    assert by_service == {None: 18, "outreach": 7, "refuge": 11}


def test_a_redirected_referral_counts_for_both_services(world: World) -> None:
    declined(world, "2026-04-10", 1, reason="wrong_service")
    received(world, "2026-04-12", 1, service_id=world.services["outreach"])
    assert values(observations(world, "referrals_received", APRIL + "&by=service")) == {
        None: 2, "outreach": 1, "refuge": 1,
    }  # fmt: skip
    assert values(observations(world, "declines_by_reason", APRIL + "&by=reason"))["wrong_service"] == 1


def test_the_accepted_share_is_of_decided_referrals_with_its_score_interval(world: World) -> None:
    accepted(world, "2026-04-10", 20)
    accepted(world, "2026-04-10", 4, status="completed")
    accepted(world, "2026-04-10", 1, status="withdrawn")  # withdrawn after its acceptance
    declined(world, "2026-04-10", 8)
    received(world, "2026-04-10", 9, status="withdrawn")  # withdrawn before a decision
    (found,) = observations(world, "referrals_accepted_share", APRIL)
    assert (found["value"], found["unit"]) == (75.8, "percent")
    assert (found["numerator"]["value"], found["denominator"]["value"]) == (25, 33)
    assert found["interval"] == {"low": 59.0, "high": 87.2, "level": 0.95, "method": "wilson"}
    assert found["status"] == "final"


def test_figures_about_decisions_are_provisional_while_one_is_open(world: World) -> None:
    accepted(world, "2026-04-10", 6)
    received(world, "2026-04-11", 1)
    for code in ("referrals_accepted_share", "days_to_first_decision", "declines_by_reason"):
        (found,) = observations(world, code, APRIL)
        assert found["status"] == "provisional", code
    (found,) = observations(world, "referrals_received", APRIL)
    assert found["status"] == "final"


def test_no_share_is_reckoned_of_nothing(world: World) -> None:
    received(world, "2026-04-10", 6)
    (found,) = observations(world, "referrals_accepted_share", APRIL)
    assert (found["value"], found["interval"], found["status"]) == (None, None, "not_available")
    assert found["denominator"]["value"] == 0


def test_declines_by_reason(world: World) -> None:
    declined(world, "2026-04-10", 6, reason="no_capacity")
    declined(world, "2026-05-10", 5, reason="not_eligible")
    found = observations(world, "declines_by_reason", QUARTER + "&by=reason")
    counted = {code: value for code, value in values(found).items() if value}
    assert counted == {None: 11, "no_capacity": 6, "not_eligible": 5}
    names = {item["breakdown"]["name"] for item in found if item["breakdown"]}
    assert {"No room", "Not eligible", "Out of area"} <= names


def test_the_median_wait_leaves_out_the_time_in_which_information_was_awaited(world: World) -> None:
    for days in (1, 2, 3, 4):
        accepted(world, "2026-04-10", days=days)
    declined(world, "2026-04-10", days=30, awaiting_seconds=28 * 86_400)
    (found,) = observations(world, "days_to_first_decision", APRIL)
    assert (found["value"], found["unit"]) == (2.0, "days")
    assert (found["numerator"], found["denominator"]["value"]) == (None, 5)
    quarter = observations(world, "days_to_first_decision", QUARTER + "&by=service")
    assert values(quarter) == {None: 2.0, "outreach": None, "refuge": 2.0}


def test_the_present_month_waits_until_it_has_ended(world: World) -> None:
    world.push()
    assert observations(world, "referrals_received", "period=month") == []


def test_periods_before_the_first_referral_are_not_nought(world: World) -> None:
    received(world, "2026-05-10", 5)
    assert observations(world, "referrals_received", QUARTER) == []


SMALL = {"refuge": 20, "outreach": 3}


@pytest.fixture
def small(world: World) -> World:
    """Three services, of which one got three referrals in the quarter."""
    world.add_service("shelter", "charity")
    for slug, number in {**SMALL, "shelter": 12}.items():
        received(world, "2026-04-10", number, service_id=world.services[slug])
    received(world, "2026-05-10", 10)
    received(world, "2026-06-10", 10)
    return world


def test_a_small_count_is_hidden_with_the_next_smallest(small: World) -> None:
    query = QUARTER + "&by=service"
    found = observations(small, "referrals_received", query, Role.INDICATOR_READER)
    assert values(found) == {None: 55, "outreach": None, "refuge": 40, "shelter": None}
    hidden = [item for item in found if item["suppressed"]]
    assert {item["status"] for item in hidden} == {"suppressed"}
    assert [item["numerator"]["value"] for item in hidden] == [None, None]
    assert all(item["status"] != "suppressed" for item in found if not item["suppressed"])


@pytest.mark.parametrize(
    ("role", "every_count"),
    [
        (Role.ANALYST, True),
        (Role.JOINT_ACTION_GROUP, True),
        (Role.PARTNERSHIP_ADMIN, True),
        (Role.RESPONSIBLE_AUTHORITIES_GROUP, True),
        (Role.CASEWORKER, False),
        (Role.INDICATOR_READER, False),
        (Role.SCRUTINY, False),
    ],
)
def test_only_those_who_analyse_and_steer_see_every_count(
    small: World, role: Role, *, every_count: bool
) -> None:
    found = values(observations(small, "referrals_received", QUARTER + "&by=service", role))
    assert found["outreach"] == (3 if every_count else None)


def test_no_table_by_service_tells_what_a_sensitive_indicator_rounds(world: World) -> None:
    """33 survivors: a year's referrals for domestic abuse support are told in fives, so no quarter's exactly."""
    shelter = world.add_service("shelter", "council", kind="domestic_abuse_support")
    received(world, "2026-04-10", 20)
    received(world, "2026-05-10", 30, service_id=world.services["outreach"])
    accepted(world, "2026-06-10", 33, service_id=shelter)
    query = QUARTER + "&by=service"
    assert values(observations(world, "referrals_received", query))["shelter"] == 33
    told = values(observations(world, "referrals_received", query, Role.INDICATOR_READER))
    assert told == {None: 83, "outreach": 30, "refuge": None, "shelter": None}
    for code in ("referrals_accepted_share", "days_to_first_decision"):
        by_service = values(observations(world, code, query, Role.INDICATOR_READER))
        assert by_service["shelter"] is None, code


def test_a_small_month_is_not_left_over_of_its_quarter(world: World) -> None:
    for day, number in (("2026-04-10", 3), ("2026-05-10", 20), ("2026-06-10", 30)):
        received(world, day, number)
    (whole,) = observations(world, "referrals_received", QUARTER, Role.INDICATOR_READER)
    assert whole["value"] == 53
    query = "period=month&before=2026-07-01"
    months = observations(world, "referrals_received", query, Role.INDICATOR_READER)
    assert [item["value"] for item in months] == [None, 20, None]


def test_twelve_months_under_disclosure_control_end_with_a_quarter(world: World) -> None:
    for number in range(18):
        year, month = divmod(number, 12)
        received(world, f"{2025 + year}-{month + 1:02d}-10", 10)
    query = "period=rolling_12_months&before=2026-07-01"
    found = observations(world, "referrals_received", query, Role.INDICATOR_READER)
    ends = ["Dec 2025", "Mar 2026", "Jun 2026"]
    assert [(item["period"]["label"], item["value"]) for item in found] == [
        (f"12 months to {end}", 120) for end in ends
    ]
    assert len(observations(world, "referrals_received", query)) == 7, "an analyst sees every month's"


def test_what_depends_on_a_hidden_count_is_hidden_too(world: World) -> None:
    accepted(world, "2026-04-10", 30)
    declined(world, "2026-04-10", 2)
    received(world, "2026-05-10", 10)
    received(world, "2026-06-10", 10)
    (share,) = observations(world, "referrals_accepted_share", APRIL, Role.SCRUTINY)
    assert (share["value"], share["interval"], share["suppressed"]) == (None, None, True)
    assert None in (share["numerator"]["value"], share["denominator"]["value"])
    accepted(world, "2026-05-10", 4)
    query = "period=month&from=2026-05-01&before=2026-06-01"
    (wait,) = observations(world, "days_to_first_decision", query, Role.SCRUTINY)
    assert (wait["value"], wait["denominator"]["value"], wait["status"]) == (None, None, "suppressed")


def test_a_split_that_could_give_a_count_away_is_refused_with_the_one_that_is_shown(small: World) -> None:
    query = "period=month&by=service"
    response = small.as_role(Role.SCRUTINY).get(f"/v1/kpis/referrals_received/observations?{query}")
    assert (response.status_code, response.json()["code"]) == (400, "invalid_parameter")
    assert "period=quarter" in response.json()["errors"][0]["detail"]
    assert observations(small, "referrals_received", query)  # an analyst sees the months of each service


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("period=week", "period"),
        ("by=ward", "by"),
        ("by=reason", "by"),
        ("from=2026-04-01&before=2026-04-01", "before"),
        ("from=April", "from"),
        ("district=E07000243", "district"),
    ],
)
def test_only_the_declared_tables_can_be_asked_for(world: World, query: str, parameter: str) -> None:
    response = world.as_role(Role.ANALYST).get(f"/v1/kpis/referrals_received/observations?{query}")
    assert response.status_code == 400
    assert [item["parameter"] for item in response.json()["errors"]] == [parameter]


def test_an_unknown_indicator_is_absent(world: World) -> None:
    client = world.as_role(Role.ANALYST)
    for path in ("/v1/kpis/nothing", "/v1/kpis/nothing/observations", "/v1/kpis/NOT-A-CODE"):
        assert client.get(path).status_code == 404


def test_definitions_say_what_is_counted_and_how_it_is_protected(world: World) -> None:
    client = world.as_role(Role.CASEWORKER)
    listed = client.get("/v1/kpis").json()["data"]
    assert [item["code"] for item in listed] == [name.value for name in KpiName]
    for item in listed:
        assert client.get(f"/v1/kpis/{item['code']}").json() == item
    received_item = next(item for item in listed if item["code"] == "referrals_received")
    assert (received_item["disclosure"], received_item["disclosure_version"]) == ("standard", 3)
    assert received_item["breakdowns"] == [
        {"by": "agency", "published_periods": ["quarter"]},
        {"by": "service", "published_periods": ["quarter"]},
    ]
