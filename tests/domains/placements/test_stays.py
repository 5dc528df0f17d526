"""A stay is asked for by a case, offered by the duty, lived through and ended; no unit is ever taken twice."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from sosafe_api.core.clock import today
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.cases.steps import moved as moved_case
from tests.domains.placements.steps import ANY, add_place, ask_stay, move, moved, put_on_duty, settle
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
MERGE = {**ANY, "Content-Type": "application/merge-patch+json"}
DAY = timedelta(days=1)


def read(world: World, placement_id: str, name: Role | str = "caseworker") -> dict[str, Any]:
    answer = world.as_role(name).get(f"/v1/placements/{placement_id}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def change(world: World, placement_id: str, **changes: Any) -> httpx.Response:
    content = {name: str(value) for name, value in changes.items()}
    return world.as_role(Role.CASEWORKER).patch(f"/v1/placements/{placement_id}", json=content, headers=MERGE)


def bookings(world: World) -> list[Any]:
    return world.superuser.execute(
        "SELECT unit, ends_on - starts_on, staying FROM place_bookings WHERE partnership_id = %s ORDER BY id",
        (world.id,),
    ).fetchall()


def test_the_life_of_a_stay(world: World) -> None:
    put_on_duty(world)
    place, case = add_place(world), world.open_case()
    stay = ask_stay(world, case["id"])
    assert (stay["status"], stay["place_id"]) == ("requested", None)
    assert stay["allowed_transitions"] == ["offered", "refused", "cancelled"]
    moved(world, stay["id"], "offered", place_id=place["id"])
    moved(world, stay["id"], "occupied")
    assert read(world, stay["id"])["place_id"] == place["id"]
    assert bookings(world) == [(1, 14, True)]
    moved(world, stay["id"], "ended", reason_code="moved_to_own_home")
    ended = read(world, stay["id"])
    assert (ended["status"], ended["reason_code"], ended["ended_on"]) == (
        "ended", "moved_to_own_home", str(today()),
    )  # fmt: skip
    assert (ended["place_id"], ended["allowed_transitions"]) == (None, [])
    assert bookings(world) == [(1, 0, False)]
    told = world.superuser.execute(
        "SELECT type, resource_id::text, service_id FROM changes WHERE partnership_id = %s"
        " AND resource = 'placement' ORDER BY id",
        (world.id,),
    ).fetchall()
    assert told == [
        (f"placement.{status}", stay["id"], world.services["refuge"])
        for status in ("requested", "offered", "occupied", "ended")
    ]


def test_a_colleague_off_duty_sees_that_there_is_a_stay_and_nothing_of_the_place(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    put_on_duty(world)
    place = add_place(world)
    case, stay = settle(world, place["id"])
    listed = world.as_role("colleague").get(f"/v1/cases/{case['id']}/placements")
    (item,) = listed.json()["data"]
    assert (item["id"], item["status"]) == (stay["id"], "occupied")
    assert "reason_code" not in item
    for text in (listed.text, world.as_role("colleague").get(f"/v1/placements/{stay['id']}").text):
        assert place["id"] not in text
        assert place["code_name"] not in text
    assert read(world, stay["id"], "colleague")["place_id"] is None


def test_a_stay_is_hidden_with_its_case(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    put_on_duty(world)
    case, stay = settle(world, add_place(world)["id"], access="workers")
    absent = world.as_role("colleague").get(f"/v1/placements/{new_id()}")
    hidden = world.as_role("colleague").get(f"/v1/placements/{stay['id']}")
    assert {**hidden.json(), "request_id": ""} == {**absent.json(), "request_id": ""}
    assert world.as_role("colleague").get(f"/v1/cases/{case['id']}/placements").status_code == 404
    assert (
        move(world, stay["id"], "ended", worker="colleague", reason_code="stay_completed").status_code == 404
    )


def test_only_the_duty_offers_a_place(world: World) -> None:
    stay = ask_stay(world, world.open_case()["id"])
    place = add_place(world)
    refused = move(world, stay["id"], "offered", place_id=place["id"])
    assert (refused.status_code, refused.json()["allowed_to"]) == (409, ["refused", "cancelled"])
    put_on_duty(world)
    moved(world, stay["id"], "offered", place_id=place["id"])


def test_an_offer_names_an_open_place_of_the_service(world: World) -> None:
    put_on_duty(world)
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    closed = add_place(world)
    world.as_role(Role.CASEWORKER).patch(
        f"/v1/places/{closed['id']}", json={"status": "closed"}, headers=MERGE
    )
    elsewhere = add_place(world, worker="outreach_worker", service_id=str(world.services["outreach"]))
    stay = ask_stay(world, world.open_case()["id"])
    for place_id in (closed["id"], elsewhere["id"], str(new_id())):
        refused = move(world, stay["id"], "offered", place_id=place_id)
        assert [error["pointer"] for error in refused.json()["errors"]] == ["#/place_id"]


@pytest.mark.parametrize(
    ("to", "rest", "code"),
    [
        ("offered", {}, "required"),
        ("refused", {}, "required"),
        ("refused", {"reason_code": "stay_completed"}, "unknown_code"),
        ("cancelled", {"reason_code": "remains_at_home", "place_id": "place"}, "not_wanted"),
        ("offered", {"place_id": "place", "reason_code": "no_vacancy"}, "not_wanted"),
    ],
)
def test_a_move_brings_what_its_status_needs_and_no_more(
    world: World, to: str, rest: dict[str, str], code: str
) -> None:
    put_on_duty(world)
    place = add_place(world)
    stay = ask_stay(world, world.open_case()["id"])
    content = {name: place["id"] if value == "place" else value for name, value in rest.items()}
    refused = move(world, stay["id"], to, **content)
    assert (refused.status_code, [error["code"] for error in refused.json()["errors"]]) == (422, [code])


def test_a_stay_is_asked_for_while_work_goes_on(world: World) -> None:
    case = world.open_case()
    moved_case(world, case["id"], "closed", ending="custody")
    refused = world.as_role(Role.CASEWORKER).post(
        f"/v1/cases/{case['id']}/placements",
        json={"kind": "safe_space", "starts_on": "2026-12-01", "ends_on": "2026-12-02"},
        headers={"Idempotency-Key": str(new_id())},
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "business_rule")


@pytest.mark.parametrize("days", [0, -1, 732])
def test_a_stay_lasts_a_day_to_two_years(world: World, days: int) -> None:
    case = world.open_case()
    refused = world.as_role(Role.CASEWORKER).post(
        f"/v1/cases/{case['id']}/placements",
        json={"kind": "safe_space", "starts_on": str(today()), "ends_on": str(today() + days * DAY)},
        headers={"Idempotency-Key": str(new_id())},
    )
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/ends_on")


def test_nobody_moves_in_before_the_first_day(world: World) -> None:
    put_on_duty(world)
    place = add_place(world)
    stay = ask_stay(world, world.open_case()["id"], starts_on=today() + DAY)
    moved(world, stay["id"], "offered", place_id=place["id"])
    assert move(world, stay["id"], "occupied").json()["code"] == "business_rule"
    assert change(world, stay["id"], starts_on=today()).status_code == 200
    moved(world, stay["id"], "occupied")


def test_days_that_follow_on_one_another_are_no_overlap_and_a_common_day_is_one(world: World) -> None:
    put_on_duty(world)
    place = add_place(world)
    settle(world, place["id"])
    following = ask_stay(world, world.open_case()["id"], starts_on=today() + 14 * DAY)
    overlapping = ask_stay(world, world.open_case()["id"], starts_on=today() + 13 * DAY)
    refused = move(world, overlapping["id"], "offered", place_id=place["id"])
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "no_room")
    moved(world, following["id"], "offered", place_id=place["id"])


def test_a_stay_is_extended_while_there_is_room_and_shortened_at_will(world: World) -> None:
    put_on_duty(world)
    place = add_place(world, capacity=2)
    _, stay = settle(world, place["id"])
    later = ask_stay(world, world.open_case()["id"], starts_on=today() + 20 * DAY)
    moved(world, later["id"], "offered", place_id=place["id"])
    assert change(world, stay["id"], ends_on=today() + 30 * DAY).status_code == 200
    assert sorted(bookings(world)) == [(1, 14, False), (2, 30, True)]  # the other unit was free for all of it
    third = ask_stay(world, world.open_case()["id"])
    moved(world, third["id"], "offered", place_id=place["id"])
    refused = change(world, third["id"], ends_on=today() + 21 * DAY)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "no_room")
    assert read(world, third["id"])["ends_on"] == str(today() + 14 * DAY)
    assert change(world, stay["id"], ends_on=today() + 2 * DAY).status_code == 200
    assert change(world, third["id"], ends_on=today() + 21 * DAY).status_code == 409
    assert change(world, stay["id"], starts_on=today() - DAY).json()["errors"][0]["code"] == "not_changeable"
    moved(world, stay["id"], "ended", reason_code="stay_completed")
    assert (
        change(world, stay["id"], ends_on=today() + 3 * DAY).json()["errors"][0]["code"] == "not_changeable"
    )


def test_who_stays_on_keeps_the_unit_until_they_leave(world: World) -> None:
    put_on_duty(world)
    place = add_place(world)
    _, stay = settle(world, place["id"])
    world.superuser.execute(
        "UPDATE place_bookings SET starts_on = starts_on - 20, ends_on = ends_on - 20 WHERE id = %s",
        (stay["id"],),
    )
    follower = ask_stay(world, world.open_case()["id"])
    refused = move(world, follower["id"], "offered", place_id=place["id"])
    assert refused.json()["errors"][0]["code"] == "no_room"
    moved(world, stay["id"], "ended", reason_code="stay_completed")
    moved(world, follower["id"], "offered", place_id=place["id"])


def test_the_last_unit_goes_to_one_of_many_who_want_it_at_once(world: World) -> None:
    put_on_duty(world)
    place = add_place(world, capacity=2)
    stays = [ask_stay(world, world.open_case()["id"])["id"] for _ in range(6)]
    with side_by_side() as crew:
        answers = list(crew.map(lambda stay: move(world, stay, "offered", place_id=place["id"]), stays))
    assert sorted(answer.status_code for answer in answers) == [201, 201, 409, 409, 409, 409]
    assert sorted(bookings(world)) == [(1, 14, False), (2, 14, False)]


def test_of_two_moves_at_once_one_is_made(world: World) -> None:
    put_on_duty(world)
    place = add_place(world)
    stay = ask_stay(world, world.open_case()["id"])
    moved(world, stay["id"], "offered", place_id=place["id"])
    tag = read(world, stay["id"])["etag"]
    bodies: list[dict[str, str]] = [
        {"to": "occupied"},
        {"to": "cancelled", "reason_code": "remains_at_home"},
        {"to": "refused", "reason_code": "declined_by_person"},
    ]
    with side_by_side() as crew:
        answers = list(
            crew.map(
                lambda body: world.as_role(Role.CASEWORKER).post(
                    f"/v1/placements/{stay['id']}/transitions", json=body, headers={"If-Match": tag}
                ),
                bodies * 2,
            )
        )
    assert sorted(answer.status_code for answer in answers) == [201] + [412] * 5
    live = world.superuser.execute(
        "SELECT count(*) FROM live_stays WHERE partnership_id = %s", (world.id,)
    ).fetchone()
    assert live == (int(read(world, stay["id"])["status"] == "occupied"),)


def test_a_request_that_is_sent_twice_asks_once(world: World) -> None:
    case = world.open_case()
    content = {"kind": "safe_space", "starts_on": "2026-12-01", "ends_on": "2026-12-15"}
    key = {"Idempotency-Key": "the-key-of-a-careful-client"}
    with side_by_side() as crew:
        answers = list(
            crew.map(
                lambda _: world.as_role(Role.CASEWORKER).post(
                    f"/v1/cases/{case['id']}/placements", json=content, headers=key
                ),
                range(4),
            )
        )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1


def test_each_read_of_a_stay_is_recorded_with_its_purpose(world: World) -> None:
    stay = ask_stay(world, world.open_case()["id"])
    client = world.as_role(Role.CASEWORKER, Purpose="")
    assert client.get(f"/v1/placements/{stay['id']}").status_code == 403
    read(world, stay["id"])
    lines = world.superuser.execute(
        "SELECT object_id::text, purpose, field_set FROM audit_entries WHERE partnership_id = %s"
        " AND operation = 'placement:read'",
        (world.id,),
    ).fetchall()
    assert lines == [(stay["id"], "safeguarding", "F3")]
