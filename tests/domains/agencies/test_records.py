"""What holds for every kind of record of the directory: versions, merge patches, traces, whose it is."""

from typing import Any

import httpx
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.agencies.directory import KINDS, Kind, add, admin, agency_body, faults, patch, post
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
EVERY = pytest.mark.parametrize("kind", KINDS, ids=str)
WRITERS = 8


def traces(world: World, record_id: str) -> list[tuple[str, int]]:
    """Changes told of a record, oldest first."""
    return world.superuser.execute(
        "SELECT type, resource_version FROM changes WHERE partnership_id = %s AND resource_id = %s"
        " ORDER BY resource_version",
        (world.id, record_id),
    ).fetchall()


@EVERY
def test_what_was_made_is_found_where_the_answer_says(world: World, kind: Kind) -> None:
    kind.before(world)
    made = post(world, kind.collection(world), **kind.body(world))
    assert made.status_code == 201
    assert made.headers["Location"] == f"/v1{kind.path(made.json())}"
    found = admin(world).get(made.headers["Location"])
    assert (found.status_code, found.json()) == (200, made.json())
    assert found.headers["ETag"] == made.headers["ETag"] == found.json()["etag"]
    stated = kind.body(world)
    assert {name: found.json()[name] for name in stated} == stated


@EVERY
def test_a_patch_changes_what_it_names_and_keeps_the_rest(world: World, kind: Kind) -> None:
    made = kind.make(world)
    changed = patch(admin(world), kind.path(made), made["etag"], **kind.change)
    assert changed.status_code == 200, changed.text
    after = changed.json()
    assert changed.headers["ETag"] == after["etag"] != made["etag"]
    differing = {name for name in made if made[name] != after[name]} - {"etag", "updated_at"}
    assert differing == set(kind.change)
    assert {name: after[name] for name in kind.change} == kind.change
    assert admin(world).get(f"/v1{kind.path(made)}").json() == after


@EVERY
def test_a_change_needs_the_present_version(world: World, kind: Kind) -> None:
    made = kind.make(world)
    path = kind.path(made)
    assert patch(admin(world), path, None, **kind.change).status_code == 428
    first = patch(admin(world), path, made["etag"], **kind.change)
    stale = patch(admin(world), path, made["etag"], **kind.change)
    assert (stale.status_code, stale.json()["code"]) == (412, "precondition_failed")
    assert stale.headers["ETag"] == first.headers["ETag"]
    assert kind.change[next(iter(kind.change))] not in stale.json().values()


@EVERY
def test_of_many_writers_on_one_version_one_wins(world: World, kind: Kind) -> None:
    made = kind.make(world)
    with side_by_side() as pool, admin(world) as client:
        answers = list(
            pool.map(lambda _: patch(client, kind.path(made), made["etag"], **kind.change), range(WRITERS))
        )
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * (WRITERS - 1)
    assert [version for _, version in traces(world, made["id"])] == [1, 2]


@EVERY
def test_a_patch_is_a_merge_patch_and_no_other_media_type(world: World, kind: Kind) -> None:
    made = kind.make(world)
    refused = patch(admin(world), kind.path(made), made["etag"], "application/json", **kind.change)
    assert (refused.status_code, refused.json()["accepted"]) == (415, ["application/merge-patch+json"])


@EVERY
def test_null_clears_only_what_may_be_empty(world: World, kind: Kind) -> None:
    made = kind.make(world)
    for name in kind.required:
        refused = patch(admin(world), kind.path(made), made["etag"], **{name: None})
        assert refused.status_code == 422, name
        assert {place for place, _ in faults(refused)} == {f"#/{name}"}
    assert admin(world).get(f"/v1{kind.path(made)}").json() == made


@EVERY
def test_identity_and_unknown_properties_cannot_be_patched(world: World, kind: Kind) -> None:
    made = kind.make(world)
    for name in ("id", "slug", "version", "partnership_id", "created_at", "anything"):
        refused = patch(admin(world), kind.path(made), made["etag"], **{name: "other"})
        assert faults(refused) == {(f"#/{name}", "unknown_property")}, name


@EVERY
def test_a_patch_of_nothing_makes_no_new_version_and_leaves_no_trace(world: World, kind: Kind) -> None:
    made = kind.make(world)
    same = {name: made[name] for name in kind.change}
    for body in ({}, same):
        answer = patch(admin(world), kind.path(made), made["etag"], **body)
        assert (answer.status_code, answer.json()) == (200, made)
    assert traces(world, made["id"]) == [(f"{kind}.created", 1)]


@EVERY
def test_each_change_is_told_and_audited_in_its_own_transaction(world: World, kind: Kind) -> None:
    made = kind.make(world)
    patch(admin(world), kind.path(made), made["etag"], **kind.change)
    assert traces(world, made["id"]) == [(f"{kind}.created", 1), (f"{kind}.updated", 2)]
    rows = world.superuser.execute(
        "SELECT a.operation, a.object_type, a.actor_id, a.decision, a.xmin::text = c.xmin::text"
        " FROM audit_entries a JOIN changes c ON c.resource_id = a.object_id AND c.xmin::text = a.xmin::text"
        " WHERE a.partnership_id = %s AND a.object_id = %s ORDER BY a.recorded_at",
        (world.id, made["id"]),
    ).fetchall()
    actor = world.people[Role.PARTNERSHIP_ADMIN.value].id
    assert rows == [(f"{kind}:{what}", str(kind), actor, "allowed", True) for what in ("create", "update")]


