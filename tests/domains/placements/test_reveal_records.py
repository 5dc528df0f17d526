"""Who is told of a reveal, what is recorded of it, and who may read that."""

from uuid import UUID

import psycopg
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.placements.steps import REVEAL, add_place, ask, open_location, put_on_duty
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def test_the_duty_lead_and_the_changes_are_told_at_once_by_ids_alone(
    world: World, superuser: psycopg.Connection
) -> None:
    world.add_principal("lead", "charity", Role.CASEWORKER, service="refuge")
    place = add_place(world)
    put_on_duty(world)
    put_on_duty(world, "lead", lead=True)
    reveal_id = ask(world, place["id"]).json()["id"]
    notices = superuser.execute(
        "SELECT reveal_id, place_id, service_id, principal_id, recipient_id FROM reveal_notices"
        " WHERE partnership_id = %s",
        (world.id,),
    ).fetchall()
    asker, lead = world.somebody("caseworker"), world.somebody("lead")
    assert notices == [(UUID(reveal_id), UUID(place["id"]), world.services["refuge"], asker, lead)]
    change = superuser.execute(
        "SELECT resource, resource_id, service_id FROM changes WHERE partnership_id = %s"
        " AND type = 'place.location_revealed'",
        (world.id,),
    ).fetchall()
    assert change == [("place", UUID(place["id"]), world.services["refuge"])]


def test_without_a_lead_on_duty_the_service_is_told(world: World) -> None:
    place = add_place(world)
    put_on_duty(world)
    ask(world, place["id"])
    told = world.superuser.execute(
        "SELECT service_id, recipient_id FROM reveal_notices WHERE partnership_id = %s", (world.id,)
    ).fetchall()
    assert told == [(world.services["refuge"], None)]


def test_asking_opening_and_being_refused_each_leave_their_line(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    place = add_place(world)
    put_on_duty(world)
    given = ask(world, place["id"]).json()
    open_location(world, given["id"], given["token"])
    ask(world, place["id"], "colleague")
    world.as_role(Role.CASEWORKER).post(f"/v1/places/{place['id']}/reveals", json=REVEAL)
    lines = world.superuser.execute(
        "SELECT operation, actor_id, object_id, field_set, purpose, lawful_basis, decision FROM audit_entries"
        " WHERE partnership_id = %s AND operation ~ 'reveal|read_location' ORDER BY recorded_at",
        (world.id,),
    ).fetchall()
    worker, place_id = world.somebody("caseworker"), UUID(place["id"])
    assert lines == [
        ("place:reveal", worker, place_id, "F4", "safeguarding", "public_task", "allowed"),
        ("place:read_location", worker, place_id, "F4", "safeguarding", "public_task", "allowed"),
        ("create_reveal", world.somebody("colleague"), place_id, None, None, None, "absent"),
        ("create_reveal", worker, place_id, None, "safeguarding", "public_task", "denied"),
    ]


def test_the_service_sees_who_asked_and_others_see_nothing(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    place = add_place(world)
    put_on_duty(world)
    ids = [ask(world, place["id"]).json()["id"] for _ in range(3)]
    client = world.as_role("colleague")
    page = client.get(f"/v1/places/{place['id']}/reveals?limit=2").json()
    rest = client.get(f"/v1/places/{place['id']}/reveals?cursor={page['page']['next_cursor']}").json()
    assert [item["id"] for item in page["data"] + rest["data"]] == ids
    assert "reason" not in page["data"][0]
    assert world.as_role("outreach_worker").get(f"/v1/places/{place['id']}/reveals").status_code == 404
    assert world.as_role("outreach_worker").get(f"/v1/reveals/{ids[0]}").status_code == 404
