"""What the tests of programmes do again and again: plan one, enrol somebody, take the register."""

from typing import Any

import httpx

from sosafe_api.core.ids import new_id
from tests.fixtures.world import World

ANY = {"If-Match": "*"}


def programme_body(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "service_id": str(world.services["refuge"]),
        "name": "Change, autumn group",
        "kind": "behaviour_change",
        "place": "Example Community Centre",
        "first_session_on": "2026-09-02",
        "start_time": "18:30",
        "minutes": 120,
        "session_count": 4,
        "minimum_attended": 3,
    } | changes


def post(world: World, path: str, *, by: str = "caseworker", **body: Any) -> httpx.Response:
    headers = {**ANY, "Idempotency-Key": str(new_id())}
    return world.as_role(by).post(f"/v1{path}", json=body, headers=headers)


def plan(world: World, *, by: str = "caseworker", **changes: Any) -> dict[str, Any]:
    made = post(world, "/programmes", by=by, **programme_body(world, **changes))
    assert made.status_code == 201, made.text
    body: dict[str, Any] = made.json()
    return body


def sessions(world: World, programme: dict[str, Any]) -> list[dict[str, Any]]:
    listed = world.as_role("caseworker").get(f"/v1/programmes/{programme['id']}/sessions")
    assert listed.status_code == 200, listed.text
    found: list[dict[str, Any]] = listed.json()["data"]
    return found


def session_ids(world: World, programme: dict[str, Any]) -> list[str]:
    return [str(session["id"]) for session in sessions(world, programme)]


def enrol(
    world: World, programme: dict[str, Any], case: dict[str, Any], *, by: str = "caseworker"
) -> dict[str, Any]:
    made = post(
        world,
        f"/programmes/{programme['id']}/enrolments",
        by=by,
        case_id=case["id"],
        person_id=case["people"][0]["person_id"],
    )
    assert made.status_code == 201, made.text
    body: dict[str, Any] = made.json()
    return body


def attend(
    world: World, session_id: str, enrolment: dict[str, Any], attendance: str = "attended", **by: str
) -> httpx.Response:
    entry = {"enrolment_id": enrolment["id"], "attendance": attendance}
    return post(world, f"/programme-sessions/{session_id}/attendance", entries=[entry], **by)
