"""Who may work with the service: the administrator lists, registers, gives roles and takes them away again."""

from datetime import timedelta
from typing import Any

import pytest

from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.clock import today
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import (
    CLIENT_ROLES,
    GIVEN_BY_THE_OPERATOR,
    GROUP_ROLES,
    Role,
    assignment_errors,
    overlaps,
)
from tests.domains.agencies.directory import add, admin, faults, patch, post
from tests.fixtures.contract import operations
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import Someone, World

DAY = today()


def analyst(**changes: Any) -> dict[str, Any]:
    return {"role": "analyst", "starts_on": DAY.isoformat()} | changes


def registered(world: World, name: str = "worker-7") -> dict[str, Any]:
    return add(world, "/principals", name=name, agency_id=str(world.agencies["charity"]))


def found(world: World, **query: str) -> list[str]:
    answer = admin(world).get("/v1/principals", params=query)
    assert answer.status_code == 200, answer.text
    return [item["client_id"].removeprefix(f"{world.slug}.") for item in answer.json()["data"]]


@pytest.mark.database
def test_somebody_is_registered_given_a_role_works_and_leaves(world: World) -> None:
    made = registered(world)
    assert (made["kind"], made["active"], made["roles"]) == ("user", True, [])
    assert made["client_id"] == f"{world.slug}.worker-7"
    world.people["worker-7"] = Someone(made["id"], made["client_id"], PrincipalKind.USER, "charity")
    path = "/v1/partnership"
    assert world.as_role("worker-7").get(path).json()["code"] == "role_not_permitted", "no role, no rights"

    held = add(world, f"/principals/{made['id']}/role-assignments", **analyst())
    assert world.as_role("worker-7").get(path).status_code == 200
    assert "worker-7" in found(world, role="analyst")
    shown = admin(world).get(f"/v1/principals/{made['id']}").json()
    assert shown["roles"] == [held]

    yesterday = (DAY - timedelta(days=1)).isoformat()
    ended = patch(admin(world), f"/role-assignments/{held['id']}", held["etag"], ends_on=yesterday)
    assert faults(ended) == {("#/ends_on", "before_start")}
    ended = patch(admin(world), f"/role-assignments/{held['id']}", held["etag"], ends_on=DAY.isoformat())
    assert (ended.status_code, ended.json()["ends_on"]) == (200, DAY.isoformat())
    assert world.as_role("worker-7").get(path).json()["code"] == "role_not_permitted", "given by mistake"

    gone = patch(admin(world), f"/principals/{made['id']}", made["etag"], active=False)
    assert (gone.status_code, gone.json()["active"]) == (200, False)
    assert world.as_role("worker-7").get(path).status_code == 401
    assert found(world, active="false") == ["worker-7"]
    assert "worker-7" not in found(world, active="true")
    assert patch(admin(world), f"/principals/{made['id']}", made["etag"], active=True).status_code == 412
    back = patch(admin(world), f"/principals/{made['id']}", gone.headers["ETag"], active=True)
    assert back.json()["active"] is True

    told = world.superuser.execute(
        "SELECT type FROM changes WHERE partnership_id = %s ORDER BY id", (world.id,)
    ).fetchall()
    recorded = world.superuser.execute(
        "SELECT operation FROM audit_entries WHERE partnership_id = %s AND decision = 'allowed' ORDER BY id",
        (world.id,),
    ).fetchall()
    happened = ["principal.created", "role_assignment.created", "role_assignment.updated"]
    assert [kind for (kind,) in told] == [*happened, "principal.disabled", "principal.enabled"]
    done = ["principal:create", "role_assignment:create", "role_assignment:update"]
    assert [kind for (kind,) in recorded] == [*done, "principal:disable", "principal:enable"]


@pytest.mark.database
def test_the_list_is_filtered_by_a_role_held_today_and_goes_page_by_page(
    world: World, other_world: World
) -> None:
    everybody = set(found(world))
    assert everybody == {role.value.replace("_", "-") for role in Role}
    assert found(world, kind="client", role="import_client") == ["import-client"]
    assert set(found(world, agency_id=str(world.agencies["charity"]))) == {"caseworker"}
    assert set(found(world, group_id=str(world.groups["panel"]))) == {
        role.value.replace("_", "-") for role in GROUP_ROLES
    }
    assert found(world, role="caseworker", group_id=str(world.groups["panel"])) == [], "of one role"
    assert found(world, service_id=str(other_world.services["refuge"])) == []
    world.superuser.execute(
        "UPDATE role_assignments SET ends_on = %s WHERE principal_id = %s",
        (DAY, world.people["analyst"].id),
    )
    assert found(world, role="analyst") == []
    seen: list[str] = []
    path: str | None = "/v1/principals?kind=user&limit=3"
    while path:
        answer = admin(world).get(path).json()
        seen += [item["id"] for item in answer["data"]]
        path = answer["links"]["next"]
    assert len(seen) == len(set(seen)) == len(found(world, kind="user"))


@pytest.mark.database
def test_nobody_changes_their_own_rights(world: World) -> None:
    own = world.people["partnership_admin"]
    shown = admin(world).get(f"/v1/principals/{own.id}").json()
    refused = [
        patch(admin(world), f"/principals/{own.id}", active=False),
        patch(admin(world), f"/role-assignments/{shown['roles'][0]['id']}", ends_on="2030-01-01"),
        post(world, f"/principals/{own.id}/role-assignments", role="scrutiny", starts_on=DAY.isoformat()),
    ]
    assert [answer.json()["code"] for answer in refused] == ["business_rule"] * 3
    assert admin(world).get(f"/v1/principals/{own.id}").json() == shown


