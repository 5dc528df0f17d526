"""A service's places: known by code names to its caseworkers; their room in days and numbers."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from sosafe_api.core.clock import today
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.placements.steps import (
    ANY,
    LOCATION,
    add_place,
    ask_stay,
    code_name,
    moved,
    put_on_duty,
    settle,
)
from tests.fixtures.world import World

pytestmark = pytest.mark.database
MERGE = {**ANY, "Content-Type": "application/merge-patch+json"}


def patch(world: World, place_id: str, **changes: Any) -> httpx.Response:
    return world.as_role(Role.CASEWORKER).patch(f"/v1/places/{place_id}", json=changes, headers=MERGE)


def test_a_service_s_workers_see_its_places_and_nobody_else_does(world: World) -> None:
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    place = add_place(world)
    own = world.as_role(Role.CASEWORKER)
    assert own.get(f"/v1/places/{place['id']}").json() == place
    assert own.get("/v1/places").json()["data"] == [place]
    other = world.as_role("outreach_worker")
    assert other.get(f"/v1/places/{place['id']}").status_code == 404
    assert other.get("/v1/places").json()["data"] == []
    for path in (f"/v1/places/{place['id']}", "/v1/places"):
        assert world.as_role(Role.PARTNERSHIP_ADMIN).get(path).status_code == 403


def test_the_list_can_be_narrowed(world: World) -> None:
    flat, room = add_place(world, kind="dispersed_flat"), add_place(world, kind="refuge_room")
    assert patch(world, room["id"], status="closed").status_code == 200
    client = world.as_role(Role.CASEWORKER)
    for query, expected in (
        ("kind=dispersed_flat", [flat["id"]]),
        ("status=closed", [room["id"]]),
        ("kind=dispersed_flat,refuge_room&status=open", [flat["id"]]),
        (f"service_id={world.services['outreach']}", []),
    ):
        assert [item["id"] for item in client.get(f"/v1/places?{query}").json()["data"]] == expected, query


@pytest.mark.parametrize(
    "name", ["12 Example Street", "SG1 1AB", "Flat2", "heron", "Two words", "A" * 25, "No-1"]
)
def test_a_code_name_is_one_word_that_has_no_room_for_an_address(world: World, name: str) -> None:
    content = {"service_id": str(world.services["refuge"]), "kind": "safe_space", "capacity": 1}
    made = world.as_role(Role.CASEWORKER).post("/v1/places", json={**content, "code_name": name})
    assert made.status_code == 422
    assert made.json()["errors"][0]["pointer"] == "#/code_name"


def test_a_place_belongs_to_a_service_that_its_recorder_works_for(world: World) -> None:
    content = {"kind": "safe_space", "code_name": code_name(), "capacity": 1}
    for service_id in (str(world.services["outreach"]), str(new_id())):
        made = world.as_role(Role.CASEWORKER).post("/v1/places", json={**content, "service_id": service_id})
        assert [error["code"] for error in made.json()["errors"]] == ["unknown_reference"]


def test_a_code_name_is_one_place_s_within_a_service(world: World) -> None:
    place = add_place(world)
    again = world.as_role(Role.CASEWORKER).post(
        "/v1/places",
        json={
            "service_id": place["service_id"],
            "kind": "safe_space",
            "code_name": place["code_name"],
            "capacity": 1,
        },
    )
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "code_name_in_use")


def test_stating_a_location_is_recorded_by_ids_and_answers_none_of_it(world: World) -> None:
    place = add_place(world, location=None)
    assert place["location_stated_at"] is None
    client = world.as_role(Role.CASEWORKER)
    path = f"/v1/places/{place['id']}/location"
    assert client.put(path, json=LOCATION).status_code == 428
    assert client.put(path, json=LOCATION, headers={"If-Match": '"stale"'}).status_code == 412
    stated = client.put(path, json=LOCATION, headers={"If-Match": place["etag"]})
    assert stated.status_code == 200
    assert stated.json()["location_stated_at"] is not None
    assert not any(word in stated.text for word in ("Example Street", "ZZ99", "fictional"))
    assert client.get(path).status_code == 405
    written = world.superuser.execute(
        "SELECT operation, object_type, object_id::text FROM audit_entries WHERE partnership_id = %s"
        " AND operation LIKE 'place:%%' ORDER BY recorded_at",
        (world.id,),
    ).fetchall()
    assert written == [
        ("place:create", "place", place["id"]),
        ("place:location_stated", "place", place["id"]),
    ]


def test_only_who_is_on_duty_sees_the_calendar_and_it_names_nobody(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    put_on_duty(world)
    place = add_place(world, capacity=2)
    settle(world, place["id"])
    first = today()
    path = f"/v1/places/{place['id']}/calendar?from={first}&before={first + timedelta(days=16)}"
    seen = world.as_role(Role.CASEWORKER).get(path).json()
    assert set(seen) == {"place_id", "data"}
    assert seen["data"] == [
        {
            "day": str(first + timedelta(days=number)),
            "free": 1 if number < 14 else 2,
            "occupied": int(number < 14),
        }
        for number in range(16)
    ]
    assert world.as_role("colleague").get(path).status_code == 404


@pytest.mark.parametrize("days", [0, -1, 93])
def test_a_calendar_has_bounds(world: World, days: int) -> None:
    put_on_duty(world)
    place = add_place(world)
    query = f"from=2026-11-02&before={today().replace(2026, 11, 2) + timedelta(days=days)}"
    for path in (f"/v1/places/{place['id']}/calendar", f"/v1/services/{place['service_id']}/vacancies"):
        refused = world.as_role(Role.CASEWORKER).get(f"{path}?{query}")
        assert (refused.status_code, refused.json()["code"]) == (400, "invalid_parameter")


def test_vacancies_are_of_all_open_places_together_for_the_service_s_own_workers(world: World) -> None:
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    put_on_duty(world)
    first = today()
    path = f"/v1/services/{world.services['refuge']}/vacancies?before={first + timedelta(days=2)}"
    client = world.as_role(Role.CASEWORKER)
    assert [day["free"] for day in client.get(path).json()["data"]] == [0, 0]
    taken, closed = add_place(world, capacity=2), add_place(world, capacity=5)
    add_place(world)
    settle(world, taken["id"])
    assert [day["free"] for day in client.get(path).json()["data"]] == [7, 7]
    assert patch(world, closed["id"], status="closed").status_code == 200
    seen = client.get(path).json()
    assert seen == {
        "service_id": str(world.services["refuge"]),
        "data": [{"day": str(first + timedelta(days=number)), "free": 2} for number in range(2)],
    }
    assert world.as_role("outreach_worker").get(path).status_code == 404


def test_room_cannot_be_taken_from_under_those_who_have_it(world: World) -> None:
    put_on_duty(world)
    place = add_place(world, capacity=2)
    settle(world, place["id"])
    second = ask_stay(world, world.open_case()["id"])
    moved(world, second["id"], "offered", place_id=place["id"])
    refused = patch(world, place["id"], capacity=1)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "capacity_taken")
    moved(world, second["id"], "cancelled", reason_code="other_accommodation")
    assert patch(world, place["id"], capacity=1).status_code == 200


def test_the_roster_is_the_administrator_s_who_cannot_stand_on_it_by_their_own_hand(world: World) -> None:
    world.grant(world.people["partnership_admin"], Role.CASEWORKER, service="refuge")
    admin = world.as_role(Role.PARTNERSHIP_ADMIN)
    shift = put_on_duty(world)
    listed = admin.get(f"/v1/duty-shifts?principal_id={world.somebody('caseworker')}").json()["data"]
    assert listed == [shift]
    assert admin.get("/v1/duty-shifts?on_duty_at=2020-01-01T00:00:00Z").json()["data"] == []
    content = {
        "service_id": str(world.services["refuge"]),
        "principal_id": str(world.somebody("partnership_admin")),
        "starts_at": "2026-11-02T18:00:00Z",
        "ends_at": "2026-11-03T08:00:00Z",
    }

    def grant(**changes: Any) -> httpx.Response:
        key = {"Idempotency-Key": str(new_id())}
        return admin.post("/v1/duty-shifts", json=content | changes, headers=key)

    assert grant().json()["errors"][0]["code"] == "granted_to_oneself"
    other = str(world.somebody("caseworker"))
    for changes, pointer in (
        ({"principal_id": str(new_id())}, "#/principal_id"),
        ({"principal_id": other, "service_id": str(new_id())}, "#/service_id"),
        ({"principal_id": other, "ends_at": "2026-11-02T18:00:00Z"}, "#/ends_at"),
        ({"principal_id": other, "ends_at": "2027-11-02T18:00:00Z"}, "#/ends_at"),
    ):
        refused = grant(**changes)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)
    world.superuser.execute(
        "UPDATE duty_shifts SET principal_id = %s WHERE id = %s",
        (world.somebody("partnership_admin"), shift["id"]),
    )
    longer = admin.patch(
        f"/v1/duty-shifts/{shift['id']}", json={"ends_at": shift["starts_at"]}, headers=MERGE
    )
    assert longer.json()["errors"][0]["code"] == "granted_to_oneself"
