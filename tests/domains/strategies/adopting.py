"""Steps of an administrator and the responsible authorities: a strategy drafted and adopted, its objectives found."""

from typing import Any
from uuid import UUID

import httpx

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

Json = dict[str, Any]
TITLES = (
    "Help people feel safe.",
    "Reduce crime and disorder, with criminal damage.",
    "Protect and safeguard vulnerable people.",
    "Tackle anti-social behaviour with partners.",
    "Break the cycle of substance misuse and offending.",
)
MEASURES = {
    2: [{"number": 1, "description": "Rate of all crime.", "kpi": "crime_rate"}],
    4: [
        {"number": 1, "description": "Rate of anti-social behaviour incidents.", "kpi": "asb_incidents"},
        {"number": 2, "description": "Customer satisfaction.", "kpi": None},
    ],
    5: [{"number": 1, "description": "Number of referrals.", "kpi": "referrals_received"}],
}


_CLIENTS: dict[tuple[UUID, Role | str], httpx.Client] = {}


def caller(world: World, role: Role | str) -> httpx.Client:
    """The same connection for all that somebody does: a year has many requests."""
    if (world.id, role) not in _CLIENTS:
        _CLIENTS[world.id, role] = world.as_role(role)
    return _CLIENTS[world.id, role]


def post(
    world: World, path: str, body: Json | None = None, *, role: Role | str = Role.PARTNERSHIP_ADMIN
) -> httpx.Response:
    headers = {"Idempotency-Key": str(new_id())}
    return caller(world, role).post(f"/v1{path}", json=body, headers=headers)


def get(world: World, path: str, *, role: Role | str = Role.PARTNERSHIP_ADMIN, **query: Any) -> Json:
    answer = caller(world, role).get(f"/v1{path}", params=query)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def made(answer: httpx.Response, status: int = 201) -> Json:
    assert answer.status_code == status, answer.text
    record: Json = answer.json()
    return record


def move(
    world: World,
    path: str,
    to: str,
    *,
    role: Role | str = Role.PARTNERSHIP_ADMIN,
    if_match: str = "*",
    **rest: Any,
) -> httpx.Response:
    return caller(world, role).post(
        f"/v1{path}/transitions", json={"to": to, **rest}, headers={"If-Match": if_match}
    )


def patch(
    world: World, path: str, body: Json, *, role: Role | str = Role.PARTNERSHIP_ADMIN, if_match: str = "*"
) -> httpx.Response:
    headers = {"If-Match": if_match, "Content-Type": "application/merge-patch+json"}
    return caller(world, role).patch(f"/v1{path}", json=body, headers=headers)


def faults(answer: httpx.Response, status: int = 422) -> set[tuple[str, str]]:
    assert answer.status_code == status, answer.text
    return {(item["pointer"], item["code"]) for item in answer.json()["errors"]}


def strategy(**changes: Any) -> Json:
    """The strategy 2018/21 with its two aims and five objectives."""
    return {
        "name": "2018/21",
        "starts_on": "2018-04-01",
        "ends_on": "2021-04-01",
        "aims": [
            "Resilient communities.",
            "Working with communities to reduce fear of crime and anti-social behaviour.",
        ],
        "objectives": [
            {"number": number, "title": title, "measures": MEASURES.get(number, [])}
            for number, title in enumerate(TITLES, start=1)
        ],
    } | changes


def drafted(world: World, **changes: Any) -> Json:
    return made(post(world, "/strategies", strategy(**changes)))


def adopted(world: World) -> Json:
    """The partnership's strategy 2018/21: the one that stands, or else a new one."""
    standing = get(world, "/strategies", name="2018/21", status="adopted")["data"]
    if standing:
        return get(world, f"/strategies/{standing[0]['id']}")
    drafts = get(world, "/strategies", name="2018/21", status="draft")["data"]
    draft = drafts[0] if drafts else drafted(world)
    return made(move(world, f"/strategies/{draft['id']}", "adopted", role=Role.RESPONSIBLE_AUTHORITIES_GROUP))


def objective(world: World, number: int = 1) -> str:
    """The identifier of an objective that can be served."""
    found = {each["number"]: str(each["id"]) for each in adopted(world)["objectives"]}
    return found.get(number) or next(iter(found.values()))
