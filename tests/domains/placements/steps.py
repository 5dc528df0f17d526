"""What the tests of placements begin with: places with sealed locations, somebody on duty, stays."""

import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx

from sosafe_api.core.clock import today
from sosafe_api.core.ids import new_id
from sosafe_api.core.permissions import Permission
from sosafe_api.core.security.tokens import TokenSubject
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import PURPOSE, World

LOCATION: dict[str, Any] = {
    "address_lines": ["Example House", "1 Example Street"],
    "postcode": "ZZ99 9ZZ",
    "access_notes": "A fictional way in.",
    "timetable": "A fictional timetable.",
}
REVEAL = {"purpose": PURPOSE, "reason": "A fictional resident arrives tonight."}
ANY = {"If-Match": "*"}


def stepped_up(world: World, name: Role | str, *, seconds_ago: int = 0) -> httpx.Client:
    """Somebody who proved so long ago who they are."""
    someone = world.people[name.value if isinstance(name, Role) else name]
    subject = TokenSubject(
        subject=someone.id,
        client_id=someone.client_id,
        partnership_id=world.id,
        kind=someone.kind,
        scope=frozenset(permission.value for permission in Permission),
        authenticated_at=int(time.time()) - seconds_ago,
    )
    client = world.service.client(world.service.tokens.issue(subject, 900), Purpose=PURPOSE)
    world._clients.append(client)  # noqa: SLF001 - closed with the others
    return client


def code_name() -> str:
    """A word of letters that no other place has."""
    return "X" + "".join(chr(ord("a") + int(digit, 16)) for digit in new_id().hex[-16:])


def add_place(world: World, *, worker: str = "caseworker", **changes: Any) -> dict[str, Any]:
    """A place of the refuge with a location."""
    content = {"service_id": str(world.services["refuge"]), "kind": "safe_space", "capacity": 1}
    content |= {"code_name": code_name(), **changes}
    location = content.pop("location", LOCATION)
    client = world.as_role(worker)
    made = client.post("/v1/places", json=content)
    assert made.status_code == 201, made.text
    if location is None:
        return dict(made.json())
    stated = client.put(f"/v1/places/{made.json()['id']}/location", json=location, headers=ANY)
    assert stated.status_code == 200, stated.text
    return dict(stated.json())


def put_on_duty(
    world: World, name: str = "caseworker", *, service: str = "refuge", lead: bool = False, **times: datetime
) -> dict[str, Any]:
    now = datetime.now(UTC)
    starts_at = times.get("starts_at", now - timedelta(hours=1))
    made = world.as_role(Role.PARTNERSHIP_ADMIN).post(
        "/v1/duty-shifts",
        json={
            "service_id": str(world.services[service]),
            "principal_id": str(world.somebody(name)),
            "lead": lead,
            "starts_at": starts_at.isoformat(),
            "ends_at": times.get("ends_at", now + timedelta(hours=8)).isoformat(),
        },
        headers={"Idempotency-Key": str(new_id())},
    )
    assert made.status_code == 201, made.text
    return dict(made.json())


def ask_stay(
    world: World,
    case_id: str,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
    worker: str = "caseworker",
) -> dict[str, Any]:
    first = starts_on or today()
    content = {
        "kind": "safe_space",
        "starts_on": str(first),
        "ends_on": str(ends_on or first + timedelta(days=14)),
    }
    asked = world.as_role(worker).post(
        f"/v1/cases/{case_id}/placements", json=content, headers={"Idempotency-Key": str(new_id())}
    )
    assert asked.status_code == 201, asked.text
    return dict(asked.json())


def move(
    world: World, placement_id: str, to: str, *, worker: str = "caseworker", **rest: Any
) -> httpx.Response:
    return world.as_role(worker).post(
        f"/v1/placements/{placement_id}/transitions", json={"to": to, **rest}, headers=ANY
    )


def moved(world: World, placement_id: str, to: str, **rest: Any) -> None:
    answer = move(world, placement_id, to, **rest)
    assert answer.status_code == 201, answer.text


def settle(world: World, place_id: str, **case: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A case and the stay of its person, who lives at the place; offered by the caseworker, who is on duty."""
    opened = world.open_case(**case)
    stay = ask_stay(world, opened["id"])
    moved(world, stay["id"], "offered", place_id=place_id)
    moved(world, stay["id"], "occupied")
    return opened, stay


def ask(world: World, place_id: str, name: Role | str = "caseworker", **changes: Any) -> httpx.Response:
    return stepped_up(world, name).post(f"/v1/places/{place_id}/reveals", json=REVEAL | changes)


def open_location(
    world: World, reveal_id: str, token: str, name: Role | str = "caseworker"
) -> httpx.Response:
    return stepped_up(world, name).post(f"/v1/reveals/{reveal_id}/openings", json={"token": token})


def panel_reveal(world: World) -> tuple[dict[str, Any], str]:
    """A member of the place's reader group has asked; the reveal with its token, and the place."""
    place = add_place(world, reader_group_id=str(world.groups["panel"]))
    asked = ask(world, place["id"], Role.PANEL_MEMBER)
    assert asked.status_code == 201, asked.text
    return dict(asked.json()), place["id"]
