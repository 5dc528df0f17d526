"""Groups, their calendars and the seats in them, over HTTP."""

import pytest

from sosafe_api.core.clock import today
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.agencies.directory import add, admin, faults, group_body, patch, post, seat_body
from tests.fixtures.world import World

pytestmark = pytest.mark.database
YEAR = "from=2026-04-01&before=2027-04-01"


def meetings(world: World, group_id: str, query: str = "") -> list[str]:
    answer = world.as_role(Role.JOINT_ACTION_GROUP).get(f"/v1/groups/{group_id}/meeting-dates?{query}")
    assert answer.status_code == 200, answer.text
    return [item["meets_on"] for item in answer.json()["data"]]


def test_the_calendar_of_a_year_follows_from_rhythm_and_first_meeting(world: World) -> None:
    group = add(world, "/groups", **group_body())
    four_weekly = meetings(world, group["id"], YEAR)
    assert (len(four_weekly), four_weekly[:2]) == (13, ["2026-04-08", "2026-05-06"])
    for rhythm, count in (("every_42_days", 9), ("monthly", 12), ("quarterly", 4), ("ad_hoc", 0)):
        patch(admin(world), f"/groups/{group['id']}", rhythm=rhythm)
        assert len(meetings(world, group["id"], YEAR)) == count, rhythm


def test_a_group_whose_first_meeting_is_not_known_has_no_calendar_yet(world: World) -> None:
    group = add(world, "/groups", **group_body())
    cleared = patch(admin(world), f"/groups/{group['id']}", first_meeting_on=None, chair_post=None)
    assert (cleared.json()["first_meeting_on"], cleared.json()["chair_post"]) == (None, None)
    assert meetings(world, group["id"], YEAR) == []


def test_a_calendar_is_of_the_year_from_today_unless_stated(world: World) -> None:
    group = add(world, "/groups", **group_body() | {"first_meeting_on": today().isoformat()})
    found = meetings(world, group["id"])
    assert (len(found), found[0]) == (14, today().isoformat())
    assert meetings(world, group["id"], f"before={found[1]}") == found[:1]


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("from=2026-04-01&before=2026-04-01", ("before", "not_after_start")),
        ("from=2026-04-01&before=2031-04-03", ("before", "too_long")),
        ("from=1775000000", ("from", "not_a_date")),
        ("from=2026-02-30", ("from", "not_a_date")),
        ("until=2026-04-01", ("until", "unknown_parameter")),
        ("from_=2026-04-01", ("from_", "unknown_parameter")),
    ],
)
def test_a_calendar_has_sensible_bounds(world: World, query: str, fault: tuple[str, str]) -> None:
    group = add(world, "/groups", **group_body())
    refused = admin(world).get(f"/v1/groups/{group['id']}/meeting-dates?{query}")
    assert (refused.status_code, faults(refused)) == (400, {fault})


def test_groups_are_listed_by_level_and_rhythm(world: World) -> None:
    add(world, "/groups", **group_body())
    add(world, "/groups", **group_body("youth-panel") | {"level": "panel", "rhythm": "every_42_days"})
    for query, expected in (
        ("", ["joint-action-group", "panel", "youth-panel"]),
        ("level=panel,strategic", ["panel", "youth-panel"]),
        ("rhythm=every_28_days", ["joint-action-group"]),
        ("level=panel&rhythm=monthly", []),
    ):
        found = world.as_role(Role.REFERRER_CLIENT).get(f"/v1/groups?{query}").json()["data"]
        assert [item["slug"] for item in found] == expected, query


def test_seats_are_an_agencys_filled_by_a_post_between_two_days(world: World) -> None:
    group = add(world, "/groups", **group_body())
    path = f"/groups/{group['id']}/memberships"
    chair = add(world, path, **seat_body(world) | {"role": "chair", "ends_on": "2026-10-01"})
    police = {"agency_id": str(world.agencies["police"]), "starts_on": "2026-10-01"}
    member = add(world, path, **seat_body(world) | police)
    for query, expected in (
        ("", [chair, member]),
        ("on=2026-09-30", [chair]),
        ("on=2026-10-01", [member]),
        ("role=chair,deputy_chair", [chair]),
        (f"agency_id={world.agencies['police']}", [member]),
    ):
        assert admin(world).get(f"/v1{path}?{query}").json()["data"] == expected, query


def test_a_seat_ends_after_it_began(world: World) -> None:
    group = add(world, "/groups", **group_body())
    path = f"/groups/{group['id']}/memberships"
    refused = post(world, path, **seat_body(world) | {"ends_on": "2026-04-01"})
    assert (refused.status_code, faults(refused)) == (422, {("#/ends_on", "not_after_start")})
    seat = add(world, path, **seat_body(world))
    assert patch(admin(world), f"/group-memberships/{seat['id']}", ends_on="2026-04-01").status_code == 422
    ended = patch(admin(world), f"/group-memberships/{seat['id']}", ends_on="2026-04-02", role="observer")
    assert (ended.status_code, ended.json()["role"]) == (200, "observer")


@pytest.mark.parametrize("what", ["memberships", "meeting-dates"])
def test_what_belongs_to_a_foreign_group_is_as_absent_as_the_group(
    world: World, other_world: World, what: str
) -> None:
    foreign = add(other_world, "/groups", **group_body())["id"]
    for group_id in (foreign, new_id()):
        assert admin(world).get(f"/v1/groups/{group_id}/{what}").status_code == 404
        assert post(world, f"/groups/{group_id}/memberships", **seat_body(world)).status_code == 404
