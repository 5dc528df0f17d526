"""A right withdrawn is gone at the next request, whatever the token says (safety promise P10 in part, P9)."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from sosafe_api.core.security.tokens import TokenSubject
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

pytestmark = pytest.mark.database


@pytest.fixture
def client(world: World) -> httpx.Client:
    """A sender's client that has just been served, so whatever may be remembered is."""
    found = world.as_role(Role.REFERRER_CLIENT)
    assert found.get("/v1/referrals").status_code == 200
    return found


def unauthenticated(response: httpx.Response) -> bool:
    return (response.status_code, response.json()["code"]) == (401, "unauthenticated")


def change(world: World, what: str, *values: object) -> None:
    world.superuser.execute(
        f"UPDATE principals SET {what} WHERE id = %s", (*values, world.people["referrer_client"].id)
    )


def test_a_disabled_principal_is_out_at_once(world: World, client: httpx.Client) -> None:
    change(world, "disabled_at = now()")
    assert unauthenticated(client.get("/v1/referrals"))


def test_tokens_issued_before_a_revocation_are_out_at_once(world: World, client: httpx.Client) -> None:
    change(world, "tokens_valid_after = %s", datetime.now(UTC) + timedelta(seconds=1))
    assert unauthenticated(client.get("/v1/referrals"))
    change(world, "tokens_valid_after = %s", datetime.now(UTC) - timedelta(minutes=1))
    assert client.get("/v1/referrals").status_code == 200


def test_one_revoked_token_is_out_and_the_others_stay(world: World, client: httpx.Client) -> None:
    claims = world.service.tokens.verify(client.headers["Authorization"].removeprefix("Bearer "))
    world.superuser.execute(
        "INSERT INTO revoked_tokens (partnership_id, token_id, expires_at) VALUES (%s, %s, now())",
        (world.id, claims.token_id),
    )
    assert unauthenticated(client.get("/v1/referrals"))
    assert world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals").status_code == 200


def test_a_role_that_ended_yesterday_gives_nothing_today(world: World, client: httpx.Client) -> None:
    world.superuser.execute(
        "UPDATE role_assignments SET ends_on = (now() AT TIME ZONE 'Europe/London')::date"
        " WHERE principal_id = %s",
        (world.people["referrer_client"].id,),
    )
    response = client.get("/v1/referrals")
    assert (response.status_code, response.json()["code"]) == (403, "role_not_permitted")


def test_a_role_that_begins_tomorrow_gives_nothing_yet(world: World, client: httpx.Client) -> None:
    world.superuser.execute(
        "UPDATE role_assignments SET starts_on = (now() AT TIME ZONE 'Europe/London')::date + 1"
        " WHERE principal_id = %s",
        (world.people["referrer_client"].id,),
    )
    assert client.get("/v1/referrals").status_code == 403


def test_a_scope_taken_from_a_client_is_gone_from_its_old_tokens(world: World, client: httpx.Client) -> None:
    change(world, "scopes = '{referral:create}'")
    response = client.get("/v1/referrals")
    assert (response.status_code, response.json()["code"]) == (403, "insufficient_scope")


def test_a_caseworker_moved_to_another_service_no_longer_finds_the_old_ones_referrals(world: World) -> None:
    referral_id = world.push()["id"]
    worker = world.as_role(Role.CASEWORKER)
    assert worker.get(f"/v1/referrals/{referral_id}").status_code == 200
    world.superuser.execute(
        "UPDATE role_assignments SET service_id = %s WHERE principal_id = %s",
        (world.services["outreach"], world.people["caseworker"].id),
    )
    assert worker.get(f"/v1/referrals/{referral_id}").status_code == 404
    assert worker.get("/v1/referrals").json()["data"] == []


def test_a_client_moved_to_another_agency_no_longer_finds_the_old_ones_referrals(
    world: World, client: httpx.Client
) -> None:
    referral_id = world.push()["id"]
    change(world, "agency_id = %s", world.agencies["police"])
    assert client.get(f"/v1/referrals/{referral_id}").status_code == 404


def test_a_principal_of_another_partnership_is_nobody_here(world: World, other_world: World) -> None:
    someone = world.people["referrer_client"]
    forged = TokenSubject(
        subject=someone.id,
        client_id=someone.client_id,
        partnership_id=other_world.id,
        kind=someone.kind,
        scope=frozenset({"referral:list"}),
    )
    with world.service.client(world.service.tokens.issue(forged, 900)) as client:
        assert unauthenticated(client.get("/v1/referrals"))


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer x", "Bearer a.b.c", "Basic eDp5", "bearer", "Token abc", "é"],
)
def test_every_way_of_having_no_token_gets_the_same_answer(anonymous: httpx.Client, header: str) -> None:
    plain = anonymous.get("/v1/referrals")
    odd = anonymous.get("/v1/referrals", headers={b"Authorization": header.encode()})
    assert unauthenticated(odd)
    assert odd.json() | {"request_id": None} == plain.json() | {"request_id": None}
    assert odd.headers["WWW-Authenticate"] == plain.headers["WWW-Authenticate"]


def test_a_token_in_the_query_or_the_body_is_not_read(world: World, anonymous: httpx.Client) -> None:
    token = world.token(world.people["referrer_client"])
    assert unauthenticated(anonymous.get(f"/v1/referrals?access_token={token}"))
    assert unauthenticated(anonymous.post("/v1/referrals", data={"access_token": token}))


def test_the_scheme_is_read_in_any_case(world: World, anonymous: httpx.Client) -> None:
    token = world.token(world.people["referrer_client"])
    assert anonymous.get("/v1/referrals", headers={"Authorization": f"bearer {token}"}).status_code == 200
