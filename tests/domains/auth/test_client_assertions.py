"""Clients that prove themselves by a key that never left them (RFC 7523): once each, for us, not for long."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import psycopg
import pytest
from psycopg.types.json import Jsonb

from sosafe_api.core.security.assertions import ClientKey, sign_assertion
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.server import RunningService
from tests.fixtures.world import SECRET, World

pytestmark = pytest.mark.database
JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class KeyHolder:
    """A registered client of a live partnership, with its private key."""

    def __init__(self, world: World, anonymous: httpx.Client) -> None:
        self.world, self.http = world, anonymous
        self.key = ClientKey.generate()
        self.client_id = world.people[Role.REFERRER_CLIENT.value].client_id
        world.superuser.execute(
            "UPDATE principals SET secret_digest = NULL, key_set = %s, key_algorithm = 'ES256'"
            " WHERE client_id = %s",
            (Jsonb([self.key.public_jwk()]), self.client_id),
        )

    def assertion(self, **changes: Any) -> str:
        values: dict[str, Any] = {
            "client_id": self.client_id,
            "audience": self.world.service.settings.issuer,
            "now": time.time(),
        }
        key = changes.pop("key", self.key)
        return sign_assertion(key, **(values | changes))

    def ask(self, assertion: str, **form: str) -> httpx.Response:
        return self.http.post(
            "/oauth2/token",
            data={
                "grant_type": "client_credentials",
                "client_assertion_type": JWT_BEARER,
                "client_assertion": assertion,
            }
            | form,
        )


@pytest.fixture
def holder(service: RunningService, superuser: psycopg.Connection, anonymous: httpx.Client) -> KeyHolder:
    return KeyHolder(World(service, superuser, mode="live").build(), anonymous)


def refused(response: httpx.Response) -> bool:
    return (response.status_code, response.json()) == (401, {"error": "invalid_client"})


def test_a_signed_assertion_opens_personal_data_of_a_live_partnership(holder: KeyHolder) -> None:
    response = holder.ask(holder.assertion(), scope="referral:create")
    assert (response.status_code, response.json()["scope"]) == (200, "referral:create")
    with holder.world.service.client(response.json()["access_token"]) as client:
        assert client.post("/v1/referrals", json=holder.world.referral()).status_code == 201


def test_the_token_url_is_an_audience_as_good_as_the_issuer(holder: KeyHolder) -> None:
    audience = f"{holder.world.service.settings.public_url}/oauth2/token"
    assert holder.ask(holder.assertion(audience=audience)).status_code == 200


def test_an_assertion_is_used_once(holder: KeyHolder) -> None:
    assertion = holder.assertion()
    assert holder.ask(assertion).status_code == 200
    assert refused(holder.ask(assertion))
    assert holder.ask(holder.assertion()).status_code == 200


def test_a_scope_that_is_refused_does_not_use_the_assertion_up(holder: KeyHolder) -> None:
    assertion = holder.assertion()
    assert holder.ask(assertion, scope="kpi:publish").json() == {"error": "invalid_scope"}
    assert holder.ask(assertion, scope="referral:create").status_code == 200


def test_a_refusal_after_many_answers_leaves_the_connection_fit_for_the_next_client(
    holder: KeyHolder,
) -> None:
    """At a rollback of its own the driver forgets every prepared statement, once it has prepared one itself."""
    for _ in range(10):
        assert holder.ask(holder.assertion()).status_code == 200
    assertion = holder.assertion()
    assert holder.ask(assertion, scope="kpi:publish").status_code == 400
    assert holder.ask(assertion).status_code == 200


@pytest.fixture
def undone(superuser: psycopg.Connection) -> Iterator[Callable[[int], None]]:
    """Lets the database undo the next transactions that use an assertion, as it does after a deadlock."""

    def arrange(times: int) -> None:
        superuser.execute("CREATE SEQUENCE undone")
        superuser.execute(
            "CREATE FUNCTION undo() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN"
            f" IF nextval('undone') <= {times} THEN RAISE 'undone' USING ERRCODE = 'deadlock_detected'; END IF;"
            " RETURN NEW; END $$"
        )
        superuser.execute(
            "CREATE TRIGGER undo BEFORE INSERT ON used_assertions FOR EACH ROW EXECUTE FUNCTION undo()"
        )

    yield arrange
    superuser.execute("DROP FUNCTION undo CASCADE")
    superuser.execute("DROP SEQUENCE undone")


def test_what_the_database_undid_is_tried_again_unseen(
    holder: KeyHolder, undone: Callable[[int], None]
) -> None:
    undone(2)
    assert holder.ask(holder.assertion()).status_code == 200


def test_what_the_database_undoes_again_and_again_is_worth_another_request(
    holder: KeyHolder, undone: Callable[[int], None]
) -> None:
    undone(3)
    assertion = holder.assertion()
    refused_for_now = holder.ask(assertion)
    assert (refused_for_now.status_code, "Retry-After" in refused_for_now.headers) == (503, True)
    assert holder.ask(assertion).status_code == 200


def test_every_defective_assertion_gets_the_same_answer(holder: KeyHolder) -> None:
    good = holder.assertion()
    head, payload, signature = good.split(".")
    now = time.time()
    defective = [
        "",
        "a.b.c",
        f"{head}.{payload}.",
        f"{head}.{payload}.{signature[::-1]}",
        f"{head}.{payload}",
        holder.assertion(key=ClientKey.generate()),
        holder.assertion(audience="https://elsewhere.example.org"),
        holder.assertion(now=now - 120),
        holder.assertion(now=now + 120),
        holder.assertion(lifetime=3600),
        holder.assertion(client_id=holder.client_id + "x"),
        holder.assertion(client_id="nowhere.client"),
        holder.assertion(client_id="\x00.client"),
        holder.assertion(client_id="\ud800.client"),
        holder.assertion(client_id=holder.world.people["import_client"].client_id),
    ]
    assert [index for index, item in enumerate(defective) if not refused(holder.ask(item))] == []


def test_two_proofs_at_once_or_of_an_unknown_kind_are_none(holder: KeyHolder) -> None:
    assertion = holder.assertion()
    assert refused(holder.ask(assertion, client_assertion_type="urn:example:other"))
    both = holder.http.post(
        "/oauth2/token",
        data={
            "grant_type": "client_credentials",
            "client_assertion_type": JWT_BEARER,
            "client_assertion": assertion,
        },
        auth=(holder.client_id, SECRET),
    )
    assert refused(both)


def test_a_client_with_a_key_has_no_secret_to_guess(holder: KeyHolder) -> None:
    for secret in ("", SECRET):
        response = holder.http.post(
            "/oauth2/token", data={"grant_type": "client_credentials"}, auth=(holder.client_id, secret)
        )
        assert refused(response)


def test_two_keys_may_overlap_while_one_follows_the_other(holder: KeyHolder) -> None:
    successor = ClientKey.generate()
    holder.world.superuser.execute(
        "UPDATE principals SET key_set = %s WHERE client_id = %s",
        (Jsonb([holder.key.public_jwk(), successor.public_jwk()]), holder.client_id),
    )
    for key in (holder.key, successor):
        assert holder.ask(holder.assertion(key=key)).status_code == 200
