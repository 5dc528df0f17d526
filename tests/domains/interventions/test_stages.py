"""The stage of an ASB case: its own small machine beside the case, moved once, closed with a reason."""

from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.interventions.steps import asb_case, post
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def stage(world: World, case: dict[str, Any]) -> dict[str, Any]:
    found = world.as_role(Role.CASEWORKER).get(f"/v1/cases/{case['id']}/asb-stage")
    assert found.status_code == 200, found.text
    body: dict[str, Any] = found.json()
    return body


def go(world: World, case: dict[str, Any], to: str, *, tag: str = "*", **more: Any) -> Any:
    return post(world, f"/v1/cases/{case['id']}/asb-stage/transitions", {"to": to, **more}, tag=tag)


def test_a_case_begins_as_reported_and_goes_through_the_plan_to_its_close(world: World) -> None:
    case = asb_case(world)
    first = stage(world, case)
    assert (first["stage"], first["moves"]) == ("reported", [])
    assert first["allowed_transitions"] == ["risk_assessed", "closed"]
    for to in ("risk_assessed", "open", "action_plan", "enforcement", "monitoring"):
        moved = go(world, case, to)
        assert (moved.status_code, moved.json()["stage"]) == (201, to)
    assert go(world, case, "closed").json()["errors"][0]["pointer"] == "#/reason_code"
    assert go(world, case, "enforcement", reason_code="resolved").status_code == 422
    closed = go(world, case, "closed", reason_code="resolved").json()
    assert (closed["closed_as"], closed["allowed_transitions"]) == ("resolved", ["reported"])
    again = go(world, case, "reported").json()
    assert (again["stage"], again["closed_as"], len(again["moves"])) == ("reported", None, 7)


def test_a_stage_that_is_not_next_is_refused_with_those_that_are(world: World) -> None:
    refused = go(world, asb_case(world), "enforcement")
    assert (refused.status_code, refused.json()["allowed_to"]) == (409, ["risk_assessed", "closed"])


def test_other_kinds_of_case_have_no_stage(world: World) -> None:
    case = world.open_case()
    assert world.as_role(Role.CASEWORKER).get(f"/v1/cases/{case['id']}/asb-stage").status_code == 404
    assert go(world, case, "risk_assessed").status_code == 404


def test_of_two_first_moves_on_the_same_version_one_is_made(world: World) -> None:
    case = asb_case(world)
    tag = stage(world, case)["etag"]
    with side_by_side() as crew:
        answers = list(crew.map(lambda _: go(world, case, "risk_assessed", tag=tag).status_code, range(8)))
    assert sorted(answers) == [201, *[412] * 7]
    assert len(stage(world, case)["moves"]) == 1


def test_the_case_itself_stays_as_it_was(world: World) -> None:
    case = asb_case(world)
    go(world, case, "risk_assessed")
    found = world.as_role(Role.CASEWORKER).get(f"/v1/cases/{case['id']}").json()
    assert (found["status"], found["etag"]) == (case["status"], case["etag"])
