"""Complainants are asked once after the closure of a case; what they say is told as counts only."""

import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.surveys.asking import ask_complainant, closed_asb_case, faults, get, made, said
from tests.fixtures.world import World

pytestmark = pytest.mark.database
FIGURES = "/complainant-satisfaction"


def test_complainants_of_a_year_are_counted_and_small_counts_hidden(world: World) -> None:
    case = closed_asb_case(world, "2017-01-10T12:00:00Z")
    for number in range(1, 57):
        content = number > 49
        made(
            ask_complainant(
                world,
                case,
                said(
                    number,
                    satisfaction="fairly_dissatisfied" if content else "very_satisfied",
                    would_report_again=number > 2,
                    feels_safer=None if number > 30 else number > 10,
                    further_case=number <= 6,
                ),
            )
        )
    found = get(world, FIGURES, role=Role.INDICATOR_READER, year=2017)
    assert (found["starts_on"], found["ends_on"], found["surveyed"]) == ("2017-01-01", "2017-12-31", 56)
    figures = {each.pop("measure"): each for each in found["data"]}
    assert figures["satisfied"] == {
        "numerator": 49,
        "denominator": 56,
        "percent": 87.5,
        "interval": {"low": 76.4, "high": 93.8},
        "small_base": True,
        "suppressed": False,
    }
    again = figures["would_report_again"]
    assert (again["numerator"], again["percent"], again["suppressed"]) == (None, None, True), "two would not"
    assert (figures["feels_safer"]["numerator"], figures["feels_safer"]["denominator"]) == (20, 30)
    assert (figures["no_further_case"]["numerator"], figures["no_further_case"]["denominator"]) == (50, 56)
    assert get(world, FIGURES, year=2016)["surveyed"] == 0
    present = world.as_role(Role.ANALYST).get(f"/v1{FIGURES}", params={"year": 2090})
    assert faults(present, 400) == {("year", "not_over")}


def test_an_excluded_reader_gets_the_same_counts_and_no_record(world: World) -> None:
    case = closed_asb_case(world, "2017-01-10T12:00:00Z")
    for number in range(1, 8):
        made(ask_complainant(world, case, said(number)))
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    world.exclude("colleague", "case", case["id"])
    where = f"/v1/cases/{case['id']}/complainant-surveys"
    assert world.as_role("colleague").get(where).status_code == 404
    assert ask_complainant(world, case, said(9), role="colleague").status_code == 404
    assert get(world, FIGURES, role="colleague", year=2017) == get(world, FIGURES, year=2017)


def test_each_is_asked_once_after_the_closure_of_a_case_against_anti_social_behaviour(world: World) -> None:
    case = closed_asb_case(world, "2017-01-10T12:00:00Z")
    assert faults(ask_complainant(world, case, said(surveyed_on="2017-01-09"))) == {
        ("#/surveyed_on", "before_closure")
    }
    receipt = made(ask_complainant(world, case, said()))
    assert set(receipt) == {"id", "complainant_number", "recorded_at"}
    again = ask_complainant(world, case, said(satisfaction="neither"))
    assert faults(again, 409) == {("#/complainant_number", "already_surveyed")}
    for other in (
        world.open_case(kind="anti_social_behaviour", person_role="complainant"),
        world.open_case(kind="support", person_role="client"),
    ):
        refused = ask_complainant(world, other, said())
        assert (refused.status_code, refused.json()["code"]) == (422, "business_rule")
    absent = ask_complainant(world, {"id": str(new_id())}, said())
    assert absent.status_code == 404


def test_what_one_complainant_said_is_read_by_the_cases_workers_and_recorded(world: World) -> None:
    case = closed_asb_case(world, "2017-01-10T12:00:00Z")
    made(ask_complainant(world, case, said(2)))
    made(ask_complainant(world, case, said(1, feels_safer=None)))
    where = f"/cases/{case['id']}/complainant-surveys"
    first, second = get(world, where, role=Role.CASEWORKER)["data"]
    assert {name: first[name] for name in said()} == said(1, feels_safer=None)
    assert second["complainant_number"] == 2
    world.add_service("elsewhere", "police")
    world.add_principal("stranger", "police", Role.CASEWORKER, service="elsewhere")
    assert world.as_role("stranger").get(f"/v1{where}").status_code == 404
    for role in (Role.ANALYST, Role.PARTNERSHIP_ADMIN, Role.SCRUTINY):
        assert world.as_role(role).get(f"/v1{where}").status_code == 403
    recorded = world.superuser.execute(
        "SELECT operation, field_set, purpose FROM audit_entries WHERE partnership_id = %s AND object_id = %s"
        " AND operation = 'complainant_survey:read' AND decision = 'allowed'",
        (world.id, case["id"]),
    ).fetchall()
    assert recorded == [("complainant_survey:read", "F2", "safeguarding")]
