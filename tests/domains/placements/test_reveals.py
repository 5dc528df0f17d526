"""A location is revealed to who is on duty or works with the resident: once, within a minute, told at once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.placements.steps import (
    ANY,
    LOCATION,
    REVEAL,
    add_place,
    ask,
    ask_stay,
    moved,
    open_location,
    put_on_duty,
    settle,
    stepped_up,
)
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def problem(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def absent(world: World, name: Role | str) -> dict[str, Any]:
    """What somebody is answered who asks for a place that was never there."""
    answer = ask(world, str(new_id()), name)
    assert answer.status_code == 404
    return {**answer.json(), "request_id": ""}


def same(answer: httpx.Response) -> dict[str, Any]:
    return {**answer.json(), "request_id": ""}


def make_older(world: World, reveal_id: str, interval: str) -> None:
    world.superuser.execute(
        "UPDATE reveals SET asked_at = asked_at - %s::interval WHERE id = %s", (interval, reveal_id)
    )


def test_who_is_on_duty_asks_and_opens_it_once(world: World) -> None:
    place = add_place(world)
    put_on_duty(world)
    asked = ask(world, place["id"])
    assert asked.status_code == 201, asked.text
    given = asked.json()
    assert asked.headers["Location"] == f"/v1/reveals/{given['id']}"
    assert (given["ground"], given["status"], given["needs_approval"]) == ("duty_roster", "ready", False)
    opened = open_location(world, given["id"], given["token"])
    assert opened.status_code == 201, opened.text
    assert opened.json() == {"reveal_id": given["id"], "place_id": place["id"], **LOCATION}
    for answer in (asked, opened):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers
    again = open_location(world, given["id"], given["token"])
    assert problem(again) == (409, "conflict")
    assert "Example Street" not in again.text
    seen = world.as_role(Role.CASEWORKER).get(f"/v1/reveals/{given['id']}").json()
    assert (seen["status"], seen["reason"]) == ("opened", REVEAL["reason"])
    assert "token" not in seen


def test_what_is_stated_last_is_what_is_revealed(world: World) -> None:
    place = add_place(world)
    put_on_duty(world)
    given = ask(world, place["id"]).json()
    moved_to = {"address_lines": ["2 Example Road"], "postcode": "ZZ98 8ZZ"}
    stated = world.as_role(Role.CASEWORKER).put(
        f"/v1/places/{place['id']}/location", json=moved_to, headers=ANY
    )
    assert stated.status_code == 200
    opened = open_location(world, given["id"], given["token"]).json()
    assert (opened["address_lines"], opened["access_notes"]) == (["2 Example Road"], None)


def test_without_duty_or_a_stay_the_place_does_not_exist(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    place = add_place(world)
    put_on_duty(world, "outreach_worker", service="outreach")
    put_on_duty(world, "outreach_worker", service="refuge")  # on the roster, but not of the service
    for name in ("colleague", "outreach_worker", Role.PANEL_MEMBER):
        assert same(ask(world, place["id"], name)) == absent(world, name), name
    stranger = world.as_role("colleague").post(f"/v1/places/{place['id']}/reveals", json=REVEAL)
    assert same(stranger) == absent(world, "colleague")  # nor is a step-up asked for
    assert world.superuser.execute(
        "SELECT count(*) FROM reveals WHERE partnership_id = %s", (world.id,)
    ).fetchone() == (0,)


@pytest.mark.parametrize(
    ("starts", "ends"), [(timedelta(hours=1), timedelta(hours=2)), (timedelta(hours=-2), timedelta(hours=-1))]
)
def test_a_shift_opens_nothing_before_it_begins_or_after_it_has_ended(
    world: World, starts: timedelta, ends: timedelta
) -> None:
    now = datetime.now(UTC)
    place = add_place(world)
    put_on_duty(world, starts_at=now + starts, ends_at=now + ends)
    assert same(ask(world, place["id"])) == absent(world, Role.CASEWORKER)


def test_who_works_on_the_case_that_stays_there_asks_while_it_does(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    place = add_place(world)
    shift = put_on_duty(world)
    _, stay = settle(world, place["id"])
    other = world.open_case(worker="colleague")
    off_duty = world.as_role(Role.PARTNERSHIP_ADMIN).patch(
        f"/v1/duty-shifts/{shift['id']}",
        json={"ends_at": shift["starts_at"]},
        headers={**ANY, "Content-Type": "application/merge-patch+json"},
    )
    assert off_duty.status_code == 200, off_duty.text
    asked = ask(world, place["id"])
    assert (asked.status_code, asked.json()["ground"]) == (201, "current_placement")
    assert open_location(world, asked.json()["id"], asked.json()["token"]).status_code == 201
    assert other["id"]  # whose worker works for the same service, and on no case that stays there
    assert same(ask(world, place["id"], "colleague")) == absent(world, "colleague")
    moved(world, stay["id"], "ended", reason_code="stay_completed")
    assert same(ask(world, place["id"])) == absent(world, Role.CASEWORKER)


def test_an_offer_for_later_opens_nothing_before_its_first_day(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    place = add_place(world)
    put_on_duty(world, "colleague")
    case = world.open_case()
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date()
    stay = ask_stay(world, case["id"], starts_on=tomorrow)
    moved(world, stay["id"], "offered", worker="colleague", place_id=place["id"])
    assert same(ask(world, place["id"])) == absent(world, Role.CASEWORKER)
    world.superuser.execute(
        "UPDATE place_bookings SET starts_on = current_date - 1 WHERE id = %s", (stay["id"],)
    )
    assert ask(world, place["id"]).status_code == 201


@pytest.mark.parametrize("seconds_ago", [None, 310, 86_400])
def test_it_takes_a_sign_in_of_the_last_five_minutes(world: World, seconds_ago: int | None) -> None:
    place = add_place(world)
    put_on_duty(world)
    client = (
        world.as_role(Role.CASEWORKER)
        if seconds_ago is None
        else stepped_up(world, Role.CASEWORKER, seconds_ago=seconds_ago)
    )
    refused = client.post(f"/v1/places/{place['id']}/reveals", json=REVEAL)
    assert problem(refused) == (403, "step_up_required")
    assert 'error="insufficient_user_authentication", max_age="300"' in refused.headers["WWW-Authenticate"]
    given = ask(world, place["id"]).json()
    late = client.post(f"/v1/reveals/{given['id']}/openings", json={"token": given["token"]})
    assert problem(late) == (403, "step_up_required")
    assert open_location(world, given["id"], given["token"]).status_code == 201


def test_it_takes_a_purpose_that_an_agreement_names_when_asked_and_when_opened(world: World) -> None:
    place = add_place(world)
    put_on_duty(world)
    unknown = ask(world, place["id"], purpose="curiosity")
    assert problem(unknown) == (403, "sharing_agreement_missing")
    given = ask(world, place["id"]).json()
    world.superuser.execute(
        "UPDATE sharing_agreements SET ends_on = '2020-06-01' WHERE partnership_id = %s", (world.id,)
    )
    late = open_location(world, given["id"], given["token"])
    assert problem(late) == (403, "sharing_agreement_missing")


@pytest.mark.parametrize("postcode", ["ZZ99 9ZZ", "zz999zz", "Z9 9ZZ", "ZZ9Z  9ZZ"])
def test_a_reason_says_why_and_not_where(world: World, postcode: str) -> None:
    place = add_place(world)
    put_on_duty(world)
    refused = ask(world, place["id"], reason=f"A fictional resident goes to {postcode}, tonight.")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "holds_postcode")
    assert postcode not in refused.text


def test_a_place_without_a_location_has_nothing_to_reveal(world: World) -> None:
    place = add_place(world, location=None)
    put_on_duty(world)
    assert problem(ask(world, place["id"])) == (422, "business_rule")


def test_three_a_day_is_the_most_however_many_are_asked_for_at_once(world: World) -> None:
    place = add_place(world)
    put_on_duty(world)
    with side_by_side() as crew:
        answers = list(crew.map(lambda _: ask(world, place["id"]), range(8)))
    assert sorted(answer.status_code for answer in answers) == [201] * 3 + [429] * 5
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert (refused.json()["code"], refused.json()["violated_policies"]) == ("quota_exceeded", ["reveal"])
    assert 0 < int(refused.headers["Retry-After"]) <= 90_000
    world.superuser.execute("UPDATE reveals SET day = day - 1 WHERE partnership_id = %s", (world.id,))
    assert ask(world, place["id"]).status_code == 201


def test_a_token_that_is_used_twice_at_once_opens_once(world: World) -> None:
    place = add_place(world)
    put_on_duty(world)
    given = ask(world, place["id"]).json()
    with side_by_side() as crew:
        answers = list(crew.map(lambda _: open_location(world, given["id"], given["token"]), range(8)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    assert sum("Example Street" in answer.text for answer in answers) == 1


def _another_token(world: World, given: dict[str, Any]) -> httpx.Response:
    return open_location(world, given["id"], "x" * 43)


def _too_late(world: World, given: dict[str, Any]) -> httpx.Response:
    make_older(world, given["id"], "61 seconds")
    return open_location(world, given["id"], given["token"])


def _of_another_reveal(world: World, given: dict[str, Any]) -> httpx.Response:
    other = ask(world, given["place_id"]).json()
    return open_location(world, other["id"], given["token"])


@pytest.mark.parametrize("attempt", [_another_token, _too_late, _of_another_reveal])
def test_a_token_opens_its_own_reveal_in_its_own_minute(
    world: World, attempt: Callable[[World, dict[str, Any]], httpx.Response]
) -> None:
    place = add_place(world)
    put_on_duty(world)
    refused = attempt(world, ask(world, place["id"]).json())
    assert problem(refused) == (409, "conflict")


def test_a_token_is_for_the_one_who_asked(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    place = add_place(world)
    put_on_duty(world)
    put_on_duty(world, "colleague")
    given = ask(world, place["id"]).json()
    assert problem(open_location(world, given["id"], given["token"], "colleague")) == (404, "not_found")
    assert open_location(world, given["id"], given["token"]).status_code == 201


def test_duty_that_ends_after_the_asking_closes_the_opening(world: World) -> None:
    place = add_place(world)
    put_on_duty(world)
    given = ask(world, place["id"]).json()
    world.superuser.execute("UPDATE duty_shifts SET ends_at = now() WHERE partnership_id = %s", (world.id,))
    assert problem(open_location(world, given["id"], given["token"])) == (404, "not_found")


def test_nothing_is_answered_a_second_time_whatever_key_is_sent(world: World) -> None:
    place = add_place(world)
    put_on_duty(world)
    client = stepped_up(world, Role.CASEWORKER)
    key = {"Idempotency-Key": "the-key-of-a-careful-client"}
    asked = [client.post(f"/v1/places/{place['id']}/reveals", json=REVEAL, headers=key) for _ in range(2)]
    tokens = {answer.json()["token"] for answer in asked}
    assert len(tokens) == 2
    path, token = f"/v1/reveals/{asked[0].json()['id']}/openings", asked[0].json()["token"]
    opened = [client.post(path, json={"token": token}, headers=key) for _ in range(2)]
    assert [answer.status_code for answer in opened] == [201, 409]
    kept = world.superuser.execute(
        "SELECT count(*) FROM idempotency_records WHERE partnership_id = %s AND body LIKE %s",
        (world.id, b"%token%"),
    ).fetchone()
    assert kept == (0,)
    digests = world.superuser.execute(
        "SELECT count(*) FROM reveals WHERE partnership_id = %s AND token_digest = %s",
        (world.id, token.encode()),
    ).fetchone()
    assert digests == (0,)
