"""Somebody from outside the service sees a location only with a second person, of the service; nobody alone."""

from typing import Any

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.placements.steps import (
    add_place,
    ask,
    open_location,
    panel_reveal,
    put_on_duty,
    settle,
    stepped_up,
)
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def approve(world: World, reveal_id: str, name: Role | str = "caseworker") -> httpx.Response:
    return stepped_up(world, name).post(f"/v1/reveals/{reveal_id}/approvals")


def problem(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def test_the_token_opens_nothing_before_the_approval_and_once_after_it(world: World) -> None:
    given, place_id = panel_reveal(world)
    assert (given["status"], given["ground"], given["usable_until"]) == ("awaiting_approval", "panel", None)
    early = open_location(world, given["id"], given["token"], Role.PANEL_MEMBER)
    assert problem(early) == (409, "conflict")
    approved = approve(world, given["id"])
    assert approved.status_code == 201, approved.text
    assert approved.json() == {"reveal_id": given["id"], "place_id": place_id, "status": "ready"}
    seen = world.as_role(Role.PANEL_MEMBER).get(f"/v1/reveals/{given['id']}").json()
    assert (seen["status"], seen["approved_by"]) == ("ready", str(world.somebody("caseworker")))
    opened = open_location(world, given["id"], given["token"], Role.PANEL_MEMBER)
    assert opened.status_code == 201, opened.text
    assert opened.json()["postcode"] == "ZZ99 9ZZ"
    assert problem(open_location(world, given["id"], given["token"], Role.PANEL_MEMBER)) == (409, "conflict")


def test_the_approver_opens_nothing_with_it(world: World) -> None:
    given, _ = panel_reveal(world)
    assert approve(world, given["id"]).status_code == 201
    put_on_duty(world)
    assert problem(open_location(world, given["id"], given["token"])) == (404, "not_found")


def test_nobody_approves_their_own_and_nobody_from_outside_approves(world: World) -> None:
    world.add_principal("second_member", "council", Role.PANEL_MEMBER, group="panel")
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    given, _ = panel_reveal(world)
    for name in (Role.PANEL_MEMBER, "second_member", "outreach_worker"):
        assert problem(approve(world, given["id"], name)) == (404, "not_found")
    early = open_location(world, given["id"], given["token"], Role.PANEL_MEMBER)
    assert problem(early) == (409, "conflict")


def test_one_who_is_of_the_panel_and_of_the_service_is_no_second_person_for_themselves(world: World) -> None:
    """Of the service, they ask by duty or by a stay alone, and their seat in the group opens nothing."""
    both = world.add_principal("both", "charity", Role.CASEWORKER, service="refuge")
    world.grant(both, Role.PANEL_MEMBER, group="panel")
    place = add_place(world, reader_group_id=str(world.groups["panel"]))
    assert problem(ask(world, place["id"], "both")) == (404, "not_found")


def test_a_member_who_joins_the_service_after_asking_cannot_approve_what_they_asked(world: World) -> None:
    given, _ = panel_reveal(world)
    world.grant(world.people["panel_member"], Role.CASEWORKER, service="refuge")
    assert problem(approve(world, given["id"], Role.PANEL_MEMBER)) == (404, "not_found")


@pytest.mark.parametrize("group", ["panel", None])
def test_only_the_group_that_the_service_named_may_ask(world: World, group: str | None) -> None:
    world.add_group("other")
    world.add_principal("other_member", "council", Role.PANEL_MEMBER, group="other")
    place = add_place(world, reader_group_id=str(world.groups[group]) if group else None)
    assert problem(ask(world, place["id"], "other_member")) == (404, "not_found")
    assert ask(world, place["id"], Role.PANEL_MEMBER).status_code == (201 if group else 404)
    assert world.as_role(Role.PANEL_MEMBER).get(f"/v1/places/{place['id']}").status_code == 403


@pytest.mark.parametrize(
    ("column", "interval", "moment"),
    [("asked_at", "10 minutes", "to approve"), ("approved_at", "61 seconds", "to open")],
)
def test_ten_minutes_to_approve_and_one_to_open(
    world: World, column: str, interval: str, moment: str
) -> None:
    given, _ = panel_reveal(world)
    if moment == "to open":
        assert approve(world, given["id"]).status_code == 201
    table = "reveals" if moment == "to approve" else "reveal_approvals"
    key = "id" if moment == "to approve" else "reveal_id"
    world.superuser.execute(
        f"UPDATE {table} SET {column} = {column} - %s::interval WHERE {key} = %s", (interval, given["id"])
    )
    if moment == "to approve":
        assert problem(approve(world, given["id"])) == (409, "conflict")
    late = open_location(world, given["id"], given["token"], Role.PANEL_MEMBER)
    assert problem(late) == (409, "conflict")


def test_approving_takes_a_fresh_sign_in(world: World) -> None:
    given, _ = panel_reveal(world)
    client = world.as_role(Role.CASEWORKER)
    assert problem(client.post(f"/v1/reveals/{given['id']}/approvals")) == (403, "step_up_required")


def test_two_who_approve_at_once_approve_once(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    given, _ = panel_reveal(world)
    with side_by_side() as crew:
        answers = list(
            crew.map(lambda name: approve(world, given["id"], name), ["caseworker", "colleague"] * 3)
        )
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 5


def test_what_the_service_needs_not_approve_cannot_be_approved(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    place = add_place(world)
    put_on_duty(world)
    given = ask(world, place["id"]).json()
    assert problem(approve(world, given["id"], "colleague")) == (409, "conflict")


def test_a_group_that_is_named_no_more_opens_nothing(world: World) -> None:
    given, place_id = panel_reveal(world)
    assert approve(world, given["id"]).status_code == 201
    changed = world.as_role(Role.CASEWORKER).patch(
        f"/v1/places/{place_id}",
        json={"reader_group_id": None},
        headers={"If-Match": "*", "Content-Type": "application/merge-patch+json"},
    )
    assert changed.status_code == 200
    late = open_location(world, given["id"], given["token"], Role.PANEL_MEMBER)
    assert problem(late) == (404, "not_found")


def test_the_service_is_told_when_it_is_asked_and_readers_of_changes_when_it_is_approved(
    world: World,
) -> None:
    def changes() -> list[Any]:
        return world.superuser.execute(
            "SELECT type FROM changes WHERE partnership_id = %s AND type LIKE 'place.%%reveal%%' ORDER BY id",
            (world.id,),
        ).fetchall()

    given, _ = panel_reveal(world)
    notices = "SELECT count(*) FROM reveal_notices WHERE reveal_id = %s"
    assert world.superuser.execute(notices, (given["id"],)).fetchone() == (1,)
    assert changes() == [("place.reveal_asked",)]
    approve(world, given["id"])
    assert changes() == [("place.reveal_asked",), ("place.location_revealed",)]


@pytest.mark.parametrize("who", ["panel_member", "caseworker"])
def test_a_conflict_of_interest_of_the_asker_or_the_approver_ends_it(world: World, who: str) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    put_on_duty(world)
    given, place_id = panel_reveal(world)
    case, _ = settle(world, place_id)
    world.exclude(who, "case", case["id"])
    assert approve(world, given["id"], "colleague" if who == "panel_member" else who).status_code == (
        201 if who == "panel_member" else 404
    )
    late = open_location(world, given["id"], given["token"], Role.PANEL_MEMBER)
    assert problem(late) == ((404, "not_found") if who == "panel_member" else (409, "conflict"))
