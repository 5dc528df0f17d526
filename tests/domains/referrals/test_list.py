"""The list of referrals: whose they are, filters, pages that stay stable while others arrive, no person."""

import time
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from sosafe_api.core.pagination import CursorCodec
from sosafe_api.core.secrets import load_secret
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def references(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [item["agency_reference"] for item in response.json()["data"]]


def pages(client: httpx.Client, query: str, limit: int) -> list[str]:
    """Every reference of a list, read page by page along `links.next`."""
    found: list[str] = []
    address: str | None = f"/v1/referrals?limit={limit}{query}"
    while address:
        response = client.get(address)
        found += references(response)
        address = response.json()["links"]["next"]
        assert response.json()["page"]["has_more"] is (address is not None)
        assert ('rel="next"' in response.headers["Link"]) is (address is not None)
    return found


def test_a_sender_sees_its_agencys_referrals_newest_first_and_no_person(world: World) -> None:
    for number in range(3):
        world.push(f"REF-{number}")
    response = world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals")
    assert references(response) == ["REF-2", "REF-1", "REF-0"]
    assert response.headers["Cache-Control"] == "no-store"
    for word in ("Example Person", "1990-01-31", "020 7946", "asb_victim", "fictional account"):
        assert word not in response.text


def test_another_agency_and_another_service_see_none_of_them(world: World) -> None:
    world.push()
    world.add_principal("police_client", "police", Role.REFERRER_CLIENT)
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    assert references(world.as_role("police_client").get("/v1/referrals")) == []
    assert references(world.as_role("outreach_worker").get("/v1/referrals")) == []
    assert references(world.as_role(Role.CASEWORKER).get("/v1/referrals")) == ["REF-1"]


def test_who_sends_and_receives_sees_both(world: World) -> None:
    world.add_principal("both", "charity", Role.REFERRER)
    world.grant(world.people["both"], Role.CASEWORKER, service="refuge")
    world.push("FROM-COUNCIL")
    own = world.as_role("both").post(
        "/v1/referrals", json=world.referral("FROM-US", service_id=str(world.services["outreach"]))
    )
    assert own.status_code == 201
    assert set(references(world.as_role("both").get("/v1/referrals"))) == {"FROM-COUNCIL", "FROM-US"}


@pytest.fixture
def several(world: World) -> httpx.Client:
    """Three referrals: one to each service, and one received; a client of their sender."""
    world.push("A/1")
    world.push("B/2", service_id=str(world.services["outreach"]))
    moved = world.push("C/3")
    answer = world.as_role(Role.CASEWORKER).post(
        f"/v1/referrals/{moved['id']}/transitions", json={"to": "received"}, headers={"If-Match": "*"}
    )
    assert answer.status_code == 201
    for reference, day in (("A/1", "2026-10-01"), ("B/2", "2026-10-02"), ("C/3", "2026-10-03")):
        world.superuser.execute(
            "UPDATE referrals SET received_at = %s, updated_at = %s"
            " WHERE partnership_id = %s AND agency_reference = %s",
            (f"{day}T12:00:00Z", f"{day}T12:00:00Z", world.id, reference),
        )
    return world.as_role(Role.REFERRER_CLIENT)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=received", ["C/3"]),
        ("status=submitted,received", ["C/3", "B/2", "A/1"]),
        ("status=declined", []),
        ("agency_reference=" + quote("A/1", safe=""), ["A/1"]),
        ("agency_reference=A%2F9", []),
        ("received_at_from=2026-10-02T12:00:00Z", ["C/3", "B/2"]),
        ("received_at_before=2026-10-02T12:00:00Z", ["A/1"]),
        ("received_at_from=2026-10-02T13:00:00%2B01:00&received_at_before=2026-10-03T00:00:00Z", ["B/2"]),
        ("updated_at_from=2026-10-03T00:00:00Z", ["C/3"]),
        ("updated_at_before=2026-10-02T00:00:00Z", ["A/1"]),
        ("sort=received_at", ["A/1", "B/2", "C/3"]),
        ("sort=-updated_at", ["C/3", "B/2", "A/1"]),
        ("sort=updated_at&status=submitted", ["A/1", "B/2"]),
        ("overdue=false", ["C/3", "B/2", "A/1"]),
        ("overdue=true", []),
    ],
)
def test_a_filter_keeps_what_it_names(several: httpx.Client, query: str, expected: list[str]) -> None:
    assert references(several.get(f"/v1/referrals?{query}")) == expected


def test_the_service_filter_finds_what_went_to_a_service(world: World, several: httpx.Client) -> None:
    assert references(several.get(f"/v1/referrals?service_id={world.services['outreach']}")) == ["B/2"]
    assert references(several.get(f"/v1/referrals?service_id={world.id}")) == []


