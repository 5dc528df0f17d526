"""A sender learns how the work on its referral ended and what had changed: codes, and nothing of the case."""

from datetime import date
from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.cases.steps import moved
from tests.domains.outcomes.steps import patch, set_closed, stated
from tests.fixtures.world import World

pytestmark = pytest.mark.database
SIDES = [Role.REFERRER_CLIENT, Role.REFERRER, Role.CASEWORKER]


def outcome_of(world: World, case: dict[str, Any], role: Role = Role.REFERRER_CLIENT) -> Any:
    referral_id = case["referral_ids"][0]
    read = world.as_role(role).get(f"/v1/referrals/{referral_id}").json()["outcome"]
    (listed,) = [
        item for item in world.as_role(role).get("/v1/referrals").json()["data"] if item["id"] == referral_id
    ]
    assert listed["outcome"] == read
    return read


def changes(world: World, case: dict[str, Any]) -> list[tuple[str, int]]:
    rows = world.superuser.execute(
        "SELECT type, resource_version FROM changes WHERE resource_id = %s ORDER BY resource_version",
        (case["referral_ids"][0],),
    ).fetchall()
    return [(str(kind), int(version)) for kind, version in rows]


def test_results_stay_with_the_service_until_the_work_has_ended(world: World) -> None:
    case = world.open_case()
    stated(world, case["id"], "housing", "sustained", note="Canarynote")
    assert [outcome_of(world, case, role) for role in SIDES] == [None, None, None]
    assert "referral.outcome_stated" not in dict(changes(world, case))
    moved(world, case["id"], "closed", ending="planned_needs_met")
    told = {"ending": "planned_needs_met", "results": ["housing_sustained"]}
    assert [outcome_of(world, case, role) for role in SIDES] == [told, told, told]


def test_each_later_result_and_correction_is_announced_and_a_follow_up_is_not(world: World) -> None:
    case = world.open_case()
    moved(world, case["id"], "closed", ending="disengaged")
    set_closed(world, case["id"], date(2026, 1, 15))
    before = len(changes(world, case))
    made = stated(world, case["id"], "risk", "high", point="baseline", measured_on="2026-01-01")
    stated(world, case["id"], "risk", "low")
    assert outcome_of(world, case) == {"ending": "disengaged", "results": ["risk_lower"]}
    patch(world, f"/v1/case-results/{made['id']}", b'{"value": "low"}')
    assert outcome_of(world, case) == {"ending": "disengaged", "results": ["risk_same"]}
    stated(world, case["id"], "asb_case", "reopened", point="follow_up", follow_up_months=6)
    assert outcome_of(world, case)["results"] == ["risk_same"]
    patch(world, f"/v1/case-results/{made['id']}", b'{"entered_in_error": true}')
    assert outcome_of(world, case)["results"] == []
    later = changes(world, case)[before:]
    assert {kind for kind, _ in later} == {"referral.outcome_stated"}
    versions = [version for _, version in later]
    assert versions == list(range(versions[0], versions[0] + len(versions)))


def test_the_tag_changes_with_the_outcome(world: World) -> None:
    case = world.open_case()
    moved(world, case["id"], "closed", ending="disengaged")
    path = f"/v1/referrals/{case['referral_ids'][0]}"
    before = world.as_role(Role.REFERRER_CLIENT).get(path).headers["ETag"]
    stated(world, case["id"], "debts", "cleared")
    assert world.as_role(Role.REFERRER_CLIENT).get(path).headers["ETag"] != before
