"""A service plans a group week by week; sessions are moved, held and cancelled, and name nobody."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.programmes.steps import ANY, plan, post, programme_body, session_ids, sessions
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def patch(world: World, path: str, if_match: str = "*", **body: Any) -> httpx.Response:
    headers = {"If-Match": if_match, "Content-Type": "application/merge-patch+json"}
    return world.as_role(Role.CASEWORKER).patch(f"/v1{path}", json=body, headers=headers)


def faults(response: httpx.Response) -> list[tuple[str, str]]:
    assert response.status_code == 422, response.text
    return [(error["pointer"], error["code"]) for error in response.json()["errors"]]


def test_all_sessions_are_made_at_once_and_keep_their_hour_when_the_clocks_change(world: World) -> None:
    programme = plan(world, first_session_on="2026-10-14", start_time="18:30", session_count=3)
    listed = sessions(world, programme)
    assert [(session["number"], session["starts_at"]) for session in listed] == [
        (1, "2026-10-14T17:30:00.000Z"), (2, "2026-10-21T17:30:00.000Z"), (3, "2026-10-28T18:30:00.000Z"),
    ]  # fmt: skip
    assert {session["status"] for session in listed} == {"planned"}
    assert {session["time_zone"] for session in listed} == {"Europe/London"}


def test_a_service_plans_its_own_programmes_and_asks_for_no_more_sessions_than_there_are(
    world: World,
) -> None:
    body = programme_body(world, service_id=str(world.services["outreach"]), minimum_attended=5)
    assert faults(post(world, "/programmes", **body)) == [
        ("#/service_id", "unknown_reference"), ("#/minimum_attended", "more_than_sessions"),
    ]  # fmt: skip
    programme = plan(world)
    assert faults(patch(world, f"/programmes/{programme['id']}", minimum_attended=5)) == [
        ("#/minimum_attended", "more_than_sessions")
    ]
    changed = patch(world, f"/programmes/{programme['id']}", programme["etag"], minimum_attended=2)
    assert (changed.status_code, changed.json()["minimum_attended"]) == (200, 2)
    assert patch(world, f"/programmes/{programme['id']}", programme["etag"], name="Late").status_code == 412


def test_another_services_programme_is_absent(world: World) -> None:
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    programme = plan(world)
    session_id = session_ids(world, programme)[0]
    other = world.as_role("outreach_worker")
    assert other.get("/v1/programmes").json()["data"] == []
    for path in (
        f"/programmes/{programme['id']}",
        f"/programmes/{programme['id']}/sessions",
        f"/programmes/{programme['id']}/enrolments",
        f"/programme-sessions/{session_id}",
        f"/programme-sessions/{session_id}/attendance",
    ):
        assert other.get(f"/v1{path}").status_code == 404, path
    moved = post(world, f"/programme-sessions/{session_id}/transitions", by="outreach_worker", to="cancelled")
    assert moved.status_code == 404


def test_programmes_are_listed_by_service_and_kind(world: World) -> None:
    change, parenting = plan(world), plan(world, kind="parenting")
    worker = world.as_role(Role.CASEWORKER)
    for query, expected in (
        ("", [change["id"], parenting["id"]]),
        ("kind=parenting,recovery", [parenting["id"]]),
        (f"service_id={world.services['refuge']}&kind=behaviour_change", [change["id"]]),
        (f"service_id={world.services['outreach']}", []),
    ):
        found = worker.get(f"/v1/programmes?{query}").json()["data"]
        assert [item["id"] for item in found] == expected, query


def test_a_session_is_moved_to_another_time_and_the_others_stay(world: World) -> None:
    programme = plan(world)
    first, *rest = sessions(world, programme)
    moved = patch(
        world, f"/programme-sessions/{first['id']}", first["etag"], starts_at="2026-09-03T17:30:00Z"
    )
    assert (moved.status_code, moved.json()["starts_at"]) == (200, "2026-09-03T17:30:00.000Z")
    assert sessions(world, programme)[1:] == rest
    assert moved.headers["ETag"] != first["etag"]
    stale = patch(
        world, f"/programme-sessions/{first['id']}", first["etag"], starts_at="2026-09-04T17:30:00Z"
    )
    assert stale.status_code == 412


def test_a_cancelled_session_can_be_planned_again_and_a_held_one_stays_held(world: World) -> None:
    first, second, *_ = sessions(world, plan(world))
    assert first["allowed_transitions"] == ["held", "cancelled"]
    path = f"/programme-sessions/{first['id']}"
    cancelled = post(world, f"{path}/transitions", to="cancelled")
    assert (cancelled.status_code, cancelled.json()["allowed_transitions"]) == (201, ["planned"])
    refused = patch(world, path, starts_at="2026-09-03T17:30:00Z")
    assert (refused.status_code, refused.json()["code"]) == (422, "business_rule")
    assert post(world, f"{path}/transitions", to="planned").status_code == 201
    held = f"/programme-sessions/{second['id']}/transitions"
    assert post(world, held, to="held").json()["allowed_transitions"] == []
    again = post(world, held, to="cancelled")
    assert (again.status_code, again.json()["code"], again.json()["allowed_to"]) == (
        409, "transition_not_allowed", [],
    )  # fmt: skip


def test_a_session_that_lies_ahead_is_not_held(world: World) -> None:
    next_year = datetime.now(UTC).year + 1
    (first, *_) = sessions(world, plan(world, first_session_on=f"{next_year}-03-04"))
    assert first["allowed_transitions"] == ["cancelled"]
    refused = post(world, f"/programme-sessions/{first['id']}/transitions", to="held")
    assert (refused.status_code, refused.json()["allowed_to"]) == (409, ["cancelled"])


def test_what_is_planned_moved_and_cancelled_is_told_and_audited(world: World) -> None:
    programme = plan(world)
    session_id = session_ids(world, programme)[0]
    patch(world, f"/programme-sessions/{session_id}", starts_at="2026-09-03T17:30:00Z")
    post(world, f"/programme-sessions/{session_id}/transitions", to="cancelled")
    told = world.superuser.execute(
        "SELECT c.type, c.service_id, a.actor_id FROM changes c JOIN audit_entries a"
        " ON a.object_id = c.resource_id AND a.xmin::text = c.xmin::text"
        " WHERE c.resource_id::text = ANY (%s) ORDER BY c.id",
        ([programme["id"], session_id],),
    ).fetchall()
    refuge, me = world.services["refuge"], world.somebody("caseworker")
    assert told == [
        ("programme.created", refuge, me),
        ("programme_session.moved", refuge, me),
        ("programme_session.cancelled", refuge, me),
    ]
    assert (
        world.as_role(Role.CASEWORKER)
        .patch(
            f"/v1/programmes/{programme['id']}", json={}, headers={**ANY, "Content-Type": "application/json"}
        )
        .status_code
        == 415
    )


def test_a_session_that_is_held_and_cancelled_at_once_is_one_of_the_two(world: World) -> None:
    for session in sessions(world, plan(world)):
        path = f"/programme-sessions/{session['id']}/transitions"
        with side_by_side() as crew:
            answers = list(crew.map(lambda to, path=path: post(world, path, to=to), ["held", "cancelled"]))
        # Cancelled first, it can still not be held; held first, not be cancelled.
        assert sorted(answer.status_code for answer in answers) == [201, 409]
        (won,) = [answer.json()["status"] for answer in answers if answer.status_code == 201]
        read = world.as_role(Role.CASEWORKER).get(f"/v1/programme-sessions/{session['id']}").json()
        assert read["status"] == won
