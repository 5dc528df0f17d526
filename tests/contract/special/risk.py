"""Assessments in the states that their operations need."""

from typing import Any

from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.risk.assessing import pair
from tests.domains.risk.scoring import person, scored, tool
from tests.fixtures.world import World


def _pair(world: World) -> Call:
    return Call(world.as_role(Role.CASEWORKER), replaced={"person_id": pair(world).victim})


def _routed(world: World) -> Call:
    assessment_id = pair(world).assess(14, assessed_on="2026-11-03")
    return Call(world.as_role(Role.CASEWORKER), path={"risk_assessment_id": assessment_id})


def _tool(world: World) -> Call:
    return Call(world.as_role(Role.PARTNERSHIP_ADMIN), replaced={"tool_version": _versions(world) + 1})


def _scored(world: World) -> Call:
    own: dict[str, Any] = {"person_id": person(world), "tool_id": _own_tool(world)}
    return Call(world.as_role(Role.CASEWORKER), replaced=own)


def _own_tool(world: World) -> str:
    item = {"minimum": 0, "maximum": 10}
    items = [{"code": "housing", **item}, {"code": "offending", **item}]
    return str(tool(world, _versions(world) + 1, items=items)["id"])


def _versions(world: World) -> int:
    row = world.superuser.execute(
        "SELECT count(*) FROM assessment_tools WHERE partnership_id = %s", (world.id,)
    ).fetchone()
    return int(row[0]) if row else 0


def _scored_id(world: World) -> str:
    content = scored(person(world), _own_tool(world), 5, 3)
    client = world.as_role(Role.CASEWORKER)
    made = client.post(
        "/v1/scored-assessments", json=content, headers={"Idempotency-Key": "an-example-scored"}
    )
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def _of_a_repeat(world: World) -> None:
    """What the examples leave out: an event within twelve months of a referral to MARAC, and a remark."""
    two = pair(world)
    two.refer("2026-03-02")
    two.assess(3, assessed_on="2026-11-03", event_on="2026-11-01")
    content = scored(person(world), _own_tool(world), 5, 3) | {"note": "A remark."}
    made = world.as_role(Role.CASEWORKER).post(
        "/v1/scored-assessments", json=content, headers={"Idempotency-Key": "a-scored-one-with-a-remark"}
    )
    assert made.status_code == 201, made.text


FILL = _of_a_repeat
SPECIAL = {
    "create_risk_assessment": _pair,
    "create_marac_referral": _routed,
    "create_assessment_tool": _tool,
    "create_scored_assessment": _scored,
}
IDENTIFIERS = {
    "risk_assessment_id": lambda world: pair(world).assess(),
    "scored_assessment_id": _scored_id,
}
