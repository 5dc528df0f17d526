"""Steps of those who hold events: an administrator and a member of the joint action group; all of it fictional."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

Json = dict[str, Any]
LONDON = ZoneInfo("Europe/London")
ADMIN, MEMBER = Role.PARTNERSHIP_ADMIN, Role.JOINT_ACTION_GROUP
BEDWELL, CHELLS = "E05015626", "E05015627"
HALL: Json = {
    "name": "Example Hall",
    "point": {"type": "Point", "coordinates": [-0.2, 51.9]},
    "ward_code": BEDWELL,
}


def in_days(days: int, hour: int = 18, minute: int = 0) -> datetime:
    """A time of day of London, some days from now."""
    day = datetime.now(LONDON).date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def event(world: World, *, days: int = 7, **changes: Any) -> Json:
    starts_at = in_days(days)
    return {
        "title": "Street meet in Example Road",
        "kind": "street_meet",
        "place": HALL,
        "lead_agency_id": str(world.agencies["council"]),
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + timedelta(hours=2)).isoformat(),
        "status": "confirmed",
    } | changes


def series(world: World, first: datetime, **changes: Any) -> Json:
    return (
        event(world)
        | {
            "starts_at": first.isoformat(),
            "ends_at": (first + timedelta(hours=2)).isoformat(),
            "rhythm": {"unit": "weeks", "length": 4},
            "until": (first + timedelta(days=364)).date().isoformat(),
        }
        | {"status": None}
        | changes
    )


def post(world: World, path: str, body: Json, *, role: Role = ADMIN, if_match: str = "") -> httpx.Response:
    headers = {"Idempotency-Key": str(new_id())} | ({"If-Match": if_match} if if_match else {})
    return world.as_role(role).post(f"/v1{path}", json=body, headers=headers)


def made(answer: httpx.Response) -> Json:
    assert answer.status_code == 201, answer.text
    record: Json = answer.json()
    return record


def planned(world: World, **changes: Any) -> Json:
    return made(post(world, "/events", event(world, **changes)))


def begun(world: World, first: datetime, **changes: Any) -> Json:
    body = series(world, first, **changes)
    del body["status"]
    return made(post(world, "/event-series", body))


def get(world: World, path: str, *, role: Role = MEMBER) -> Json:
    answer = world.as_role(role).get(f"/v1{path}")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def patch(world: World, path: str, body: Json, *, role: Role = ADMIN, if_match: str = "*") -> httpx.Response:
    headers = {"If-Match": if_match, "Content-Type": "application/merge-patch+json"}
    return world.as_role(role).patch(f"/v1{path}", json=body, headers=headers)


def move(world: World, path: str, to: str, *, role: Role = ADMIN, **stated: Any) -> httpx.Response:
    return post(world, f"{path}/transitions", {"to": to, **stated}, role=role, if_match="*")


def put(world: World, path: str, body: Json, *, role: Role = ADMIN, if_match: str = "*") -> httpx.Response:
    return world.as_role(role).put(f"/v1{path}", json=body, headers={"If-Match": if_match})


def faults(answer: httpx.Response) -> set[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return {(item["pointer"], item["code"]) for item in answer.json()["errors"]}


def opened(world: World, path: str = "", **headers: str) -> httpx.Response:
    """What everybody reads of the partnership, without a token."""
    with world.service.client() as client:
        return client.get(f"/v1/partnerships/{world.slug}{path}", headers=headers)
