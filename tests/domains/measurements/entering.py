"""Steps of those who enter figures by hand: an analyst, and a second person who releases. All plainly fictional."""

import json
from typing import Any

import httpx

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

Json = dict[str, Any]
PATH = "/v1/measurements"
EVIDENCE: Json = {
    "title": "Example statistics, year ending March 2026",
    "url": "https://example.org/statistics",
    "dated_on": "2026-07-23",
}
FIGURE: Json = {
    "kpi_code": "domestic_abuse_rate",
    "period": {"kind": "financial_year", "start": "2025-04-01"},
    "numerator": 1204,
    "denominator": 89200,
    "evidence": EVIDENCE,
    "note": "Fictional.",
}
SECOND = Role.RESPONSIBLE_AUTHORITIES_GROUP


def enter(world: World, *, by: Role | str = Role.ANALYST, **changes: Any) -> httpx.Response:
    return world.as_role(by).post(PATH, json=FIGURE | changes, headers={"Idempotency-Key": str(new_id())})


def entered(world: World, *, by: Role | str = Role.ANALYST, **changes: Any) -> Json:
    answer = enter(world, by=by, **changes)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


def move(
    world: World, figure: Json, to: str, *, by: Role | str = SECOND, if_match: str = "*", **reason: str
) -> httpx.Response:
    return world.as_role(by).post(
        f"{PATH}/{figure['id']}/transitions", json={"to": to, **reason}, headers={"If-Match": if_match}
    )


def released(world: World, **changes: Any) -> Json:
    answer = move(world, entered(world, **changes), "released")
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


def change(
    world: World, figure: Json, *, by: Role | str = Role.ANALYST, if_match: str = "*", **fields: Any
) -> httpx.Response:
    headers = {"Content-Type": "application/merge-patch+json", "If-Match": if_match}
    return world.as_role(by).patch(f"{PATH}/{figure['id']}", content=json.dumps(fields), headers=headers)


def read(world: World, figure: Json, *, by: Role | str = Role.ANALYST) -> Json:
    answer = world.as_role(by).get(f"{PATH}/{figure['id']}")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def listed(world: World, **query: Any) -> list[str]:
    answer = world.as_role(Role.JOINT_ACTION_GROUP).get(PATH, params=query)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["data"]]


def faults(answer: httpx.Response) -> set[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return {(item["pointer"], item["code"]) for item in answer.json()["errors"]}


def of_an_import(world: World) -> str:
    """An import with which a draft came."""
    kind = {"resource": "measurements", "format": "measurements_csv"}
    made = world.as_role(Role.ANALYST).post("/v1/imports", json=kind).json()
    draft = entered(world)
    world.superuser.execute("UPDATE measurements SET import_id = %s WHERE id = %s", (made["id"], draft["id"]))
    return str(made["id"])
