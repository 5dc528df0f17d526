"""Counts and measures over HTTP: by service, kind, ending and result, the same for everybody and however asked."""

from datetime import date
from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.outcomes.steps import add_result, insert_closed_case
from tests.fixtures.world import World

pytestmark = pytest.mark.database
DAY = date(2025, 11, 20)
YEAR = {"start": "2025-04-01", "end": "2026-04-01", "label": "2025/26"}


def fill(world: World) -> None:
    """48 kept their home and 12 lost it; in the other service two cases only."""
    for number in range(60):
        housing = "sustained" if number < 48 else "lost"
        ending = "planned_needs_met" if number < 40 else "disengaged"
        insert_closed_case(world, DAY, {"housing": housing}, ending=ending)
    for _ in range(2):
        insert_closed_case(world, DAY, {"debts": "same"}, service_id=world.services["outreach"])


def counts(world: World, query: str = "", role: Role = Role.ANALYST) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    client, cursor = world.as_role(role), ""
    while True:
        more = f"cursor={cursor}" if cursor else f"year=2025{query}"
        answer = client.get(f"/v1/case-outcomes?limit=3&{more}")
        assert answer.status_code == 200, answer.text
        found += answer.json()["data"]
        if not answer.json()["page"]["has_more"]:
            return found
        cursor = answer.json()["page"]["next_cursor"]


def of(rows: list[dict[str, Any]], **wanted: Any) -> Any:
    names = ("kind", "ending", "area", "result")
    asked = dict.fromkeys(names) | wanted
    (found,) = [row for row in rows if {name: row[name] for name in asked} == asked]
    assert found["suppressed"] is (found["count"] is None)
    return found["count"]


def test_cases_are_counted_by_how_they_ended_and_what_changed(world: World) -> None:
    fill(world)
    rows = counts(world)
    assert all(row["period"] == YEAR for row in rows)
    refuge = [row for row in rows if row["service_id"] == str(world.services["refuge"])]
    assert of(refuge) == 60
    assert of(refuge, kind="one_to_one", ending="planned_needs_met") == 40
    assert of(refuge, area="housing", result="sustained") == 48
    assert of(refuge, kind="one_to_one", ending="disengaged", area="housing", result="lost") == 12
    outreach = [row for row in rows if row["service_id"] == str(world.services["outreach"])]
    assert outreach
    assert [row["count"] for row in outreach] == [None] * len(outreach)


def test_a_filter_selects_and_tells_nothing_that_the_whole_table_hides(world: World) -> None:
    fill(world)
    whole = counts(world)
    assert counts(world, "&area=housing") == [row for row in whole if row["area"] == "housing"]
    assert counts(world, "&ending=disengaged,custody") == [
        row for row in whole if row["ending"] == "disengaged"
    ]
    assert counts(world, "&kind=family") == []
    outreach = str(world.services["outreach"])
    own = [row for row in whole if row["service_id"] == outreach]
    assert counts(world, f"&service_id={outreach}") == own


def test_every_reader_gets_the_same_counts_an_excluded_one_too(world: World) -> None:
    fill(world)
    (case_id,) = world.superuser.execute(
        "SELECT id FROM cases WHERE partnership_id = %s LIMIT 1", (world.id,)
    ).fetchone() or (None,)
    before = counts(world)
    world.exclude("analyst", "case", str(case_id))
    assert counts(world) == before
    assert counts(world, role=Role.SCRUTINY) == before


def test_other_partnerships_and_the_running_quarter_are_not_counted(world: World, other_world: World) -> None:
    fill(other_world)
    assert counts(world) == []
    world.open_case()
    assert world.as_role(Role.ANALYST).get("/v1/case-outcomes").json()["data"] == []


def test_a_result_that_was_withdrawn_counts_no_more(world: World) -> None:
    for _ in range(6):
        insert_closed_case(world, DAY, {"debts": "cleared"})
    assert of(counts(world), area="debts", result="cleared") == 6
    world.superuser.execute(
        "INSERT INTO case_results SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(),"
        " 'version', 2, 'entered_in_error', true))).* FROM case_results r WHERE partnership_id = %s",
        (world.id,),
    )
    assert [row for row in counts(world) if row["area"] == "debts"] == []


def measures(world: World) -> dict[tuple[str, str], dict[str, Any]]:
    answer = world.as_role(Role.RESPONSIBLE_AUTHORITIES_GROUP).get("/v1/outcome-measures?year=2025")
    assert answer.status_code == 200, answer.text
    return {(row["service_id"], row["measure"]): row for row in answer.json()["data"]}


def test_a_share_stands_beside_its_base_its_rule_and_its_window(world: World) -> None:
    fill(world)
    refuge = str(world.services["refuge"])
    found = measures(world)[refuge, "housed_at_closure"]
    assert (found["numerator"], found["denominator"], found["percent"]) == (48, 60, 80)
    assert (found["low_base"], found["suppressed"], found["follow_up_months"]) == (False, False, None)
    assert "closed in the period" in found["cohort_rule"]
    assert "gained or sustained" in found["cohort_rule"]


def test_a_measure_after_six_months_counts_those_measured_then(world: World) -> None:
    for number in range(16):
        case_id = insert_closed_case(world, DAY, {"housing": "sustained"})
        if number < 10:
            add_result(world, case_id, "housing", "sustained" if number < 5 else "lost", months=6)
    found = measures(world)[str(world.services["refuge"]), "housed_after_six_months"]
    assert (found["numerator"], found["denominator"], found["percent"]) == (5, 10, 50)
    assert (found["follow_up_months"], found["low_base"]) == (6, True)


def test_no_share_without_its_base(world: World) -> None:
    for _ in range(4):
        insert_closed_case(world, DAY, {"housing": "sustained"})
    found = measures(world)[str(world.services["refuge"]), "housed_at_closure"]
    hidden = ("numerator", "denominator", "percent", "low_base")
    assert [found[name] for name in hidden] == [None] * 4
    assert found["suppressed"] is True
