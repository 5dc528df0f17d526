"""The partnership's own record: everybody in it reads it, its administrator corrects it, nobody else's is seen."""

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.agencies.directory import admin, faults, patch
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database


@pytest.mark.parametrize("role", list(Role))
def test_everybody_reads_their_own_partnership(world: World, other_world: World, role: Role) -> None:
    for own in (world, other_world):
        found = own.as_role(role).get("/v1/partnership")
        assert found.status_code == 200
        assert (found.json()["id"], found.json()["slug"]) == (str(own.id), own.slug)
        assert (found.json()["mode"], found.json()["area_code"]) == ("test", "E07000243")
        assert found.headers["ETag"] == found.json()["etag"]


def test_the_administrator_corrects_the_name_and_the_area_of_their_own_only(
    world: World, other_world: World
) -> None:
    before, elsewhere = (admin(own).get("/v1/partnership").json() for own in (world, other_world))
    changed = patch(admin(world), "/partnership", before["etag"], name="Renamed", area_code="E07000241")
    assert changed.status_code == 200, changed.text
    after = admin(world).get("/v1/partnership").json()
    assert after == changed.json()
    assert (after["name"], after["area_code"]) == ("Renamed", "E07000241")
    assert after["etag"] != before["etag"]
    assert admin(other_world).get("/v1/partnership").json() == elsewhere


@pytest.mark.parametrize("name", ["slug", "mode", "id", "version"])
def test_slug_and_mode_are_the_operators(world: World, name: str) -> None:
    refused = patch(admin(world), "/partnership", **{name: "live"})
    assert faults(refused) == {(f"#/{name}", "unknown_property")}


@pytest.mark.parametrize(
    ("name", "value"), [("name", None), ("name", ""), ("area_code", None), ("area_code", "SG1")]
)
def test_a_partnership_keeps_a_name_and_an_area(world: World, name: str, value: str | None) -> None:
    refused = patch(admin(world), "/partnership", **{name: value})
    assert refused.status_code == 422
    assert {place for place, _ in faults(refused)} == {f"#/{name}"}


def test_nobody_else_changes_it(world: World) -> None:
    for role in set(Role) - {Role.PARTNERSHIP_ADMIN}:
        refused = patch(world.as_role(role), "/partnership", name="Taken over")
        assert (refused.status_code, refused.json()["code"]) == (403, "role_not_permitted"), role


def test_of_many_writers_on_one_version_one_wins(world: World) -> None:
    with admin(world) as client, side_by_side() as pool:
        etag = client.get("/v1/partnership").headers["ETag"]
        answers = pool.map(lambda n: patch(client, "/partnership", etag, name=f"Name {n}"), range(6))
        assert sorted(answer.status_code for answer in answers) == [200] + [412] * 5
    told = world.superuser.execute(
        "SELECT type, resource_version FROM changes WHERE resource_id = %s", (world.id,)
    ).fetchall()
    assert told == [("partnership.updated", 2)]
