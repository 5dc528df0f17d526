"""Nothing of a test partnership crosses to a live one of the same installation: no token, no program, no record."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import psycopg
import pytest

from sosafe_api.core.security.tokens import TokenSubject
from sosafe_api.domains.auth.rules import Role
from tests.domains.agencies.directory import faults, patch
from tests.domains.auth.test_token_endpoint import ask, basic, client_id
from tests.domains.webhooks.receiver import receiving
from tests.domains.webhooks.sending import send_until, verified
from tests.fixtures.server import RunningService
from tests.fixtures.world import World

pytestmark = pytest.mark.database


@pytest.fixture
def live(service: RunningService, superuser: psycopg.Connection) -> Iterator[World]:
    built = World(service, superuser, mode="live").build()
    yield built
    built.close()


def seen(client: httpx.Client, path: str) -> set[str]:
    answer = client.get(path, params={"limit": 200})
    assert answer.status_code == 200, answer.text
    return {item["id"] for item in answer.json()["data"]}


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.PARTNERSHIP_ADMIN, Role.REFERRER_CLIENT])
def test_a_token_of_a_test_partnership_opens_that_partnership_only(
    world: World, live: World, role: Role
) -> None:
    found = world.as_role(role).get("/v1/partnership").json()
    assert (found["id"], found["mode"]) == (str(world.id), "test")
    assert live.as_role(role).get("/v1/partnership").json()["mode"] == "live"


def test_no_record_of_a_live_partnership_is_found_by_those_of_a_test_partnership(
    world: World, live: World
) -> None:
    real, tried = live.push("REF-1")["id"], world.push("REF-1")["id"]
    for of_role in (Role.CASEWORKER, Role.REFERRER_CLIENT):
        assert seen(world.as_role(of_role), "/v1/referrals") == {tried}
        assert seen(live.as_role(of_role), "/v1/referrals") == {real}
    assert world.as_role(Role.CASEWORKER).get(f"/v1/referrals/{real}").status_code == 404
    assert live.as_role(Role.CASEWORKER).get(f"/v1/referrals/{tried}").status_code == 404


def test_a_program_of_a_test_partnership_pushes_to_no_service_of_a_live_one(
    world: World, live: World
) -> None:
    content = world.referral("REF-1") | {"service_id": live.referral("REF-1")["service_id"]}
    refused = world.as_role(Role.REFERRER_CLIENT).post("/v1/referrals", json=content)
    assert refused.status_code == 422
    assert {place for place, _ in faults(refused)} == {"#/service_id"}
    assert seen(live.as_role(Role.CASEWORKER), "/v1/referrals") == set()


def test_a_token_that_names_a_live_partnership_and_a_test_programs_person_is_no_token(
    world: World, live: World
) -> None:
    """As if one were signed by mistake: the rights are looked for in the partnership that it names."""
    someone = world.people[Role.REFERRER_CLIENT.value]
    subject = TokenSubject(
        subject=someone.id,
        client_id=someone.client_id,
        partnership_id=live.id,
        kind=someone.kind,
        scope=frozenset({"referral:list"}),
    )
    with world.service.client(world.service.tokens.issue(subject, 900)) as crossing:
        assert crossing.get("/v1/referrals").status_code == 401


def test_the_secret_that_suffices_for_trials_opens_no_real_persons_record(
    world: World, live: World, anonymous: httpx.Client
) -> None:
    assert ask(anonymous, basic(client_id(world)), "referral:read").status_code == 200
    refused = ask(anonymous, basic(client_id(live)), "referral:read")
    assert refused.status_code in (400, 401)
    assert "access_token" not in refused.json()


def test_a_webhook_of_a_test_partnership_hears_of_no_live_record_and_the_other_way_round(
    world: World, live: World
) -> None:
    with receiving() as of_trials, receiving() as of_records:
        tried, real = verified(world, of_trials), verified(live, of_records)
        pushed = {name: own.push("REF-1")["id"] for name, own in (("tried", world), ("real", live))}
        send_until(tried, lambda: len(of_trials.requests) == 1)
        send_until(real, lambda: len(of_records.requests) == 1)
        for hook in (tried, real):
            hook.hurry()
            send_until(hook, lambda hook=hook: hook.deliveries()[-1]["status"] == "delivered")
        for receiver, name in ((of_trials, "tried"), (of_records, "real")):
            assert [request.message["data"]["id"] for request in receiver.requests] == [pushed[name]]
    for one, other in ((tried, real), (real, tried)):
        assert one.client.get(f"/v1/webhooks/{other.id}").status_code == 404
        assert one.client.get(f"/v1/webhooks/{other.id}/deliveries").status_code == 404
        assert one.client.post(f"/v1/webhooks/{other.id}/test-deliveries").status_code == 404
        assert {item["id"] for item in one.client.get("/v1/webhooks").json()["data"]} == {one.id}
        told = {change["resource_id"] for change in one.client.get("/v1/changes").json()["data"]}
        assert pushed["tried" if one is tried else "real"] in told
        assert pushed["real" if one is tried else "tried"] not in told


def test_an_error_is_forced_and_a_clock_moved_in_the_test_partnership_only(world: World, live: World) -> None:
    forcing = {"Prefer": "code=503"}
    answers = [own.as_role(Role.CASEWORKER).get("/v1/referrals", headers=forcing) for own in (world, live)]
    assert [answer.status_code for answer in answers] == [503, 200]
    assert "Preference-Applied" not in answers[1].headers
    wanted = int(timedelta(days=365).total_seconds())
    moved, refused = (
        patch(own.as_role(Role.PARTNERSHIP_ADMIN), "/partnership", clock_ahead_seconds=wanted)
        for own in (world, live)
    )
    assert moved.status_code == 200
    assert faults(refused) == {("#/clock_ahead_seconds", "clock_of_live_partnership")}
    assert live.as_role(Role.CASEWORKER).get("/v1/partnership").json()["clock_ahead_seconds"] == 0
