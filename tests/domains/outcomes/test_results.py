"""Results are stated once for each area and point, corrected with every version kept, and measured again."""

from datetime import date
from typing import Any

import pytest

from sosafe_api.core.clock import today
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.cases.steps import add_colleague, key, moved
from tests.domains.outcomes.steps import closed_case, patch, set_closed, state, stated
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
NOTE = "A fictional note of a worker."


def listed(world: World, case_id: str) -> list[dict[str, Any]]:
    answer = world.as_role(Role.CASEWORKER).get(f"/v1/cases/{case_id}/results")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


def test_a_result_says_what_changed_on_which_evidence_and_when(world: World) -> None:
    case_id = world.open_case()["id"]
    answer = state(world, case_id, "housing", "gained", note=NOTE)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert answer.headers["Location"] == f"/v1/case-results/{made['id']}"
    (found,) = listed(world, case_id)
    assert (found["area"], found["value"], found["evidence"]) == ("housing", "gained", "partner_record")
    assert (found["measured_on"], found["note"], found["version"]) == (today().isoformat(), NOTE, 1)
    receipt = ("id", "case_id", "need_id", "version", "recorded_by", "recorded_at", "etag")
    assert made == {name: found[name] for name in receipt}


def test_a_result_answers_a_need_of_its_own_case(world: World) -> None:
    case_id, other_id = world.open_case()["id"], world.open_case()["id"]
    need = {"kind": "debt", "status": "open", "identified_on": today().isoformat()}
    need_id = (
        world.as_role(Role.CASEWORKER)
        .post(f"/v1/cases/{case_id}/needs", json=need, headers=key())
        .json()["id"]
    )
    assert stated(world, case_id, "debts", "cleared", need_id=need_id)["need_id"] == need_id
    refused = state(world, other_id, "debts", "cleared", need_id=need_id)
    assert refused.status_code == 422
    assert [(error["pointer"], error["code"]) for error in refused.json()["errors"]] == [
        ("#/need_id", "unknown_reference")
    ]


def test_a_correction_is_a_new_version_and_the_former_stays(world: World) -> None:
    case_id = world.open_case()["id"]
    made = stated(world, case_id, "debts", "cleared", note=NOTE)
    path = f"/v1/case-results/{made['id']}"
    changed = patch(world, path, b'{"value": "reduced", "note": null}', **{"If-Match": made["etag"]})
    assert changed.status_code == 200, changed.text
    assert (changed.json()["id"], changed.json()["version"]) == (made["id"], 2)
    assert {"value", "note"} & set(changed.json()) == set()
    assert patch(world, path, b'{"value": "same"}', **{"If-Match": made["etag"]}).status_code == 412
    history = world.as_role(Role.CASEWORKER).get(path).json()
    assert [(each["version"], each["value"], each["note"]) for each in history["versions"]] == [
        (2, "reduced", None),
        (1, "cleared", NOTE),
    ]
    assert len(listed(world, case_id)) == 1


def test_a_correction_of_nothing_makes_no_version(world: World) -> None:
    made = stated(world, world.open_case()["id"], "debts", "cleared")
    assert patch(world, f"/v1/case-results/{made['id']}", b'{"value": "cleared"}').json()["version"] == 1


def test_an_area_is_stated_once_at_each_point_and_a_later_measurement_keeps_the_first(world: World) -> None:
    case_id = closed_case(world, date(2025, 1, 15))["id"]
    first = stated(world, case_id, "housing", "sustained", measured_on="2025-01-15")
    again = state(world, case_id, "housing", "lost")
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "already_measured")
    for months, value in ((6, "sustained"), (12, "lost")):
        stated(world, case_id, "housing", value, point="follow_up", follow_up_months=months)
    assert [(item["follow_up_months"], item["value"]) for item in listed(world, case_id)] == [
        (None, "sustained"),
        (6, "sustained"),
        (12, "lost"),
    ]
    assert listed(world, case_id)[0]["etag"] == first["etag"]


@pytest.mark.parametrize(
    ("content", "pointer", "code"),
    [
        ({"area": "housing", "value": "stopped"}, "#/value", "not_a_value_of_area"),
        ({"area": "housing", "value": "gained", "point": "baseline"}, "#/value", "not_a_value_of_area"),
        ({"area": "asb_case", "value": "reopened"}, "#/point", "not_measured_then"),
        ({"area": "health", "value": "same", "point": "baseline"}, "#/point", "not_measured_then"),
        ({"area": "debts", "value": "same", "follow_up_months": 6}, "#/follow_up_months", "not_wanted"),
        ({"area": "debts", "value": "same", "measured_on": "2026-01-01"}, "#/measured_on", "before_opening"),
    ],
)
def test_what_does_not_fit_is_named(world: World, content: dict[str, Any], pointer: str, code: str) -> None:
    case_id = world.open_case()["id"]
    refused = state(world, case_id, **content)
    assert refused.status_code == 422
    assert [(error["pointer"], error["code"]) for error in refused.json()["errors"]] == [(pointer, code)]
    assert listed(world, case_id) == []


