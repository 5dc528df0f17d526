"""Every route and every role, tried over HTTP against the table of who may do what."""

from collections.abc import Iterator
from uuid import UUID

import httpx
import pytest
from starlette.routing import BaseRoute

from sosafe_api.contract import routes
from sosafe_api.core.http.policy import Policy
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.rules import CLIENT_ROLES, PERMISSIONS, Role
from tests.access_table import PROGRAMS, TABLE, Row
from tests.fixtures.world import World

pytestmark = pytest.mark.database
ABSENT = "019a0000-0000-7000-8000-000000000001"


def served() -> Iterator[tuple[str, BaseRoute]]:
    """Every route of the application with its whole path."""
    yield from (("/v1" + getattr(route, "path", ""), route) for route in routes.version_1())
    yield from ((getattr(route, "path", ""), route) for route in routes.root())


def test_every_route_stands_in_the_table_and_every_row_has_its_route() -> None:
    found = {
        getattr(route, "operation_id", path): (sorted(getattr(route, "methods", None) or ()), path)
        for path, route in served()
    }
    rows = {name: ([item.method], item.path) for name, item in TABLE.items()}
    assert found == rows


def test_no_two_routes_share_a_name() -> None:
    names = [getattr(route, "operation_id", path) for path, route in served()]
    assert len(names) == len(set(names))


def test_every_route_has_a_policy_that_says_what_the_table_says() -> None:
    for _, route in served():
        assert isinstance(route, Route)
        policy: Policy = route.policy
        found = TABLE[str(route.operation_id)]
        holders = {role for role, held in PERMISSIONS.items() if policy.permission in held}
        assert policy.open is found.open, route.operation_id
        assert holders == found.roles | found.absent_to or found.open, route.operation_id
        assert policy.purpose is found.sensitive, route.operation_id
        assert policy.purpose is (policy.data_class >= "C2" and found.method == "GET"), route.operation_id


def test_programs_hold_no_role_of_people() -> None:
    assert CLIENT_ROLES == PROGRAMS
    assert set(PERMISSIONS) == set(Role)


def subject(world: World, name: str) -> object:
    """An object of the partnership for a path; the referral was sent by the council to the refuge."""
    if name == "referral_id":
        return world.push(f"SUBJECT/{len(world.people)}", referred_on="2026-10-01")["id"]
    if name == "service_id":
        return world.services["refuge"]
    if name == "agency_id":
        return world.agencies["council"]
    return ABSENT


def path_of(world: World, found: Row) -> str:
    names = [part.split("}")[0] for part in found.path.split("{")[1:]]
    return found.path.format(**{name: subject(world, name) for name in names})


def call(client: httpx.Client, found: Row, path: str, world: World) -> httpx.Response:
    headers = {"If-Match": "*", "Idempotency-Key": "a-key-of-the-access-table"}
    if found.body is None:
        return client.request(found.method, path, headers=headers)
    content = httpx.Request("POST", "http://x", json=found.body(world)).read()
    return client.request(
        found.method, path, content=content, headers=headers | {"Content-Type": found.media_type}
    )


def outcome(response: httpx.Response) -> str:
    """What an answer says about access: whatever is judged after access counts as allowed."""
    assert response.status_code < 500, response.text
    known = {401: "unauthenticated", 403: "refused", 404: "absent", 405: "no such method"}
    if response.status_code == 403:
        assert response.json()["code"] == "role_not_permitted", response.text
    return known.get(response.status_code, "allowed")


@pytest.mark.parametrize("name", [name for name, found in TABLE.items() if not found.open])
def test_each_role_is_answered_as_the_table_says(
    world: World, other_world: World, anonymous: httpx.Client, name: str
) -> None:
    found = TABLE[name]
    path = path_of(world, found)
    answers = {"anonymous": outcome(call(anonymous, found, path, world))}
    for role in Role:
        answers[role.value] = outcome(call(world.as_role(role), found, path, world))
    expected = {"anonymous": "unauthenticated"} | {role.value: "refused" for role in Role}
    expected |= {role.value: "allowed" for role in found.roles}
    expected |= {role.value: "absent" for role in found.absent_to}
    assert answers == expected
    if found.names_object:
        strangers = {role: call(other_world.as_role(role), found, path, world) for role in found.roles}
        assert {role: outcome(answer) for role, answer in strangers.items()} == dict.fromkeys(
            found.roles, "absent"
        )


@pytest.mark.parametrize("name", [name for name, found in TABLE.items() if not found.open])
def test_a_token_without_the_scope_is_refused_whatever_the_role(world: World, name: str) -> None:
    found = TABLE[name]
    (route,) = [route for _, route in served() if getattr(route, "operation_id", "") == name]
    assert isinstance(route, Route)
    needed = route.policy.permission
    scopes = [permission.value for permission in Permission if permission is not needed]
    role = min(found.roles)
    path = found.path.format_map(_Absent())
    response = call(world.as_role(role, *scopes), found, path, world)
    assert (response.status_code, response.json()["code"]) == (403, "insufficient_scope")
    assert response.json()["scope"] == needed


@pytest.mark.parametrize("name", [name for name, found in TABLE.items() if found.open])
def test_what_is_open_asks_for_no_token_and_reads_none(anonymous: httpx.Client, name: str) -> None:
    found = TABLE[name]
    path = found.path.format_map(_Absent())
    for headers in ({}, {"Authorization": "Bearer nonsense"}):
        response = anonymous.request(found.method, path, headers=headers)
        assert response.status_code not in (403, 405), response.text
        assert response.status_code != 401 or name == "issue_token"


class _Absent(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return str(UUID(ABSENT))
