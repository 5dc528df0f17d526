"""P16: whatever changes a record must say which version it changes; of many at once, one wins."""

from typing import Any

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.access.requests import call, headers_of, names_in, real_path, route_of
from tests.access.table import TABLE
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = [pytest.mark.p16, pytest.mark.database]
WRITERS = 12
# An upload is held by its offset, and the whole of it may be sent again; adding to a record changes none of it. An
# export changes while it is written, and its asker may be rid of it at any moment.
HELD_OTHERWISE = {"update_import_content", "replace_import_content", "delete_export"}
CHANGES = [
    name
    for name, row in TABLE.items()
    if row.method in ("PATCH", "PUT", "DELETE")
    or (row.path.endswith("/transitions") and row.method == "POST")
]
OF_A_RECORD = sorted({*CHANGES} - HELD_OTHERWISE)


def test_every_route_that_changes_a_record_asks_for_its_version() -> None:
    assert [name for name in OF_A_RECORD if not _asks(name)] == []


def _asks(name: str) -> bool:
    """A year's target may be new, which its sender says by `If-None-Match: *`."""
    policy = route_of(name).policy
    return policy.if_match or policy.creates_or_replaces


@pytest.mark.parametrize("name", OF_A_RECORD)
def test_without_a_version_and_on_a_stale_one_nothing_changes(world: World, name: str) -> None:
    row = TABLE[name]
    with world.service.client() as http:
        path = real_path(http, world, row)
        caller = headers_of(world, max(row.roles))
        stale = call(http, name, path, world, caller | {"If-Match": '"of-another-version"'})
        assert (stale.status_code, stale.json()["code"]) == (412, "precondition_failed")
        tag = stale.headers["ETag"]
        missing = _without_if_match(http, world, name, path, caller)
        assert (missing.status_code, missing.json()["code"]) == (428, "precondition_required")
        assert call(http, name, path, world, caller | {"If-Match": tag}).is_success
        late = call(http, name, path, world, caller | {"If-Match": tag})
        # What is deleted has no version any more; whatever else stands has another than was asked for.
        assert late.status_code == (404 if row.method == "DELETE" else 412), late.text


def _without_if_match(
    http: httpx.Client, world: World, name: str, path: str, caller: dict[str, str]
) -> httpx.Response:
    """The same request with the header taken out on its way."""

    def take_out(request: httpx.Request) -> None:
        del request.headers["If-Match"]

    http.event_hooks = {"request": [take_out]}
    try:
        return call(http, name, path, world, caller)
    finally:
        http.event_hooks = {"request": []}


@pytest.mark.parametrize("name", ["update_service", "replace_service_capacity", "create_referral_question"])
def test_of_many_writers_on_one_version_one_wins(world: World, name: str) -> None:
    row = TABLE[name]
    role = Role.PARTNERSHIP_ADMIN if "referral_id" not in names_in(row.path) else Role.CASEWORKER
    with world.service.client() as http:
        path = real_path(http, world, row)
        caller = headers_of(world, role)
        if role is Role.CASEWORKER:
            for to in ("received", "under_review"):
                moved = http.post(
                    path.replace("questions", "transitions"),
                    json={"to": to},
                    headers=caller | {"If-Match": "*"},
                )
                assert moved.status_code == 201
        tag = call(http, name, path, world, caller | {"If-Match": '"none"'}).headers["ETag"]

    def write(_: int) -> int:
        with world.service.client() as own:
            return call(own, name, path, world, caller | {"If-Match": tag}).status_code

    with side_by_side() as crew:
        statuses: list[Any] = sorted(crew.map(write, range(WRITERS)))
    assert statuses[0] in (200, 201)
    assert statuses[1:] == [412] * (WRITERS - 1)
