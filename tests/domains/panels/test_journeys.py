"""Each panel of the partnership, from a push to approved minutes, as the roles that would do it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.panels.rules import MEETING_TRANSITIONS, MeetingStatus
from tests.domains.panels.convening import ANY, Panel, convene
from tests.fixtures.world import World

pytestmark = pytest.mark.database
MERGE_PATCH = ANY | {"Content-Type": "application/merge-patch+json"}


@pytest.mark.parametrize(
    ("kind", "put"),
    [
        ("marac", ("domestic_abuse", "high", "1990-01-31", "domestic_abuse_victim")),
        ("sada_panel", ("domestic_abuse", "medium", "1990-01-31", "domestic_abuse_victim")),
        ("multiple_needs", ("multiple_needs", "standard", "1990-01-31", "homelessness")),
        ("youth_multiple_needs", ("exploitation", "standard", "2012-01-31", "exploitation_cse")),
    ],
)
def test_a_panel_deals_with_what_was_pushed(world: World, kind: str, put: tuple[str, str, str, str]) -> None:
    title, grade, born, reason = put
    panel = convene(world, None)
    world.add_principal("officer", "council", Role.JOINT_ACTION_GROUP)
    coordinator, worker = world.as_role(panel.coordinator), world.as_role("caseworker")
    member, writer = world.as_role("convened_police"), panel.coordinator

    group = world.as_role(Role.PARTNERSHIP_ADMIN).patch(
        f"/v1/groups/{panel.group_id}", content=json.dumps({"panel_kind": kind}), headers=MERGE_PATCH
    )
    assert group.json()["panel_kind"] == kind
    plan = {"from": "2026-12-01", "before": "2027-03-01", "start_time": "14:00"}
    planned = panel.made(writer, f"/groups/{panel.group_id}/meeting-schedules", **plan)
    meeting_id = planned["created_ids"][0]

    referral_id = world.accept("JOURNEY/1", reason_codes=[reason])
    case = panel.made("caseworker", "/cases", kind="advocacy", referral_ids=[referral_id])
    upcoming = worker.get("/v1/meetings", params={"group_id": panel.group_id, "status": "planned"}).json()
    assert upcoming["data"][0]["id"] == meeting_id
    item_id = panel.present(
        meeting_id,
        case_id=case["id"],
        title_code=title,
        person={"full_name": "Example Person"},
        contact={"date_of_birth": born},
        account={"question": "What can be done?", "summary": "A fictional account.", "risk_grade": grade},
    )

    asked = panel.ask(item_id)["id"]
    assert member.get("/v1/information-requests?status=open").json()["data"][0]["id"] == asked
    panel.made(
        "convened_police", f"/information-requests/{asked}/answers", status="answered", answer="Known."
    )
    panel.publish(meeting_id)
    (packed,) = member.get(f"/v1/meetings/{meeting_id}/pack").json()["items"]
    assert (packed["person"]["full_name"], packed["contact"] is not None) == (
        "Example Person",
        kind == "marac",
    )

    panel.hold(meeting_id)
    seats = [{"group_membership_id": str(seat), "attendance": "present"} for seat in panel.seats.values()]
    attendance = coordinator.put(f"/v1/meetings/{meeting_id}/attendance", json={"seats": seats}, headers=ANY)
    assert attendance.status_code == 200
    decision = {"outcome_code": "actions_agreed", "rationale": "The council can call."}
    panel.made(writer, f"/agenda-items/{item_id}/decisions", **decision)
    action_id = panel.act(item_id, "council", due_on="2026-01-05")["id"]
    text = {"text": "The panel met as planned."}
    assert coordinator.put(f"/v1/meetings/{meeting_id}/minutes", json=text, headers=ANY).status_code == 200
    assert panel.move(meeting_id, "minutes_approved", by="convened_second").status_code == 201

    officer = world.as_role("officer")
    (late,) = officer.get("/v1/panel-actions?overdue=true").json()["data"]
    assert late["id"] == action_id
    assert officer.get(f"/v1/panel-actions/{action_id}").json()["person"]["full_name"] == "Example Person"
    panel.made("officer", f"/panel-actions/{action_id}/transitions", to="completed", note="Called.")
    assert officer.get("/v1/panel-actions?overdue=true").json()["data"] == []
    minutes: dict[str, Any] = member.get(f"/v1/meetings/{meeting_id}/minutes").json()
    assert minutes["items"][0]["decision"]["outcome_code"] == "actions_agreed"
    assert minutes["items"][0]["actions"][0]["status"] == "completed"


def test_a_board_without_a_panel_meets_and_minutes(world: World) -> None:
    """The joint action group meets every 28 days and deals with no person."""
    board = convene(world, None)
    meeting_id = board.meet()
    board.publish(meeting_id)
    assert world.as_role("convened_police").get(f"/v1/meetings/{meeting_id}/pack").json()["items"] == []
    board.hold(meeting_id)
    world.as_role(board.coordinator).put(
        f"/v1/meetings/{meeting_id}/minutes", json={"text": "The action plan was reviewed."}, headers=ANY
    )
    assert board.move(meeting_id, "minutes_approved", by="convened_second").status_code == 201
    assert world.as_role("convened_police").get(f"/v1/meetings/{meeting_id}/minutes").status_code == 200


@pytest.fixture
def panel(world: World) -> Panel:
    return convene(world)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    calls=st.lists(
        st.one_of(st.sampled_from(list(MeetingStatus)), st.sampled_from(["write", "move", "present"])),
        min_size=3,
        max_size=9,
    )
)
def test_no_sequence_of_calls_leaves_the_life_of_a_meeting(panel: Panel, calls: list[str]) -> None:
    meeting_id, status, written = (
        panel.meet(datetime.now(UTC) - timedelta(hours=1)),
        MeetingStatus.PLANNED,
        False,
    )
    coordinator = panel.world.as_role(panel.coordinator)
    open_ = {MeetingStatus.PLANNED, MeetingStatus.PUBLISHED}
    for call in calls:
        if call == "write":
            path, body = f"/v1/meetings/{meeting_id}/minutes", {"text": "Held."}
            wrote = coordinator.put(path, json=body, headers=ANY).status_code == 200
            assert wrote is (status in {MeetingStatus.PUBLISHED, MeetingStatus.HELD}), status
            written |= wrote
        elif call == "move":
            path, body = f"/v1/meetings/{meeting_id}", json.dumps({"place": f"Room {len(calls)}{written}"})
            moved = coordinator.patch(path, content=body, headers=MERGE_PATCH).status_code
            assert moved == 200 or status not in open_
        elif call == "present":
            assert (panel.try_to_present(meeting_id).status_code == 201) is (status in open_)
        else:
            to = MeetingStatus(call)
            reason = {"reason_code": "other"} if to is MeetingStatus.CANCELLED else {}
            answer = panel.move(meeting_id, to.value, by="convened_second", **reason).status_code
            unwritten = to is MeetingStatus.MINUTES_APPROVED and not written
            expected = 409 if to not in MEETING_TRANSITIONS[status] else 422 if unwritten else 201
            assert answer == expected, (status, to)
            status = to if answer == 201 else status
        assert coordinator.get(f"/v1/meetings/{meeting_id}").json()["status"] == status
