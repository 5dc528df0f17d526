"""Every route and every role, tried over HTTP against the table of who may do what."""

from collections.abc import Iterator

import httpx
import pytest

from sosafe_api.core.http.policy import Policy
from sosafe_api.core.http.route import Route
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.rules import CLIENT_ROLES, PERMISSIONS, Role
from tests.access.requests import ABSENT, bytes_of, call, headers_of, path_with, real_path, route_of, served
from tests.access.rows import PROGRAMS
from tests.access.table import TABLE
from tests.fixtures.problems import code_of
from tests.fixtures.server import RunningService
from tests.fixtures.world import World

pytestmark = pytest.mark.database
SECURED = [name for name, row in TABLE.items() if not row.open]


@pytest.fixture(scope="module")
def http(service: RunningService) -> Iterator[httpx.Client]:
    """One connection for every caller: each request brings its own token."""
    with service.client() as client:
        yield client


def test_every_route_stands_in_the_table_and_every_row_has_its_route() -> None:
    found = {
        getattr(route, "operation_id", path): (sorted(getattr(route, "methods", None) or ()), path)
        for path, route in served()
    }
    assert found == {name: ([row.method], row.path) for name, row in TABLE.items()}


def test_no_two_routes_share_a_name() -> None:
    names = [getattr(route, "operation_id", path) for path, route in served()]
    assert len(names) == len(set(names))


def test_every_route_has_a_policy_that_says_what_the_table_says() -> None:
    for _, route in served():
        assert isinstance(route, Route)
        policy: Policy = route.policy
        row = TABLE[str(route.operation_id)]
        holders = {role for role, held in PERMISSIONS.items() if policy.permission in held}
        assert policy.open is row.open, route.operation_id
        assert holders == row.roles | row.absent_to or row.open, route.operation_id
        assert policy.purpose is row.sensitive, route.operation_id
        reads = row.method == "GET" or str(route.operation_id).startswith("search_")
        asks = (
            reads and not policy.purpose_in_body
        )  # else it was stated, and recorded, when the read was asked for
        assert policy.purpose is (policy.data_class >= "C2" and asks), route.operation_id
        assert policy.data_class >= "C2" or not policy.representation, route.operation_id


def test_programs_hold_no_role_of_people() -> None:
    assert CLIENT_ROLES == PROGRAMS
    assert set(PERMISSIONS) == set(Role)


def outcome(response: httpx.Response) -> str:
    """What an answer says about access: whatever is judged after access counts as allowed."""
    assert response.status_code < 500, response.text
    known = {401: "unauthenticated", 403: "refused", 404: "absent", 405: "no such method"}
    if response.status_code == 403 and code_of(response) == "step_up_required":
        return "allowed"  # it is asked for only when the caller may know what is there
    if response.status_code == 403:
        assert code_of(response) == "role_not_permitted", response.text
    return known.get(response.status_code, "allowed")


@pytest.mark.parametrize("name", SECURED)
def test_each_role_is_answered_as_the_table_says(
    world: World, other_world: World, http: httpx.Client, name: str
) -> None:
    row = TABLE[name]
    path = real_path(http, world, row)
    content = bytes_of(world, name)
    answers = {"anonymous": outcome(call(http, name, path, world, content=content))}
    for role in Role:
        own = None if role in row.roles else content
        answer = call(http, name, path, world, headers_of(world, role), content=own)
        answers[role.value] = outcome(answer)
    expected = {"anonymous": "unauthenticated"} | {role.value: "refused" for role in Role}
    expected |= {role.value: "allowed" for role in row.roles}
    expected |= {role.value: "absent" for role in row.absent_to}
    assert answers == expected
    if row.names_object:
        for role in row.roles:
            stranger = call(http, name, path, world, headers_of(other_world, role), content=content)
            assert outcome(stranger) == "absent", role


@pytest.mark.parametrize("name", SECURED)
def test_a_token_without_the_scope_is_refused_whatever_the_role(
    world: World, http: httpx.Client, name: str
) -> None:
    row, needed = TABLE[name], route_of(name).policy.permission
    scopes = [permission.value for permission in Permission if permission is not needed]
    caller = headers_of(world, min(row.roles), *scopes)
    response = call(http, name, path_with(row, ABSENT), world, caller, content=b"{}")
    assert (response.status_code, code_of(response)) == (403, "insufficient_scope")
    assert f'scope="{needed.value}"' in response.headers["WWW-Authenticate"]


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.open])
def test_what_is_open_asks_for_no_token_and_reads_none(http: httpx.Client, name: str) -> None:
    row = TABLE[name]
    for headers in ({}, {"Authorization": "Bearer nonsense"}):
        response = http.request(row.method, path_with(row, ABSENT), headers=headers)
        assert response.status_code not in (403, 405), response.text
        assert response.status_code != 401 or name == "issue_token"
