"""P3, P28: what is foreign and what is not there are answered byte for byte alike, on every route."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.access.requests import bytes_of, call, headers_of, path_with
from tests.access.table import TABLE
from tests.fixtures.server import RunningService
from tests.fixtures.world import World

pytestmark = [pytest.mark.p03, pytest.mark.p28, pytest.mark.database]
CHANGING = {"date", "request-id", "ratelimit", "content-length"}
MALFORMED = (
    "019a0000-0000-7000-8000-00000000000",
    "019a000000007000800000000000000a",
    "%7B019a0000-0000-7000-8000-00000000000a%7D",
    "urn:uuid:019a0000-0000-7000-8000-00000000000a",
    "0",
    "null",
    "%00",
    "%F0%9F%92%A9",
    "'%20OR%20true--",
    "x" * 2_000,
    "..%5C..%5Cetc",
)
OBJECTS = {name: row for name, row in TABLE.items() if row.names_object and not row.open}
REFERRALS = {name: row for name, row in OBJECTS.items() if "{referral_id}" in row.path}


@pytest.fixture(scope="module")
def http(service: RunningService) -> Iterator[httpx.Client]:
    """One connection for every caller: each request brings its own token."""
    with service.client() as client:
        yield client


def appearance(response: httpx.Response) -> tuple[Any, ...]:
    """All that a caller can tell an answer by, but for what differs from one request to the next."""
    body = response.content.replace(response.headers["Request-Id"].encode(), b"")
    headers = sorted((k, v) for k, v in response.headers.items() if k not in CHANGING)
    return response.status_code, headers, body, len(response.content)


@pytest.mark.parametrize("name", REFERRALS)
def test_a_foreign_referral_looks_like_none(
    world: World, other_world: World, http: httpx.Client, name: str
) -> None:
    row, operation = REFERRALS[name], name
    world.add_principal("police_client", "police", Role.REFERRER_CLIENT)
    police = world.as_role("police_client")
    elsewhere = world.referral("POLICE/1", service_id=str(world.services["outreach"]))
    foreign = {
        "of another agency and another service": police.post("/v1/referrals", json=elsewhere).json()["id"],
        "of another partnership": other_world.push()["id"],
        "absent": "019a0000-0000-7000-8000-000000000001",
        "of version 4": "9b2f0c7e-3f0e-4c60-9d0f-3d6f3c1f7a11",
        "nil": "00000000-0000-0000-0000-000000000000",
        **{f"malformed {number}": text for number, text in enumerate(MALFORMED)},
    }
    for role in row.roles | row.absent_to:
        caller = headers_of(world, role)
        seen = {
            what: appearance(call(http, operation, row.path.format(referral_id=name), world, caller))
            for what, name in foreign.items()
        }
        assert seen["absent"][0] == 404
        assert [what for what, answer in seen.items() if answer != seen["absent"]] == []


@pytest.mark.parametrize("name", OBJECTS)
def test_an_absent_object_and_a_malformed_name_look_alike(
    world: World, http: httpx.Client, name: str
) -> None:
    row = OBJECTS[name]
    caller, content = headers_of(world, min(row.roles)), bytes_of(world, name)
    seen = {
        text: appearance(call(http, name, path_with(row, text), world, caller, content=content))
        for text in ("019a0000-0000-7000-8000-000000000001", *MALFORMED)
    }
    assert {answer[0] for answer in seen.values()} == {404}
    assert len(set(map(str, seen.values()))) == 1


@pytest.mark.parametrize("name", REFERRALS)
def test_a_closed_route_is_closed_the_same_way_whatever_it_names(
    world: World, http: httpx.Client, name: str
) -> None:
    row = REFERRALS[name]
    there = world.push()["id"]
    for role in sorted(set(Role) - row.roles - row.absent_to)[:2]:
        caller = headers_of(world, role)
        paths = [row.path.format(referral_id=text) for text in (there, str(world.id), "malformed")]
        seen = {str(appearance(call(http, name, path, world, caller))) for path in paths}
        assert len(seen) == 1
        assert seen.pop().startswith("(403,")


@pytest.mark.parametrize("name", OBJECTS)
def test_without_a_token_every_object_looks_the_same(world: World, http: httpx.Client, name: str) -> None:
    row = OBJECTS[name]
    paths = [path_with(row, text) for text in (str(world.id), "malformed")]
    seen = {str(appearance(call(http, name, path, world))) for path in paths}
    assert len(seen) == 1
    assert seen.pop().startswith("(401,")


def test_a_faulty_body_is_told_of_before_existence_so_that_neither_tells_of_the_other(
    world: World, other_world: World
) -> None:
    client = world.as_role(Role.CASEWORKER)
    names = [world.push()["id"], other_world.push()["id"], str(world.id), "malformed"]
    for body, status in (({"to": "nowhere"}, 422), ({}, 422)):
        seen = {
            str(
                appearance(
                    client.post(f"/v1/referrals/{name}/transitions", json=body, headers={"If-Match": "*"})
                )
            )
            for name in names
        }
        assert len(seen) == 1
        assert seen.pop().startswith(f"({status},")
    missing = {
        str(appearance(client.post(f"/v1/referrals/{name}/transitions", json={"to": "received"})))
        for name in names
    }
    assert len(missing) == 1
    assert missing.pop().startswith("(428,")


def test_a_list_by_a_foreign_reference_or_service_is_as_empty_as_by_an_unknown_one(
    world: World, other_world: World
) -> None:
    other_world.push("ABROAD/1")
    client = world.as_role(Role.REFERRER_CLIENT)
    queries = {
        "agency_reference=ABROAD%2F1": "agency_reference=NOWHERE",
        f"service_id={other_world.services['refuge']}": f"service_id={world.id}",
    }
    for foreign, absent in queries.items():
        answers = [client.get(f"/v1/referrals?{query}").json() for query in (foreign, absent)]
        assert [answer["data"] for answer in answers] == [[], []]
        assert [answer["page"] for answer in answers] == [{"next_cursor": None, "has_more": False}] * 2
