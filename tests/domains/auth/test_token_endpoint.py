"""Tokens for programs: who proves what, which scopes are granted, and refusals that teach nothing."""

import base64
from collections.abc import Mapping

import httpx
import psycopg
import pytest

from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.rules import PERMISSIONS, Role
from tests.fixtures.server import RunningService
from tests.fixtures.world import SECRET, World

pytestmark = pytest.mark.database
FORM = {"grant_type": "client_credentials"}


def basic(client_id: str, secret: str = SECRET) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{client_id}:{secret}".encode()).decode()}


def ask(
    client: httpx.Client, headers: Mapping[str, str], scope: str | None = None, **more: str
) -> httpx.Response:
    form = FORM | more | ({"scope": scope} if scope is not None else {})
    return client.post("/oauth2/token", data=form, headers=headers)


def client_id(world: World, role: Role = Role.REFERRER_CLIENT) -> str:
    return world.people[role.value].client_id


def test_a_secret_buys_a_token_that_works(world: World, anonymous: httpx.Client) -> None:
    response = ask(anonymous, basic(client_id(world)), "referral:create referral:list")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    body = response.json()
    assert {name: body[name] for name in ("token_type", "expires_in", "scope")} == {
        "token_type": "Bearer",
        "expires_in": 900,
        "scope": "referral:create referral:list",
    }
    with world.service.client(body["access_token"]) as client:
        assert client.get("/v1/referrals").status_code == 200
        narrow = client.get(f"/v1/referrals/{world.id}")
    assert (narrow.status_code, narrow.json()["code"]) == (403, "insufficient_scope")
    assert 'scope="referral:read"' in narrow.headers["WWW-Authenticate"]


def test_without_a_scope_everything_granted_is_given(world: World, anonymous: httpx.Client) -> None:
    granted = ask(anonymous, basic(client_id(world))).json()["scope"].split()
    assert granted == sorted(permission.value for permission in PERMISSIONS[Role.REFERRER_CLIENT])


def test_a_token_gives_no_more_than_the_client_was_registered_for(
    world: World, anonymous: httpx.Client
) -> None:
    world.superuser.execute(
        "UPDATE principals SET scopes = '{referral:create,kpi:publish}' WHERE client_id = %s",
        (client_id(world),),
    )
    assert ask(anonymous, basic(client_id(world))).json()["scope"] == "referral:create"


@pytest.mark.parametrize("scope", ["", " ", "referral:create kpi:publish", "nothing", "referral:*", "\x00"])
def test_asking_for_more_than_is_granted_is_refused(
    world: World, anonymous: httpx.Client, scope: str
) -> None:
    response = ask(anonymous, basic(client_id(world)), scope)
    assert (response.status_code, response.json()) == (400, {"error": "invalid_scope"})


def test_every_failed_proof_gets_the_same_answer(
    world: World, other_world: World, anonymous: httpx.Client
) -> None:
    known = client_id(world)
    world.add_principal("disabled", "council", Role.REFERRER_CLIENT)
    world.superuser.execute(
        "UPDATE principals SET disabled_at = now() WHERE id = %s", (world.people["disabled"].id,)
    )
    attempts: list[dict[str, str]] = [
        {},
        basic(known, "wrong"),
        basic(known, ""),
        basic(f"{world.slug}.nobody"),
        basic(f"{other_world.slug}.{known.partition('.')[2]}", "wrong"),
        basic("nowhere.client"),
        basic(world.slug),
        basic(world.people["disabled"].client_id),
        basic(world.people["caseworker"].client_id),
        basic(known.upper()),
        basic(known + "%00"),
        basic("%00." + known),
        basic(known, SECRET + "%00"),
        basic("x" * 5000),
        {"Authorization": "Basic !!!"},
        {"Authorization": "Basic " + base64.b64encode(b"no colon").decode()},
        {"Authorization": "Basic " + base64.b64encode(b"\xff\xfe:x").decode()},
        {"Authorization": "Bearer " + world.token(world.people["referrer_client"])},
    ]
    answers = [ask(anonymous, headers) for headers in attempts]
    assert {(item.status_code, item.text) for item in answers} == {(401, '{"error":"invalid_client"}')}
    kept = [
        {k: v for k, v in item.headers.items() if k not in ("date", "request-id", "ratelimit")}
        for item in answers
    ]
    assert all(headers == kept[0] for headers in kept)
    assert kept[0]["www-authenticate"] == 'Basic realm="token endpoint"'


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"", 400, "invalid_request"),
        (b"scope=referral%3Acreate", 400, "invalid_request"),
        (b"grant_type=password&username=a&password=b", 400, "unsupported_grant_type"),
        (b"grant_type=", 400, "unsupported_grant_type"),
        (b"grant_type=client_credentials&grant_type=client_credentials", 400, "invalid_request"),
        (b"grant_type=client_credentials&scope=a&scope=b", 400, "invalid_request"),
        (b"grant_type", 400, "invalid_request"),
        (
            b"grant_type=client_credentials&" + b"&".join(b"a%d=1" % n for n in range(30)),
            400,
            "invalid_request",
        ),
        (b"grant_type=client_credentials\xff", 400, "invalid_request"),
        ("grant_type=client_credentials".encode("utf-16"), 400, "invalid_request"),
    ],
)
def test_a_form_that_is_none_is_refused_in_the_words_of_oauth(
    world: World, anonymous: httpx.Client, body: bytes, status: int, error: str
) -> None:
    headers = basic(client_id(world)) | {"Content-Type": "application/x-www-form-urlencoded"}
    response = anonymous.post("/oauth2/token", content=body, headers=headers)
    assert (response.status_code, response.json()) == (status, {"error": error})


def test_the_form_is_bounded_and_of_its_one_media_type(world: World, anonymous: httpx.Client) -> None:
    headers = basic(client_id(world)) | {"Content-Type": "application/x-www-form-urlencoded"}
    large = anonymous.post("/oauth2/token", content=b"a=" + b"x" * 16_384, headers=headers)
    assert (large.status_code, large.json()["limit_bytes"]) == (413, 16_384)
    json = anonymous.post("/oauth2/token", json=FORM, headers=basic(client_id(world)))
    assert json.status_code == 415


@pytest.fixture
def live_world(service: RunningService, superuser: psycopg.Connection) -> World:
    """A partnership whose people are real."""
    return World(service, superuser, mode="live").build()


def test_a_secret_opens_no_personal_data_of_real_people(live_world: World, anonymous: httpx.Client) -> None:
    headers = basic(client_id(live_world))
    for scope in ("referral:create", "agency:read referral:list", None):
        response = ask(anonymous, headers, scope)
        assert (response.status_code, response.json()) == (400, {"error": "unauthorized_client"})
    assert ask(anonymous, headers, "agency:read service:read").status_code == 200


def test_discovery_names_the_endpoint_the_keys_and_every_scope(anonymous: httpx.Client) -> None:
    server = anonymous.get("/.well-known/oauth-authorization-server").json()
    assert server["token_endpoint"] == f"{server['issuer']}/oauth2/token"
    assert server["grant_types_supported"] == ["client_credentials"]
    assert server["scopes_supported"] == [permission.value for permission in Permission]
    resource = anonymous.get("/.well-known/oauth-protected-resource").json()
    assert resource["authorization_servers"] == [server["issuer"]]
    (key,) = anonymous.get("/.well-known/jwks.json").json()["keys"]
    assert set(key) == {"kty", "use", "alg", "kid", "crv", "x", "y"}
