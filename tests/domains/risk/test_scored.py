"""Any tool that scores: defined by the administrator, used before and after the work with a person."""

import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.agencies.directory import faults
from tests.domains.risk.assessing import post
from tests.domains.risk.scoring import ITEMS, PATH, person, scored, tool
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def test_a_tool_tells_the_range_of_its_total_and_each_version_stands_once(world: World) -> None:
    made = tool(world)
    assert (made["lowest_total"], made["highest_total"], made["items"]) == (1, 15, ITEMS)
    again = {name: made[name] for name in ("code", "name", "direction", "items", "tool_version")}
    assert post(world, "/v1/assessment-tools", again, "partnership_admin").status_code == 409
    second = tool(world, 2)
    reader = world.as_role(Role.CASEWORKER)
    listed = reader.get("/v1/assessment-tools", params={"code": "needs_star"}).json()["data"]
    assert listed == [made, second]
    assert reader.get(f"/v1/assessment-tools/{made['id']}").json() == made


def test_the_change_since_before_the_work_is_told_with_its_meaning(world: World) -> None:
    about, star = person(world), tool(world)["id"]
    before = post(world, PATH, scored(about, star, 8, 5)).json()
    after = post(world, PATH, scored(about, star, 3, 4, phase="after", before_id=before["id"])).json()
    assert {"total", "values", "change"} & set(after) == set()
    reader = world.as_role(Role.CASEWORKER)
    found = reader.get(f"{PATH}/{after['id']}").json()
    assert (found["total"], found["values"][0]) == (7, {"item": "housing", "value": 3})
    assert found["change"] == {"from": 13, "difference": -6, "meaning": "improved"}
    assert reader.get(f"{PATH}/{before['id']}").json()["change"] is None
    listed = reader.get(PATH, params={"person_id": about}).json()["data"]
    assert listed == [before, after]


def test_totals_are_compared_within_one_version_and_one_person_only(world: World) -> None:
    about, star = person(world), tool(world)["id"]
    before = post(world, PATH, scored(about, star, 8, 5)).json()["id"]
    newer, somebody_else = tool(world, 2)["id"], person(world)
    following = {"phase": "after", "before_id": before}
    wrong = {
        "not_comparable": scored(about, newer, 3, 4, **following),
        "unknown_reference": scored(somebody_else, star, 3, 4, **following),
        "not_after_the_work": scored(about, star, 3, 4, before_id=before),
    }
    for code, content in wrong.items():
        assert faults(post(world, PATH, content)) == {("#/before_id", code)}


def test_everything_wrong_is_told_at_once(world: World) -> None:
    star = tool(world)["id"]
    content = scored(str(new_id()), star, 11, 0, case_id=str(new_id()))
    content["values"].append({"item": "debt", "value": 1})
    assert faults(post(world, PATH, content)) == {
        ("#/person_id", "unknown_reference"),
        ("#/case_id", "unknown_reference"),
        ("#/values/0/value", "too_small"),
        ("#/values/1/value", "too_large"),
        ("#/values/2/item", "unknown_code"),
    }
    items = [ITEMS[0], {**ITEMS[0], "maximum": 0}]
    content = {"code": "x", "name": "X", "tool_version": 1, "direction": "higher_is_worse", "items": items}
    refused = post(world, "/v1/assessment-tools", content, Role.PARTNERSHIP_ADMIN.value)
    assert faults(refused) == {("#/items/1/code", "repeated_value"), ("#/items/1/maximum", "too_small")}


def test_another_services_worker_finds_nothing(world: World) -> None:
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    made = post(world, PATH, scored(person(world), tool(world)["id"], 8, 5)).json()
    stranger = world.as_role("outreach_worker")
    assert stranger.get(f"{PATH}/{made['id']}").status_code == 404
    assert stranger.get(PATH).json()["data"] == []