@pytest.mark.database
def test_what_a_role_names_is_of_the_partnership_and_held_once_at_a_time(
    world: World, other_world: World
) -> None:
    path = f"/principals/{registered(world)['id']}/role-assignments"
    for role, place in (("caseworker", "service_id"), ("panel_member", "group_id")):
        reaching = post(world, path, role=role, starts_on=DAY.isoformat(), **{place: str(new_id())})
        assert faults(reaching) == {("#/role", "given_by_the_operator")}
    program = post(world, path, role="import_client", starts_on=DAY.isoformat(), ends_on="2020-01-01")
    assert faults(program) == {("#/role", "not_for_this_kind"), ("#/ends_on", "not_after_start")}
    bounded = analyst(ends_on=(DAY + timedelta(days=7)).isoformat())
    first = add(world, path, **bounded)
    again = post(world, path, **analyst(starts_on=(DAY + timedelta(days=6)).isoformat()))
    assert (again.status_code, again.json()["code"]) == (409, "conflict")
    add(world, path, **analyst(starts_on=(DAY + timedelta(days=7)).isoformat()))
    longer = patch(admin(world), f"/role-assignments/{first['id']}", ends_on=None)
    assert longer.status_code == 409, "the next assignment begins on that day"
    taken = post(world, "/principals", name="worker-7", agency_id=str(world.agencies["council"]))
    assert (taken.status_code, taken.json()["code"]) == (409, "conflict")
    elsewhere = post(world, "/principals", name="worker-8", agency_id=str(other_world.agencies["council"]))
    assert faults(elsewhere) == {("#/agency_id", "unknown_reference")}


@pytest.mark.database
def test_what_one_administrator_does_not_give_one_ends_and_does_not_lengthen(world: World) -> None:
    worker = world.people["caseworker"]
    (held,) = admin(world).get(f"/v1/principals/{worker.id}").json()["roles"]
    at = f"/role-assignments/{held['id']}"
    next_week = (DAY + timedelta(days=7)).isoformat()
    assert patch(admin(world), at, ends_on=next_week).status_code == 200
    for later in ((DAY + timedelta(days=8)).isoformat(), None):
        assert faults(patch(admin(world), at, ends_on=later)) == {("#/ends_on", "given_by_the_operator")}
    assert patch(admin(world), at, ends_on=DAY.isoformat()).status_code == 200
    assert world.as_role("caseworker").get("/v1/cases").status_code == 403


def test_every_role_that_reads_what_is_known_of_people_is_given_by_the_operator() -> None:
    """But programs, extracts that a second person approves, and what a panel asked of somebody's agency.

    An export holds what its asker may list: it opens nothing that the list does not.
    """
    reading = {
        Role(role)
        for operation in operations()
        if operation.method == "get" and operation.content.get("x-data-class", "") >= "C3"
        if str(operation) != "get_export_content"
        for role in operation.content["x-access"]
        if role != "open"
    }
    assert reading - CLIENT_ROLES - {Role.ANALYST, Role.JOINT_ACTION_GROUP} <= GIVEN_BY_THE_OPERATOR


@pytest.mark.database
def test_a_token_of_the_second_in_which_somebody_was_disabled_stays_ended(world: World) -> None:
    worker = world.people["caseworker"]
    at = f"/principals/{worker.id}"
    client = world.as_role("caseworker")  # its token is of this second, or of the one before
    assert patch(admin(world), at, active=False).status_code == 200
    assert patch(admin(world), at, active=True).status_code == 200
    assert client.get("/v1/cases").status_code == 401


@pytest.mark.database
def test_of_many_who_give_the_same_role_at_once_one_does(world: World) -> None:
    path = f"/principals/{registered(world)['id']}/role-assignments"
    with side_by_side() as pool:
        answers = pool.map(lambda _: post(world, path, **analyst()), range(6))
        assert sorted(answer.status_code for answer in answers) == [201] + [409] * 5


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("kind", list(PrincipalKind))
def test_a_role_is_held_by_one_kind_and_names_what_it_is_for(kind: PrincipalKind, role: Role) -> None:
    service, group = role is Role.CASEWORKER, role in GROUP_ROLES
    program = role in {Role.REFERRER_CLIENT, Role.IMPORT_CLIENT, Role.INDICATOR_READER}
    suits = program is (kind is PrincipalKind.CLIENT)
    assert (assignment_errors(kind, role, service=service, group=group) == []) is suits
    turned = assignment_errors(kind, role, service=not service, group=not group)
    assert {error.pointer for error in turned} >= {"#/service_id", "#/group_id"}


def test_periods_overlap_where_they_share_a_day() -> None:
    first, second, third = (DAY + timedelta(days=number) for number in range(3))
    assert overlaps((first, None), (second, None))
    assert overlaps((first, third), (second, None))
    assert overlaps((second, None), (first, third))
    assert not overlaps((first, second), (second, None))
    assert not overlaps((second, None), (first, second))
    assert not overlaps((first, first), (first, None))