@EVERY
def test_another_partnerships_record_is_absent_and_untouched(
    world: World, other_world: World, kind: Kind
) -> None:
    made = kind.make(world)
    foreign, absent = f"/v1{kind.path(made)}", f"/v1{kind.single}/{new_id()}"
    stranger = admin(other_world)
    for method in ("GET", "PATCH"):
        answers = [
            stranger.request(
                method,
                path,
                content=b'{"name": "Taken over"}' if method == "PATCH" and kind.name == "agency" else b"{}",
                headers={"If-Match": "*", "Content-Type": "application/merge-patch+json"},
            )
            for path in (foreign, absent)
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert _constant(answers[0]) == _constant(answers[1])
    assert admin(world).get(foreign).json() == made


@EVERY
def test_lists_show_the_partnerships_own_and_nothing_else(
    world: World, other_world: World, kind: Kind
) -> None:
    made = kind.make(world)
    listed = admin(world).get(f"/v1{kind.collection(world)}").json()["data"]
    assert made in listed
    elsewhere = admin(other_world).get(f"/v1{kind.collection(other_world)}").json()["data"]
    assert made["id"] not in {item["id"] for item in elsewhere}


@EVERY
def test_only_the_administrator_creates_and_changes(world: World, kind: Kind) -> None:
    made = kind.make(world)
    collection = kind.collection(world)
    for role in set(Role) - {Role.PARTNERSHIP_ADMIN}:
        client = world.as_role(role)
        assert client.get(f"/v1{kind.path(made)}").json() == made, role
        key = {"Idempotency-Key": str(new_id())}
        create = client.post(f"/v1{collection}", json=kind.body(world), headers=key)
        change = patch(client, kind.path(made), made["etag"], **kind.change)
        for answer in (create, change):
            assert (answer.status_code, answer.json()["code"]) == (403, "role_not_permitted"), role


def test_a_list_is_read_to_its_end_in_pages_that_keep_their_filter(world: World) -> None:
    for number in range(7):
        add(world, "/agencies", **agency_body(f"housing-{number}"))
    client = admin(world)
    found: list[str] = []
    address: Any = "/v1/agencies?kind=housing_association,school&limit=3"
    while address:
        page = client.get(address).json()
        assert len(page["data"]) <= 3
        found += [item["slug"] for item in page["data"]]
        address = page["links"]["next"]
        assert page["page"]["has_more"] is (address is not None)
    assert found == [f"housing-{number}" for number in range(7)]


def test_a_cursor_is_of_its_list_its_filters_and_its_reader(world: World) -> None:
    for number in range(2):
        add(world, "/agencies", **agency_body(f"housing-{number}"))
    cursor = admin(world).get("/v1/agencies?limit=1").json()["page"]["next_cursor"]
    beside = admin(world).get(f"/v1/agencies?cursor={cursor}&kind=school")
    assert (beside.status_code, faults(beside)) == (400, {("kind", "beside_cursor")})
    for client, path in (
        (world.as_role(Role.ANALYST), "agencies"),
        (admin(world), "services"),
        (admin(world), f"agencies/{world.agencies['council']}/memberships"),
    ):
        answer = client.get(f"/v1/{path}?cursor={cursor}")
        assert (answer.status_code, answer.json()["code"]) == (400, "cursor_invalid"), path


@pytest.mark.parametrize("query", ["on=2026-13-01", "on=0", "on=20261102", "kind=castle", "limit=201", "a=1"])
def test_a_parameter_out_of_its_bounds_is_refused_by_name(world: World, query: str) -> None:
    answer = admin(world).get(f"/v1/agencies?{query}")
    assert answer.status_code == 400
    assert {place for place, _ in faults(answer)} == {query.split("=", maxsplit=1)[0]}


def test_the_same_create_with_the_same_key_is_done_once(world: World) -> None:
    key = {"Idempotency-Key": str(new_id())}
    first, again = (admin(world).post("/v1/agencies", json=agency_body(), headers=key) for _ in range(2))
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert len(traces(world, first.json()["id"])) == 1


@pytest.mark.parametrize("path", ["groups/{group}/memberships", "sharing-agreements"])
def test_where_nothing_else_names_the_record_a_key_is_required(world: World, path: str) -> None:
    group = add(
        world, "/groups", slug="another-panel", name="Panel", level="panel", purpose="Sits.", rhythm="ad_hoc"
    )
    answer = admin(world).post(f"/v1/{path.format(group=group['id'])}", json={})
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")


@pytest.mark.parametrize("path", ["/agencies", "/services", "/groups"])
def test_a_slug_names_one_record_of_a_partnership(world: World, other_world: World, path: str) -> None:
    kind = next(kind for kind in KINDS if kind.single == path)
    kind.make(world)
    again = post(world, path, **kind.body(world))
    assert (again.status_code, again.json()["code"]) == (409, "conflict")
    assert faults(again) == {("#/slug", "slug_in_use")}
    assert post(other_world, path, **kind.body(other_world)).status_code == 201


@pytest.mark.parametrize("name", ["service", "liaison_officer", "group_membership"])
def test_an_agency_of_another_partnership_is_as_unknown_as_none(
    world: World, other_world: World, name: str
) -> None:
    kind = next(kind for kind in KINDS if kind.name == name)
    path, body = kind.collection(world), kind.body(world)
    answers = [
        post(world, path, **body | {"agency_id": str(agency)})
        for agency in (other_world.agencies["council"], new_id())
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert faults(answers[0]) == {("#/agency_id", "unknown_reference")}
    assert _constant(answers[0]) == _constant(answers[1])


def _constant(answer: httpx.Response) -> dict[str, Any]:
    body: dict[str, Any] = answer.json()
    return {name: value for name, value in body.items() if name != "request_id"}
