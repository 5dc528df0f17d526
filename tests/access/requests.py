"""How a row of the access table is tried: a path that names something real, a body that is otherwise fit."""

import json
from typing import Any

import httpx
from starlette.routing import BaseRoute

from sosafe_api.contract import routes
from sosafe_api.core.http.policy import Body
from sosafe_api.core.http.route import Route
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.access.rows import Row
from tests.access.table import KNOWN, SUBJECTS, TABLE
from tests.fixtures.world import PURPOSE, World

ABSENT = "019a0000-0000-7000-8000-000000000001"


def served() -> list[tuple[str, BaseRoute]]:
    """Every route of the application with its whole path."""
    below = [("/v1" + _path(route), route) for route in routes.version_1()]
    return below + [(_path(route), route) for route in routes.root()]


def _path(route: BaseRoute) -> str:
    """As the contract writes it, without what a part of it may look like."""
    return str(getattr(route, "path_format", getattr(route, "path", "")))


def route_of(name: str) -> Route:
    (found,) = [route for _, route in served() if getattr(route, "operation_id", "") == name]
    assert isinstance(found, Route)
    return found


def names_in(path: str) -> list[str]:
    return [part.split("}")[0] for part in path.split("{")[1:]]


def path_with(row: Row, text: str) -> str:
    """The row's path with one text in every place."""
    return row.path.format(**dict.fromkeys(names_in(row.path), text))


def real_path(http: httpx.Client, world: World, row: Row) -> str:
    """The row's path with objects of the partnership in its places."""
    made = {
        name: row.on[name](world) if name in row.on else subject(http, world, name)
        for name in names_in(row.path)
    }
    return row.path.format(**made)


def subject(http: httpx.Client, world: World, name: str) -> str:
    """An object of the partnership; a referral was sent by the council to the refuge."""
    known = {
        "service_id": world.services["refuge"],
        "agency_id": world.agencies["council"],
        "area_code": "E07000243",
        "kpi_code": "crime_rate",
    }
    if name in known:
        return str(known[name])
    if name in KNOWN:
        return KNOWN[name](world)
    if name == "liaison_officer_id":  # only a responsible authority designates one
        world.superuser.execute(
            "INSERT INTO agency_memberships (partnership_id, id, agency_id, basis, starts_on, version, created_at)"
            " VALUES (%s, %s, %s, 'responsible_authority', '2020-01-01', 1, now())",
            (world.id, new_id(), world.agencies["council"]),
        )
    creator, role = SUBJECTS[name]
    made = call(http, creator, real_path(http, world, TABLE[creator]), world, headers_of(world, role))
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def content_of(world: World, name: str) -> dict[str, Any]:
    """The table's body, or the first example of the contract with the partnership's own objects in it."""
    row = TABLE[name]
    if row.body is not None:
        return row.body(world)
    model = route_of(name).body_model
    assert model is not None
    extra: Any = model.model_config["json_schema_extra"]
    own = {
        "agency_id": str(world.agencies["council"]),
        "agency_ids": [str(world.agencies["council"]), str(world.agencies["police"])],
        "service_id": str(world.services["refuge"]),
    }
    example: dict[str, Any] = extra["examples"][0]
    return example | {key: value for key, value in own.items() if example.get(key) is not None}


def headers_of(world: World, role: Role, *scopes: str) -> dict[str, str]:
    """What somebody in a role sends with each request, so that one connection serves many callers."""
    token = world.token(world.people[role.value], *scopes)
    return {"Authorization": f"Bearer {token}", "Purpose": PURPOSE}


def bytes_of(world: World, name: str) -> bytes:
    """What is sent as the operation's body; often it takes a record or two of the partnership to make one."""
    sends = route_of(name).policy.body not in (Body.NONE, Body.STREAM)
    return json.dumps(content_of(world, name)).encode() if sends else b""


def call(
    http: httpx.Client,
    name: str,
    path: str,
    world: World,
    caller: dict[str, str] | None = None,
    *,
    content: bytes | None = None,
) -> httpx.Response:
    """Tries an operation on the path with a body that fits `world`, as the caller or as nobody.

    Where nothing is made, one body made before serves many callers.
    """
    row, body = TABLE[name], route_of(name).policy.body
    headers = {"If-Match": "*", "Idempotency-Key": str(new_id()), "Upload-Offset": "0", **(caller or {})}
    if body is Body.NONE:
        return http.request(row.method, path, headers=headers)
    content = bytes_of(world, name) if content is None else content
    return http.request(row.method, path, content=content, headers=headers | {"Content-Type": body.value})
