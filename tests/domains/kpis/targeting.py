"""Steps of those who propose targets of indicators and of those who agree them."""

from typing import Any

import httpx

from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

SMART = {
    "specific": "Less crime.",
    "measurable": "Recorded crimes per 1,000 residents.",
    "achievable": "It fell in two years.",
    "relevant": "Serves the first objective.",
    "time_bound": "By March.",
}
NEW = {"If-None-Match": "*"}


def stated(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "kind": "threshold",
        "value": 80,
        "owner_agency_id": str(world.agencies["council"]),
        "smart": SMART,
    } | changes


def put(
    world: World, path: str, body: dict[str, Any], headers: dict[str, str] = NEW, role: Role = Role.ANALYST
) -> httpx.Response:
    return world.as_role(role).put(path, json=body, headers=headers)


def move(
    world: World, path: str, etag: str, role: Role | str = Role.RESPONSIBLE_AUTHORITIES_GROUP, **body: Any
) -> httpx.Response:
    wanted = {"to": "agreed"} | body
    return world.as_role(role).post(f"{path}/transitions", json=wanted, headers={"If-Match": etag})


def agreed(world: World, path: str, body: dict[str, Any]) -> dict[str, Any]:
    made = put(world, path, body)
    assert made.status_code == 201, made.text
    moved = move(world, path, made.json()["etag"])
    assert moved.status_code == 201, moved.text
    found: dict[str, Any] = moved.json()
    return found


def faults(response: httpx.Response) -> list[str]:
    assert response.status_code == 422, response.text
    return [f"{error['pointer']} {error['code']}" for error in response.json()["errors"]]


def proposed(world: World) -> str:
    """The year of a target of the crime rate, as addresses write it; proposed where it was not yet."""
    answer = put(world, "/v1/kpis/crime_rate/targets/2018-19", stated(world))
    assert answer.status_code in (201, 412), answer.text
    return "2018-19"


def based(world: World) -> str:
    """A baseline of the crime rate that counts; stated where there was none."""
    http, path = world.as_role(Role.ANALYST), "/v1/kpis/crime_rate/baselines"
    for found in http.get(path).json()["data"]:
        if found["status"] == "in_force":
            return str(found["id"])
    body = {"period_kind": "month", "starts_on": "2020-04-01", "reason": "Reports are taken online as well."}
    answer = http.post(path, json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
