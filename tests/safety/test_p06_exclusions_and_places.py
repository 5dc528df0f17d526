"""P5, P6: whom a conflict of interest shuts out of a stay gets byte for byte what a stranger gets."""

from typing import Any

import httpx
import psycopg
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.placements.steps import (
    ANY,
    REVEAL,
    add_place,
    ask,
    ask_stay,
    moved,
    open_location,
    put_on_duty,
    stepped_up,
)
from tests.fixtures.steps import ABOUT_ANOTHER
from tests.fixtures.world import World
from tests.safety.haven import MARKED, Haven

pytestmark = [pytest.mark.p05, pytest.mark.p06, pytest.mark.database]
EXCLUDED_TRIES = (
    "reveal", "place", "list", "calendar", "vacancies", "reveals", "change", "location", "create",
)  # fmt: skip


def appearance(answer: httpx.Response) -> tuple[Any, ...]:
    """All that a caller can tell an answer by, but for what differs from one request to the next."""
    changing = {"date", "request-id", "ratelimit"}
    body = answer.content.replace(answer.headers["Request-Id"].encode(), b"")
    return answer.status_code, sorted((k, v) for k, v in answer.headers.items() if k not in changing), body


def tries(world: World, haven: Haven, name: str) -> dict[str, tuple[Any, ...]]:
    """Every way by which a duty worker could come near the place."""
    client = stepped_up(world, name)
    place = f"/v1/places/{haven.place['id']}"
    merge = {**ANY, "Content-Type": "application/merge-patch+json"}
    service_id = str(world.services["refuge"])
    new = {
        "service_id": service_id,
        "kind": "safe_space",
        "code_name": haven.place["code_name"],
        "capacity": 1,
    }
    answers = (
        client.post(f"{place}/reveals", json=REVEAL),
        client.get(place),
        client.get("/v1/places"),
        client.get(f"{place}/calendar"),
        client.get(f"/v1/services/{service_id}/vacancies"),
        client.get(f"{place}/reveals"),
        client.patch(place, json={"capacity": 2}, headers=merge),
        client.put(f"{place}/location", json=MARKED, headers=ANY),
        client.post("/v1/places", json=new),
    )
    others = (
        client.get(f"/v1/reveals/{haven.waiting['id']}"),
        client.post(f"/v1/reveals/{haven.waiting['id']}/approvals"),
        client.get(f"/v1/placements/{haven.stay['id']}"),
        client.get(f"/v1/cases/{haven.case['id']}/placements"),
        client.get(f"/v1/cases/{haven.case['id']}"),
    )
    named = dict(zip(EXCLUDED_TRIES, answers, strict=True))
    named |= {f"{number}": answer for number, answer in enumerate(others)}
    return {what: appearance(answer) for what, answer in named.items()}


def test_a_perpetrator_s_relative_on_duty_gets_byte_for_byte_what_a_stranger_gets(world: World) -> None:
    """The stranger is a caseworker of another service, the relative is on the roster of this one, now."""
    world.add_principal("relative", "charity", Role.CASEWORKER, service="refuge")
    world.add_principal("stranger", "charity", Role.CASEWORKER, service="outreach")
    put_on_duty(world, "relative", lead=True)
    haven = Haven(world)
    other = add_place(world)
    before = tries(world, haven, "relative")
    assert {before[what][0] for what in ("reveal", "place", "calendar", "vacancies")} == {200, 201}
    given = ask(world, haven.place["id"], "relative").json()
    perpetrator = world.open_case()["people"][0]["person_id"]
    world.insert(
        "case_people",
        partnership_id=world.id,
        id=other["id"],
        case_id=haven.case["id"],
        person_id=perpetrator,
        role="alleged_perpetrator",
        added_at="2026-11-02T09:00:00Z",
    )
    world.exclude("relative", "person", perpetrator)
    assert tries(world, haven, "relative") == tries(world, haven, "stranger")
    # Nor does any other place of the service tell, by being there, which one it is that is not.
    assert stepped_up(world, "relative").get(f"/v1/places/{other['id']}").status_code == 404
    late = open_location(world, given["id"], given["token"], "relative")
    stranger = open_location(world, given["id"], given["token"], "stranger")
    assert appearance(late) == appearance(stranger)
    assert late.status_code == 404


def test_a_lead_who_must_not_know_is_told_nothing(world: World, superuser: psycopg.Connection) -> None:
    world.add_principal("relative", "charity", Role.CASEWORKER, service="refuge")
    put_on_duty(world, "relative", lead=True)
    haven = Haven(world)
    world.exclude("relative", "case", haven.case["id"])
    told = "SELECT count(*) FROM reveal_notices WHERE recipient_id = %s"
    before = superuser.execute(told, (world.somebody("relative"),)).fetchone()
    assert ask(world, haven.place["id"]).status_code == 201
    assert superuser.execute(told, (world.somebody("relative"),)).fetchone() == before


def test_what_was_hidden_for_a_stay_is_there_again_when_it_has_ended(world: World) -> None:
    world.add_principal("relative", "charity", Role.CASEWORKER, service="refuge")
    haven = Haven(world)
    world.exclude("relative", "case", haven.case["id"])
    client = world.as_role("relative")
    assert client.get(f"/v1/places/{haven.place['id']}").status_code == 404
    ended = world.as_role(Role.CASEWORKER).post(
        f"/v1/placements/{haven.stay['id']}/transitions",
        json={"to": "ended", "reason_code": "stay_completed"},
        headers=ANY,
    )
    assert ended.status_code == 201
    assert client.get(f"/v1/places/{haven.place['id']}").status_code == 200


def test_whose_places_are_hidden_still_frees_the_unit_of_a_stay_of_their_own(world: World) -> None:
    """The excluded worker cannot see the place that they give back; the next person needs it all the same."""
    world.add_principal("relative", "charity", Role.CASEWORKER, service="refuge")
    haven = Haven(world)
    place = add_place(world)
    own = world.open_case(worker="relative", referral=ABOUT_ANOTHER)
    stay = ask_stay(world, own["id"], worker="relative")
    moved(world, stay["id"], "offered", place_id=place["id"])
    world.exclude("relative", "case", haven.case["id"])
    seen = world.as_role("relative").get(f"/v1/placements/{stay['id']}").json()
    assert (seen["place_id"], seen["allowed_transitions"]) == (None, ["refused", "cancelled"])
    extended = world.as_role("relative").patch(
        f"/v1/placements/{stay['id']}",
        json={"ends_on": "2099-01-01"},
        headers={**ANY, "Content-Type": "application/merge-patch+json"},
    )
    assert extended.status_code == 422
    moved(world, stay["id"], "cancelled", worker="relative", reason_code="remains_at_home")
    days = world.as_role(Role.CASEWORKER).get(f"/v1/places/{place['id']}/calendar").json()["data"]
    assert {day["free"] for day in days} == {1}
