"""Groups meet in their rhythm: planned ahead once, moved without becoming another meeting, cancelled, held."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.panels.rules import MEETING_TRANSITIONS
from tests.domains.panels.convening import ANY, Panel, convene, keyed
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database


@pytest.fixture
def panel(world: World) -> Panel:
    return convene(world)


def schedule(panel: Panel, **changes: Any) -> httpx.Response:
    body = {"from": "2026-01-01", "before": "2026-07-01", "start_time": "10:00", "place": "Council offices"}
    return panel.post(panel.coordinator, f"/groups/{panel.group_id}/meeting-schedules", **(body | changes))


def patch(panel: Panel, meeting_id: str, **body: Any) -> httpx.Response:
    headers = ANY | {"Content-Type": "application/merge-patch+json"}
    client = panel.world.as_role(panel.coordinator)
    return client.patch(f"/v1/meetings/{meeting_id}", content=json.dumps(body), headers=headers)


def listed(panel: Panel, **query: Any) -> list[dict[str, Any]]:
    answer = panel.world.as_role("caseworker").get(
        "/v1/meetings", params={"group_id": panel.group_id} | query
    )
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


def test_a_calendar_has_the_days_of_the_rhythm_at_the_same_time_of_day_in_summer(panel: Panel) -> None:
    made = schedule(panel).json()
    assert made["scheduled_on"] == ["2026-01-07", "2026-02-18", "2026-04-01", "2026-05-13", "2026-06-24"]
    assert [(row["scheduled_on"], row["starts_at"]) for row in listed(panel)] == [
        ("2026-01-07", "2026-01-07T10:00:00.000Z"),
        ("2026-02-18", "2026-02-18T10:00:00.000Z"),
        ("2026-04-01", "2026-04-01T09:00:00.000Z"),
        ("2026-05-13", "2026-05-13T09:00:00.000Z"),
        ("2026-06-24", "2026-06-24T09:00:00.000Z"),
    ]


def test_a_calendar_planned_again_and_further_adds_what_is_missing_only(panel: Panel) -> None:
    first = schedule(panel, before="2026-03-01").json()
    again = schedule(panel).json()
    assert (len(first["created_ids"]), len(again["created_ids"])) == (2, 3)
    assert schedule(panel).json()["created_ids"] == []
    assert [row["id"] for row in listed(panel)] == first["created_ids"] + again["created_ids"]


def test_a_calendar_planned_by_many_at_once_is_planned_once(panel: Panel) -> None:
    with side_by_side() as crew:
        answers = list(crew.map(lambda _: schedule(panel).json()["created_ids"], range(8)))
    assert sum(map(len, answers)) == 5
    assert len(listed(panel)) == 5


def test_a_moved_meeting_is_the_same_meeting_and_is_not_planned_again(panel: Panel) -> None:
    meeting_id = schedule(panel).json()["created_ids"][0]
    moved = patch(panel, meeting_id, starts_at="2026-01-14T14:00:00Z", place="Town hall").json()
    assert (moved["id"], moved["scheduled_on"], moved["moves"]) == (meeting_id, "2026-01-07", 1)
    assert (moved["starts_at"], moved["place"]) == ("2026-01-14T14:00:00.000Z", "Town hall")
    assert patch(panel, meeting_id, place=None).json()["moves"] == 1
    assert patch(panel, meeting_id, starts_at="2026-01-15T14:00:00Z").json()["moves"] == 2
    assert schedule(panel).json()["created_ids"] == []


def test_a_calendar_is_bounded_and_an_ad_hoc_group_has_none(world: World, panel: Panel) -> None:
    for before, code in (("2026-01-01", "not_after_start"), ("2031-02-01", "too_long")):
        (error,) = schedule(panel, before=before).json()["errors"]
        assert (error["pointer"], error["code"]) == ("#/before", code)
    world.superuser.execute("UPDATE groups SET rhythm = 'ad_hoc' WHERE id = %s", (panel.group_id,))
    assert schedule(panel).json()["scheduled_on"] == []


def test_only_whoever_coordinates_the_group_plans_for_it(world: World, panel: Panel) -> None:
    elsewhere = convene(world, slug="elsewhere")
    for name, status in (("convened_council", 403), (elsewhere.coordinator, 404), ("panel_coordinator", 404)):
        path = f"/groups/{panel.group_id}/meetings"
        assert panel.post(name, path, starts_at="2026-12-02T10:00:00Z").status_code == status, name
    meeting_id = panel.meet()
    assert (
        panel.move(meeting_id, "cancelled", by=elsewhere.coordinator, reason_code="other").status_code == 404
    )


def test_a_role_in_one_group_says_nothing_of_another(world: World, panel: Panel) -> None:
    """Somebody who coordinates one group and is a member of another manages the one only."""
    elsewhere = convene(world, slug="elsewhere")
    world.grant(world.people[panel.coordinator], Role.PANEL_MEMBER, group="elsewhere")
    meeting_id = elsewhere.meet()
    assert panel.move(meeting_id, "published").status_code == 404
    assert panel.move(panel.meet(), "published").status_code == 201


def test_a_meeting_goes_from_planned_to_approved_minutes(panel: Panel) -> None:
    meeting_id = panel.meet()
    early = panel.move(meeting_id, "held")
    assert (early.status_code, early.json()["allowed_to"]) == (409, ["published", "cancelled"])
    panel.publish(meeting_id)
    before_its_time = panel.move(meeting_id, "held")
    assert (before_its_time.status_code, before_its_time.json()["errors"][0]["code"]) == (
        422,
        "not_yet_begun",
    )
    panel.hold(meeting_id)
    seen = panel.world.as_role(panel.coordinator).get(f"/v1/meetings/{meeting_id}").json()
    assert (seen["status"], seen["allowed_transitions"]) == ("held", ["minutes_approved"])
    assert patch(panel, meeting_id, starts_at="2027-01-01T10:00:00Z").status_code == 409


def test_a_cancelled_meeting_states_why_and_stays_cancelled(panel: Panel) -> None:
    meeting_id = panel.meet()
    assert panel.move(meeting_id, "cancelled").json()["errors"][0]["code"] == "required"
    assert (
        panel.move(meeting_id, "published", reason_code="other").json()["errors"][0]["code"] == "not_wanted"
    )
    assert panel.move(meeting_id, "cancelled", reason_code="no_business").status_code == 201
    (seen,) = listed(panel)
    assert (seen["status"], seen["reason_code"], seen["allowed_transitions"]) == (
        "cancelled",
        "no_business",
        [],
    )
    again = panel.move(meeting_id, "published")
    assert (again.status_code, again.json()["allowed_to"]) == (409, [])


def test_a_move_of_a_version_that_is_no_more_is_refused(panel: Panel) -> None:
    meeting_id = panel.meet()
    path = f"/v1/meetings/{meeting_id}"
    client = panel.world.as_role(panel.coordinator)
    etag = client.get(path).headers["ETag"]
    assert patch(panel, meeting_id, place="Town hall").status_code == 200
    stale = client.post(f"{path}/transitions", json={"to": "published"}, headers=keyed() | {"If-Match": etag})
    assert stale.status_code == 412


def test_of_many_moves_at_once_one_is_made(panel: Panel) -> None:
    meeting_id = panel.meet()
    with side_by_side() as crew:
        answers = list(crew.map(lambda _: panel.move(meeting_id, "published").status_code, range(8)))
    assert sorted(answers) == [201, *[409] * 7]
    (packs,) = panel.world.superuser.execute(
        "SELECT count(*) FROM panel_packs WHERE meeting_id = %s", (meeting_id,)
    ).fetchone()
    assert packs == 2


def test_no_move_leaves_the_table(panel: Panel) -> None:
    """From each status that is reached, each move is tried: what is allowed is made and nothing else."""
    for status, reachable in MEETING_TRANSITIONS.items():
        for to in MEETING_TRANSITIONS:
            meeting_id = panel.meet(datetime.now(UTC) - timedelta(hours=1))
            panel.world.superuser.execute(
                "UPDATE meetings SET status = %s WHERE id = %s", (status.value, meeting_id)
            )
            reason = {"reason_code": "other"} if to == "cancelled" else {}
            moved = panel.move(meeting_id, to.value, **reason)
            if to == "minutes_approved" and to in reachable:
                assert moved.json()["errors"][0]["code"] == "minutes_missing"
            else:
                assert moved.status_code == (201 if to in reachable else 409), (status, to)


def test_the_list_is_narrowed_by_group_status_and_time(panel: Panel) -> None:
    early, late = (
        panel.meet(datetime(2026, 1, 5, 10, tzinfo=UTC)),
        panel.meet(datetime(2026, 3, 5, 10, tzinfo=UTC)),
    )
    panel.publish(late)
    for query, expected in (
        ({}, [early, late]),
        ({"status": "published"}, [late]),
        ({"starts_at_before": "2026-02-01T00:00:00Z"}, [early]),
        ({"starts_at_from": "2026-02-01T00:00:00Z"}, [late]),
        ({"group_id": str(new_id())}, []),
    ):
        assert [row["id"] for row in listed(panel, **query)] == expected, query


def test_attendance_is_of_seats_and_is_replaced_as_a_whole(panel: Panel) -> None:
    meeting_id = panel.meet()
    path, client = f"/v1/meetings/{meeting_id}/attendance", panel.world.as_role(panel.coordinator)
    seats = [
        {"group_membership_id": str(panel.seats["council"]), "attendance": "present"},
        {"group_membership_id": str(panel.seats["police"]), "attendance": "apologies"},
    ]
    etag = client.get(path).json()["etag"]
    recorded = client.put(path, json={"seats": seats}, headers={"If-Match": etag})
    assert recorded.status_code == 200, recorded.text
    assert {seat["agency_id"]: seat["attendance"] for seat in recorded.json()["seats"]} == {
        str(panel.world.agencies["council"]): "present",
        str(panel.world.agencies["police"]): "apologies",
    }
    assert client.put(path, json={"seats": []}, headers={"If-Match": etag}).status_code == 412
    wrong = [seats[0], seats[0], {"group_membership_id": str(new_id()), "attendance": "absent"}]
    refused = client.put(path, json={"seats": wrong}, headers=ANY).json()["errors"]
    assert [(error["pointer"], error["code"]) for error in refused] == [
        ("#/seats/1/group_membership_id", "repeated"),
        ("#/seats/2/group_membership_id", "unknown_reference"),
    ]
    assert panel.world.as_role("convened_police").get(path).json()["seats"] == recorded.json()["seats"]
    assert panel.world.as_role("caseworker").get(path).status_code == 404
