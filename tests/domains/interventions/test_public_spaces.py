"""A public spaces protection order runs three years at most, is extended before it lapses, counts its penalties."""

from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.interventions.steps import ORDERS, days, made_order, order, patch, post
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
ADMIN = Role.PARTNERSHIP_ADMIN
HUNDRED = {"amount": "100.00", "currency": "GBP"}


def listed(world: World, query: str) -> list[str]:
    found = world.as_role(Role.JOINT_ACTION_GROUP).get(f"{ORDERS}?{query}")
    assert found.status_code == 200, found.text
    return [each["title"] for each in found.json()["data"]]


def extend(world: World, made: dict[str, Any], **body: Any) -> Any:
    return post(world, f"{ORDERS}/{made['id']}/extensions", body, role=ADMIN)


def discharge(world: World, made: dict[str, Any], **body: Any) -> Any:
    return post(world, f"{ORDERS}/{made['id']}/transitions", {"to": "discharged", **body}, role=ADMIN)


def penalty(world: World, made: dict[str, Any], **changes: Any) -> Any:
    body = {"issued_on": days(0), "amount": HUNDRED} | changes
    return post(world, f"{ORDERS}/{made['id']}/penalties", body)


def test_an_order_in_force_since_15_august_2016_lapsed_on_14_august_2019(world: World) -> None:
    made = made_order(world, starts_on="2016-08-15", title="Town centre")
    assert (made["last_day"], made["in_force"]) == ("2019-08-14", False)
    for day, expected in (
        ("2016-08-14", []),
        ("2016-08-15", ["Town centre"]),
        ("2019-08-14", ["Town centre"]),
        ("2019-08-15", []),
    ):
        assert listed(world, f"in_force_on={day}") == expected, day
    late = extend(world, made, decided_on="2019-08-15")
    assert [(error["pointer"], error["code"]) for error in late.json()["errors"]] == [
        ("#/decided_on", "lapsed")
    ]


def test_it_runs_for_three_years_at_most(world: World) -> None:
    refused = order(world, starts_on="2016-08-15", last_day="2019-08-15")
    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert "section 60" in error["detail"]
    assert order(world, starts_on="2016-08-15", last_day="2019-08-14").status_code == 201


def test_it_is_extended_in_time_and_again(world: World) -> None:
    made = made_order(world, starts_on="2016-08-15")
    first = extend(world, made, decided_on="2019-08-14").json()
    assert first["last_day"] == "2022-08-14"
    second = extend(world, first, decided_on="2022-07-01", last_day="2024-02-29").json()
    assert second["extensions"] == [
        {"decided_on": "2019-08-14", "last_day_before": "2019-08-14", "last_day": "2022-08-14"},
        {"decided_on": "2022-07-01", "last_day_before": "2022-08-14", "last_day": "2024-02-29"},
    ]
    too_long = extend(world, second, decided_on="2024-02-29", last_day="2027-03-01")
    assert [error["code"] for error in too_long.json()["errors"]] == ["too_long"]


def test_two_extensions_on_one_version_make_one(world: World) -> None:
    made = made_order(world, starts_on=days(-10))
    path = f"{ORDERS}/{made['id']}/extensions"
    with side_by_side() as crew:
        answers = crew.map(
            lambda _: post(world, path, {"decided_on": days(0)}, role=ADMIN, tag=made["etag"]).status_code,
            range(6),
        )
    assert sorted(answers) == [201, *[412] * 5]


def test_those_that_lapse_soon_are_listed_and_the_discharged_are_not(world: World) -> None:
    made_order(world, title="Soon", starts_on=days(-100), last_day=days(20))
    made_order(world, title="Late", starts_on=days(-100), last_day=days(200))
    ended = made_order(world, title="Ended", starts_on=days(-100), last_day=days(20))
    moved = discharge(world, ended).json()
    assert (moved["status"], moved["discharged_on"], moved["in_force"]) == ("discharged", days(0), False)
    query = f"lapses_from={days(0)}&lapses_before={days(30)}"
    assert listed(world, query) == ["Soon"]
    assert listed(world, f"in_force_on={days(-1)}") == ["Soon", "Late", "Ended"]
    assert listed(world, f"in_force_on={days(0)}") == ["Soon", "Late"]
    assert extend(world, ended, decided_on=days(0)).json()["code"] == "business_rule"
    assert discharge(world, ended).json()["allowed_to"] == []


def test_penalties_are_counted_without_a_name_on_days_of_force_up_to_a_hundred_pounds(world: World) -> None:
    made = made_order(world, starts_on=days(-1))
    assert penalty(world, made).json()["penalties_issued"] == 1
    with side_by_side() as crew:
        assert {made_.status_code for made_ in crew.map(lambda _: penalty(world, made), range(5))} == {201}
    refused = penalty(world, made, issued_on=days(-2), amount={"amount": "100.01", "currency": "GBP"})
    assert {error["pointer"] for error in refused.json()["errors"]} == {"#/issued_on", "#/amount/amount"}
    found = world.as_role(Role.JOINT_ACTION_GROUP).get(f"{ORDERS}/{made['id']}").json()
    assert found["penalties_issued"] == 6


def test_a_variation_is_recorded_and_dates_stay(world: World) -> None:
    made = made_order(world, starts_on=days(-1))
    path = f"{ORDERS}/{made['id']}"
    changed = patch(
        world, path, {"restrictions": ["Keep dogs on a lead."]}, role=ADMIN, tag=made["etag"]
    ).json()
    assert changed["restrictions"] == ["Keep dogs on a lead."]
    assert changed["last_day"] == made["last_day"]
    assert patch(world, path, {"last_day": days(5)}, role=ADMIN).status_code == 422
    early = patch(world, path, {"review_on": days(-2)}, role=ADMIN)
    assert early.json()["errors"][0]["pointer"] == "#/review_on"