def test_a_referral_past_its_day_without_a_decision_is_overdue(world: World, several: httpx.Client) -> None:
    world.superuser.execute(
        "UPDATE referrals SET answer_deadline_at = now() - interval '1 second'"
        " WHERE partnership_id = %s AND agency_reference IN ('A/1', 'C/3')",
        (world.id,),
    )
    world.superuser.execute(
        "UPDATE referrals SET status = 'accepted' WHERE partnership_id = %s AND agency_reference = 'C/3'",
        (world.id,),
    )
    assert references(several.get("/v1/referrals?overdue=true")) == ["A/1"]
    assert references(several.get("/v1/referrals?overdue=false")) == ["C/3", "B/2"]
    shown = {
        item["agency_reference"]: item["overdue"] for item in several.get("/v1/referrals").json()["data"]
    }
    assert shown == {"A/1": True, "B/2": False, "C/3": False}


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("limit=0", "limit", "too_small"),
        ("limit=201", "limit", "too_large"),
        ("limit=ten", "limit", "not_an_integer"),
        ("status=lost", "status", "unknown_code"),
        ("status=", "status", "unknown_code"),
        ("sort=full_name", "sort", "wrong_format"),
        ("overdue=maybe", "overdue", "not_a_boolean"),
        ("service_id=refuge", "service_id", "not_an_id"),
        ("received_at_from=2026-10-01T00:00:00", "received_at_from", "offset_missing"),
        ("received_at_from=1790000000", "received_at_from", "not_an_instant"),
        ("received_at_from=2026-02-30T00:00:00Z", "received_at_from", "not_an_instant"),
        ("full_name=Example", "full_name", "unknown_parameter"),
        ("status=submitted&status=received", "status", "repeated"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(
    world: World, query: str, parameter: str, code: str
) -> None:
    response = world.as_role(Role.REFERRER_CLIENT).get(f"/v1/referrals?{query}")
    assert (response.status_code, response.json()["code"]) == (400, "invalid_parameter")
    assert [(item["parameter"], item["code"]) for item in response.json()["errors"]] == [(parameter, code)]


@pytest.mark.parametrize("sort", ["received_at", "-received_at", "updated_at", "-updated_at"])
def test_pages_give_each_referral_once_in_order(world: World, sort: str) -> None:
    for number in range(7):
        world.push(f"REF-{number}")
    # Equal instants: only the identifier tells them apart.
    world.superuser.execute("UPDATE referrals SET updated_at = now() WHERE partnership_id = %s", (world.id,))
    found = pages(world.as_role(Role.REFERRER_CLIENT), f"&sort={sort}", limit=3)
    expected = [f"REF-{number}" for number in range(7)]
    assert found == (expected[::-1] if sort.startswith("-") else expected)


def test_referrals_that_arrive_between_two_pages_shift_nothing(world: World) -> None:
    for number in range(4):
        world.push(f"OLD-{number}")
    client = world.as_role(Role.REFERRER_CLIENT)
    first = client.get("/v1/referrals?limit=2")
    for number in range(3):
        world.push(f"NEW-{number}")
    second = client.get(first.json()["links"]["next"])
    assert references(first) + references(second) == ["OLD-3", "OLD-2", "OLD-1", "OLD-0"]


def test_the_cursor_carries_the_filters(world: World) -> None:
    for number in range(4):
        service = "refuge" if number % 2 else "outreach"
        world.push(f"REF-{number}", service_id=str(world.services[service]))
    query = f"&service_id={world.services['refuge']}"
    assert pages(world.as_role(Role.REFERRER_CLIENT), query, limit=1) == ["REF-3", "REF-1"]


def a_cursor(world: World, client: httpx.Client) -> str:
    for number in range(2):
        world.push(f"REF-{number}")
    cursor: str = client.get("/v1/referrals?limit=1").json()["page"]["next_cursor"]
    return cursor


def refused(response: httpx.Response) -> bool:
    return (response.status_code, response.json()["code"]) == (400, "cursor_invalid")


def test_beside_a_cursor_only_the_limit_may_stand(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    cursor = a_cursor(world, client)
    response = client.get("/v1/referrals", params={"cursor": cursor, "status": "submitted"})
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "status"
    assert references(client.get("/v1/referrals", params={"cursor": cursor, "limit": 5})) == ["REF-0"]


def test_an_altered_cursor_is_refused_wherever_it_was_altered(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    cursor = a_cursor(world, client)
    altered = [
        cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        for place in range(0, len(cursor) - 2, 7)
    ]
    for bad in [*altered, cursor[:-4], "AAAA", "%00", "é", "x" * 2048]:
        assert refused(client.get("/v1/referrals", params={"cursor": bad})), bad


def test_a_cursor_is_its_callers_own(world: World, other_world: World) -> None:
    cursor = a_cursor(world, world.as_role(Role.REFERRER_CLIENT))
    world.add_principal("second_client", "council", Role.REFERRER_CLIENT)
    strangers = [world.as_role("second_client"), world.as_role(Role.CASEWORKER)]
    for client in [*strangers, other_world.as_role(Role.REFERRER_CLIENT)]:
        assert refused(client.get("/v1/referrals", params={"cursor": cursor}))


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 400), (-2, 400)])
def test_a_cursor_lasts_a_quarter_of_an_hour(world: World, minutes: int, status: int) -> None:
    secret = load_secret(world.service.settings.secret_file)
    codec = CursorCodec(secret.key("cursors"), clock=lambda: time.time() - minutes * 60)
    query: dict[str, Any] = {"sort": "-received_at"}
    bound_to = f"{world.people['referrer_client'].id}|list_referrals"
    cursor = codec.encode(bound_to=bound_to, query=query, after=[str(world.id)])
    response = world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals", params={"cursor": cursor})
    assert response.status_code == status


def test_rights_are_read_anew_on_each_page(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    cursor = a_cursor(world, client)
    world.superuser.execute(
        "UPDATE role_assignments SET ends_on = current_date WHERE principal_id = %s",
        (world.people["referrer_client"].id,),
    )
    assert client.get("/v1/referrals", params={"cursor": cursor}).status_code == 403
