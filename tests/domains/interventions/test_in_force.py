"""A step that is in force may be extended within its bounds, and stays in force when it is breached."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.interventions.steps import (
    TERMS,
    asb_case,
    breach,
    days,
    drafted,
    issued,
    move,
    notice,
    patch,
    post,
    read,
)
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def closure(world: World, case: dict[str, Any], hours: int = 20) -> dict[str, Any]:
    now = datetime.now(UTC)
    return issued(
        world,
        case,
        "closure_notice",
        uprn="100080000001",
        terms=TERMS,
        extent="partial",
        starts_at=(now - timedelta(hours=1)).isoformat(),
        ends_at=(now + timedelta(hours=hours)).isoformat(),
    )


def test_a_closure_is_extended_within_its_bounds_while_it_lasts(world: World) -> None:
    case = asb_case(world)
    step = closure(world, case)
    path = f"/v1/interventions/{step['id']}/extensions"
    begun = datetime.fromisoformat(step["starts_at"])
    longer = (begun + timedelta(hours=48)).isoformat()
    too_long = post(world, path, {"ends_at": (begun + timedelta(hours=48, minutes=1)).isoformat()})
    assert [error["code"] for error in too_long.json()["errors"]] == ["too_long"]
    assert post(world, path, {"last_day": days(3)}).status_code == 422
    extended = post(world, path, {"ends_at": longer}, tag=step["etag"])
    assert (extended.status_code, extended.json()["extensions"]) == (201, 1)
    assert datetime.fromisoformat(extended.json()["ends_at"]) == begun + timedelta(hours=48)
    order = issued(
        world, case, "closure_order", uprn="100080000001", terms=TERMS, extent="full", starts_on=days(0),
        last_day=days(80),
    )  # fmt: skip
    orders = f"/v1/interventions/{order['id']}/extensions"
    assert post(world, orders, {"last_day": days(170)}).status_code == 201
    assert post(world, orders, {"last_day": days(190)}).status_code == 422
    reviewed = patch(world, f"/v1/interventions/{order['id']}", {"review_on": days(60)})
    assert (reviewed.status_code, reviewed.json()["last_day"]) == (200, days(170))
    move(world, order, "ended", reason_code="discharged")
    assert post(world, orders, {"last_day": days(175)}).json()["code"] == "business_rule"


def test_a_breach_keeps_the_step_in_force_and_what_followed_is_settled_later(world: World) -> None:
    step = notice(world, asb_case(world))
    made = breach(world, step)
    assert made.status_code == 201
    found = read(world, step)
    assert (found["status"], len(found["breaches"])) == ("breached", 1)
    assert found["breaches"][0]["consequence"] == "pending"
    path = f"/v1/intervention-breaches/{made.json()['id']}"
    assert patch(world, path, {"consequence": "fixed_penalty"}).status_code == 422
    dear = {"consequence": "fixed_penalty", "penalty": {"amount": "100.01", "currency": "GBP"}}
    assert patch(world, path, dear).json()["errors"][0]["pointer"] == "#/penalty/amount"
    settled = patch(world, path, dear | {"penalty": {"amount": "100.00", "currency": "GBP"}})
    assert settled.status_code == 200
    seen = world.as_role(Role.CASEWORKER).get(path).json()
    assert (seen["consequence"], seen["penalty"]["amount"]) == ("fixed_penalty", "100.00")
    assert patch(world, path, {"consequence": "no_action"}).status_code == 422  # the amount would stay
    assert move(world, step, "complied").status_code == 201
    assert breach(world, step).status_code == 201
    assert read(world, step)["status"] == "breached"


def test_only_what_binds_and_is_in_force_that_day_can_be_breached(world: World) -> None:
    case = asb_case(world)
    assert breach(world, drafted(world, case, "mediation")).json()["code"] == "business_rule"
    assert breach(world, issued(world, case, "mediation")).json()["code"] == "business_rule"
    step = notice(world, case, on=days(-3))
    assert breach(world, step, occurred_on=days(-4)).json()["errors"][0]["code"] == "not_in_force"
    assert breach(world, step, occurred_on=days(-3)).status_code == 201
