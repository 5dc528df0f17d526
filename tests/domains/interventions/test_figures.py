"""The yearly figures of ASB case reviews: whole numbers of the whole partnership, the same for whoever asks."""

from datetime import date, timedelta
from typing import Any

import pytest

from sosafe_api.core.clock import today
from sosafe_api.domains.auth.rules import Role
from tests.domains.interventions.steps import (
    applied,
    asb_case,
    complaint,
    post,
    recommended,
    step_on,
    stepped,
)
from tests.fixtures.world import World

pytestmark = pytest.mark.database
FIGURES = "/v1/asb-case-review-figures"
FEW = [complaint(date(2025, 12, 1), date(2025, 12, 2))]


def figures(world: World, year: int, role: Role = Role.JOINT_ACTION_GROUP) -> dict[str, Any]:
    found = world.as_role(role).get(f"{FIGURES}?year={year}")
    assert found.status_code == 200, found.text
    body: dict[str, Any] = found.json()
    return body


def arrange(world: World) -> None:
    """At the turn of 2025 to 2026: one refused, one held without and one with recommendations, one waiting."""
    refused = applied(world, applied_on=date(2025, 12, 10), complaints=FEW)
    stepped(world, refused, "acknowledged", "threshold_not_met", on="2025-12-31")
    plain = applied(world, applied_on=date(2025, 12, 10))
    stepped(world, plain, "acknowledged", "threshold_met", "review_held", on="2026-01-01")
    stepped(world, plain, "no_recommendations", on="2026-01-02")
    advised = applied(world, applied_on=date(2026, 1, 1))
    stepped(world, advised, "acknowledged", "threshold_met", "review_held", on="2026-01-20")
    recommended(world, advised)
    stepped(world, advised, "recommendations_made", on="2026-01-20")
    applied(world, applied_on=date(2026, 2, 1))


def test_each_event_counts_in_the_year_in_which_it_happened_and_nothing_is_hidden(world: World) -> None:
    arrange(world)
    assert figures(world, 2025) == {
        "year": 2025, "applications": 2, "threshold_not_met": 1, "reviews": 0,
        "reviews_with_recommendations": 0,
    }  # fmt: skip
    assert figures(world, 2026) == {
        "year": 2026, "applications": 2, "threshold_not_met": 0, "reviews": 2,
        "reviews_with_recommendations": 1,
    }  # fmt: skip
    assert figures(world, 2024)["applications"] == 0


def test_they_are_of_the_whole_partnership_whoever_asks_and_whoever_is_excluded(
    world: World, other_world: World
) -> None:
    world.add_principal("elsewhere", "charity", Role.CASEWORKER, service="outreach")
    case = asb_case(world, access="workers")
    applied(world, applied_on=date(2026, 1, 5), case_id=case["id"])
    applied(other_world, applied_on=date(2026, 1, 5))
    world.exclude("caseworker", "case", case["id"])
    for role in ("caseworker", "elsewhere", "joint_action_group", "scrutiny", "partnership_admin"):
        found = world.as_role(role).get(f"{FIGURES}?year=2026").json()
        assert found["applications"] == 1, role


def test_the_present_year_is_asked_for_by_default(world: World) -> None:
    review = applied(world, applied_on=today() - timedelta(days=1))
    assert step_on(world, review, "acknowledged").status_code == 201
    found = world.as_role(Role.SCRUTINY).get(FIGURES).json()
    assert found["year"] == today().year
    assert found["applications"] == int((today() - timedelta(days=1)).year == today().year)


def test_the_joint_action_group_reads_no_review_and_no_step(world: World) -> None:
    review, case = applied(world), asb_case(world)
    member = world.as_role(Role.JOINT_ACTION_GROUP)
    for path in (f"/v1/asb-case-reviews/{review['id']}", f"/v1/cases/{case['id']}/interventions"):
        assert member.get(path).json()["code"] == "role_not_permitted"
    body = {"to": "acknowledged"}
    refused = post(
        world, f"/v1/asb-case-reviews/{review['id']}/transitions", body, role=Role.JOINT_ACTION_GROUP
    )
    assert refused.status_code == 403
