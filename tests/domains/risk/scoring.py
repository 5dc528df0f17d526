"""Tools and scored assessments as the tests make them, over HTTP."""

from typing import Any

from sosafe_api.domains.auth.rules import Role
from tests.domains.risk.assessing import post
from tests.fixtures.world import World

PATH = "/v1/scored-assessments"
ITEMS = [
    {"code": "housing", "label": "Housing", "minimum": 0, "maximum": 10},
    {"code": "offending", "label": None, "minimum": 1, "maximum": 5},
]


def tool(world: World, tool_version: int = 1, **changes: Any) -> dict[str, Any]:
    content = {"code": "needs_star", "name": "Needs star", "direction": "higher_is_worse", "items": ITEMS}
    content |= {"tool_version": tool_version, **changes}
    made = post(world, "/v1/assessment-tools", content, Role.PARTNERSHIP_ADMIN.value)
    assert made.status_code == 201, made.text
    found: dict[str, Any] = made.json()
    return found


def scored(person_id: str, tool_id: str, housing: int, offending: int, **changes: Any) -> dict[str, Any]:
    content = {
        "person_id": person_id,
        "tool_id": tool_id,
        "phase": "before",
        "assessed_on": "2026-11-03",
        "values": [{"item": "offending", "value": offending}, {"item": "housing", "value": housing}],
    }
    return content | changes


def person(world: World) -> str:
    return str(world.open_case()["people"][0]["person_id"])