def test_a_follow_up_comes_after_the_closing_and_says_how_long_after(world: World) -> None:
    case_id = world.open_case()["id"]
    early = state(world, case_id, "debts", "same", point="follow_up")
    assert [(error["pointer"], error["code"]) for error in early.json()["errors"]] == [
        ("#/follow_up_months", "required"),
        ("#/point", "case_not_closed"),
    ]
    moved(world, case_id, "closed", ending="disengaged")
    set_closed(world, case_id, date(2026, 10, 2))
    before = state(
        world, case_id, "debts", "same", point="follow_up", follow_up_months=6, measured_on="2026-10-01"
    )
    assert [error["code"] for error in before.json()["errors"]] == ["before_closure"]
    soon = state(
        world, case_id, "debts", "same", point="follow_up", follow_up_months=1, measured_on="2026-11-01"
    )
    assert [error["code"] for error in soon.json()["errors"]] == ["before_due"]
    on_the_day = {"point": "follow_up", "follow_up_months": 1, "measured_on": "2026-11-02"}
    stated(world, case_id, "debts", "same", **on_the_day)
    late = state(world, case_id, "risk", "low", point="baseline", measured_on="2026-10-03")
    assert [error["code"] for error in late.json()["errors"]] == ["after_closure"]


def test_what_has_happened_need_not_wait_for_the_day_on_which_somebody_is_asked(world: World) -> None:
    case_id = closed_case(world, date(2026, 10, 2))["id"]
    known = {"point": "follow_up", "follow_up_months": 6, "measured_on": "2026-10-20"}
    stated(world, case_id, "asb_case", "reopened", **known)
    stated(world, case_id, "reoffending", "offended_again", **known)
    for area, value in (("health", "same"), ("housing", "lost")):
        refused = state(world, case_id, area, value, **known)
        assert [error["code"] for error in refused.json()["errors"]] == ["before_due"]


def test_nothing_is_measured_of_a_case_that_never_was(world: World) -> None:
    case_id = world.open_case()["id"]
    moved(world, case_id, "entered_in_error", reason_code="wrong_person")
    refused = state(world, case_id, "debts", "same")
    assert (refused.status_code, refused.json()["code"]) == (422, "business_rule")


def test_of_workers_who_state_the_same_at_once_one_is_heard(world: World) -> None:
    case_id = world.open_case()["id"]
    with side_by_side() as crew:
        answers = list(crew.map(lambda _: state(world, case_id, "debts", "same").status_code, range(8)))
    assert sorted(answers) == [201, *[409] * 7]


def test_no_correction_is_lost(world: World) -> None:
    made = stated(world, world.open_case()["id"], "debts", "same")
    path, header = f"/v1/case-results/{made['id']}", {"If-Match": made["etag"]}
    values = [b'{"value": "reduced"}', b'{"value": "cleared"}', b'{"value": "increased"}']
    with side_by_side() as crew:
        answers = list(crew.map(lambda content: patch(world, path, content, **header).status_code, values))
    assert sorted(answers) == [200, 412, 412]
    assert len(world.as_role(Role.CASEWORKER).get(path).json()["versions"]) == 2


def test_results_are_absent_to_other_services_and_to_the_excluded(world: World) -> None:
    add_colleague(world)
    add_colleague(world, "outsider", "outreach")
    case_id = world.open_case()["id"]
    made = stated(world, case_id, "debts", "same")
    paths = [f"/v1/cases/{case_id}/results", f"/v1/case-results/{made['id']}"]
    stranger = [world.as_role("outsider").get(path) for path in paths]
    assert [world.as_role("colleague").get(path).status_code for path in paths] == [200, 200]
    world.exclude("colleague", "case", case_id)
    hidden = [world.as_role("colleague").get(path) for path in paths]
    absent = world.as_role("colleague").get(f"/v1/case-results/{new_id()}")
    for answer in (*stranger, *hidden):
        assert answer.status_code == 404
        assert {**answer.json(), "request_id": ""} == {**absent.json(), "request_id": ""}


def test_each_read_is_recorded_with_its_purpose_before_it_leaves(world: World) -> None:
    case_id = world.open_case()["id"]
    made = stated(world, case_id, "debts", "same")
    worker = world.as_role(Role.CASEWORKER)
    for path in (f"/v1/cases/{case_id}/results", f"/v1/case-results/{made['id']}"):
        assert worker.get(path).status_code == 200
    recorded = world.superuser.execute(
        "SELECT purpose, count(*) FROM audit_entries WHERE partnership_id = %s"
        " AND operation = 'case_result:read' GROUP BY 1",
        (world.id,),
    ).fetchall()
    assert recorded == [("safeguarding", 2)]
