"""Decisions with their reasons; actions with an agency and a day, which see whom they are about."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.panels.rules import ACTION_TRANSITIONS, HOLDER_MAY, ActionStatus
from tests.domains.panels.convening import F1, F2, F3, Panel, convene, keyed, marks_in
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
DECISION = {"outcome_code": "actions_agreed", "rationale": "Canaryrationale of the panel"}


@pytest.fixture
def panel(world: World) -> Panel:
    """With a council officer who sits in no panel and may be given something to do."""
    convened = convene(world)
    world.add_principal("officer", "council", Role.JOINT_ACTION_GROUP)
    return convened


@pytest.fixture
def meeting_id(panel: Panel) -> str:
    return panel.meet()


@pytest.fixture
def item_id(panel: Panel, meeting_id: str) -> str:
    item_id = panel.present(meeting_id)
    panel.publish(meeting_id)
    return item_id


def decide(panel: Panel, item_id: str, by: str | None = None, **changes: Any) -> httpx.Response:
    return panel.post(by or panel.coordinator, f"/agenda-items/{item_id}/decisions", **(DECISION | changes))


def move(panel: Panel, action_id: str, to: str, by: str | None = None, **note: str) -> httpx.Response:
    return panel.post(by or panel.coordinator, f"/panel-actions/{action_id}/transitions", to=to, **note)


def test_a_decision_has_an_outcome_reasons_and_somebody_who_recorded_it(panel: Panel, item_id: str) -> None:
    receipt = decide(panel, item_id)
    assert receipt.status_code == 201
    assert "Canaryrationale" not in receipt.text
    for name in ("convened_police", panel.coordinator, "caseworker"):
        seen = panel.world.as_role(name).get(f"/v1/agenda-items/{item_id}").json()
        assert seen["status"] == "decided"
        assert seen["decision"]["outcome_code"] == "actions_agreed"
        assert seen["decision"]["rationale"] == DECISION["rationale"]
        assert seen["decision"]["decided_by"] == str(panel.world.somebody(panel.coordinator))
        assert seen["allowed_transitions"] == []


def test_an_item_is_decided_once_by_its_coordinator_and_only_from_publication_on(
    panel: Panel, meeting_id: str, item_id: str
) -> None:
    assert decide(panel, item_id, by="convened_police").status_code == 403
    assert decide(panel, item_id, by=convene(panel.world, slug="elsewhere").coordinator).status_code == 404
    planned = panel.present(panel.meet())
    assert decide(panel, planned).json()["errors"][0]["code"] == "wrong_meeting_status"
    with side_by_side() as crew:
        answers = list(crew.map(lambda _: decide(panel, item_id).status_code, range(8)))
    assert sorted(answers) == [201, *[409] * 7]
    withdrawn = panel.post("caseworker", f"/agenda-items/{item_id}/transitions", to="withdrawn")
    assert (withdrawn.status_code, withdrawn.json()["allowed_to"]) == (409, [])


def test_a_forum_with_residents_is_told_no_reasons(world: World) -> None:
    forum = convene(world, "asb_forum", slug="forum")
    meeting_id = forum.meet()
    item_id = forum.present(meeting_id)
    forum.publish(meeting_id)
    decide(forum, item_id)
    action = forum.act(item_id)
    seen = world.as_role("forum_council").get(f"/v1/agenda-items/{item_id}").json()
    assert (seen["status"], seen["decision"]) == ("decided", None)
    assert world.as_role("forum_council").get(f"/v1/panel-actions/{action['id']}").json()["person"] is None
    assert world.as_role("forum_police").get(f"/v1/panel-actions/{action['id']}").json()["person"] is not None


def test_whoever_is_to_act_sees_about_whom_without_sitting_in_the_panel(panel: Panel, item_id: str) -> None:
    action_id = panel.act(item_id, "council")["id"]
    path = f"/v1/panel-actions/{action_id}"
    officer = panel.world.as_role("officer")
    seen = officer.get(path)
    assert marks_in(seen.text) == F1
    assert seen.json()["description"] == "Call within a week."
    assert officer.get(f"/v1/agenda-items/{item_id}").status_code == 403
    panel.world.add_principal("elsewhere", "police", Role.JOINT_ACTION_GROUP)
    panel.world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    for name in ("elsewhere", "outreach_worker"):
        assert panel.world.as_role(name).get(path).status_code == 404, name
    for name in ("convened_police", "caseworker", panel.coordinator):
        assert marks_in(panel.world.as_role(name).get(path).text) == F1, name


def test_the_list_of_actions_names_nobody_and_shows_what_is_late(panel: Panel, item_id: str) -> None:
    late, in_time = (
        panel.act(item_id, "council", due_on="2026-01-01")["id"],
        panel.act(item_id, "council")["id"],
    )
    others = panel.act(item_id, "police", due_on="2026-01-01")["id"]

    def listed(name: str, query: str = "") -> list[str]:
        answer = panel.world.as_role(name).get(f"/v1/panel-actions{query}")
        assert marks_in(answer.text) == set()
        assert "Call within" not in answer.text
        return [row["id"] for row in answer.json()["data"]]

    assert listed("officer") == [late, in_time]
    assert listed("officer", "?overdue=true") == [late]
    assert listed("officer", "?overdue=false") == [in_time]
    assert listed(panel.coordinator, "?overdue=true") == [late, others]
    assert listed(panel.coordinator, f"?owner_agency_id={panel.world.agencies['police']}") == [others]
    assert listed(panel.coordinator, f"?group_id={panel.group_id}&status=open") == [late, in_time, others]
    assert listed("caseworker") == [late, in_time, others]
    assert listed("joint_action_group", f"?meeting_id={new_id()}") == []
    assert move(panel, late, "completed", by="officer").status_code == 201
    assert listed("officer", "?overdue=true") == []


def test_the_agency_reports_and_the_coordinator_also_calls_off(panel: Panel, item_id: str) -> None:
    action_id = panel.act(item_id, "council")["id"]
    refused = move(panel, action_id, "cancelled", by="officer")
    assert (refused.status_code, refused.json()["allowed_to"]) == (409, ["in_progress", "completed"])
    onlooker = move(panel, action_id, "completed", by="convened_police")
    assert (onlooker.status_code, onlooker.json()["allowed_to"]) == (409, [])
    begun = move(panel, action_id, "in_progress", by="officer", note="A letter is written.")
    assert begun.json()["allowed_transitions"] == ["completed"]
    assert "letter" not in begun.text
    assert move(panel, action_id, "cancelled").status_code == 201
    seen = panel.world.as_role("officer").get(f"/v1/panel-actions/{action_id}").json()
    assert (seen["status"], seen["note"], seen["allowed_transitions"]) == ("cancelled", None, [])


def test_what_is_done_is_closed_to_whoever_did_it_after_14_days(
    panel: Panel, item_id: str, meeting_id: str
) -> None:
    action_id = panel.act(item_id, "council")["id"]
    long_ago = datetime.now(UTC) - timedelta(days=15)
    panel.shift(meeting_id, long_ago)
    path, officer = f"/v1/panel-actions/{action_id}", panel.world.as_role("officer")
    assert officer.get(path).status_code == 200, "undone, it stays readable"
    assert panel.world.as_role("convened_police").get(path).status_code == 404
    assert move(panel, action_id, "completed", by="officer").status_code == 201
    assert officer.get(path).status_code == 200
    panel.world.superuser.execute(
        "UPDATE panel_actions SET status_since = %s WHERE id = %s", (long_ago, action_id)
    )
    assert officer.get(path).status_code == 404


def test_an_action_is_for_an_agency_of_the_partnership(
    panel: Panel, item_id: str, other_world: World
) -> None:
    body = {"action_code": "housing", "description": "Offer a tenancy.", "due_on": "2100-01-01"}
    for agency in (new_id(), other_world.agencies["council"]):
        refused = panel.post(
            panel.coordinator, f"/agenda-items/{item_id}/actions", owner_agency_id=str(agency), **body
        )
        assert refused.json()["errors"][0]["pointer"] == "#/owner_agency_id"


def test_of_many_moves_at_once_one_is_made(panel: Panel, item_id: str) -> None:
    action_id = panel.act(item_id, "council")["id"]
    with side_by_side() as crew:
        answers = list(crew.map(lambda _: move(panel, action_id, "completed").status_code, range(8)))
    assert sorted(answers) == [201, *[409] * 7]
    (told,) = panel.world.superuser.execute(
        "SELECT count(*) FROM changes WHERE resource_id = %s AND type = 'panel_action.completed'",
        (action_id,),
    ).fetchone()
    assert told == 1


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calls=st.lists(st.tuples(st.sampled_from(list(ActionStatus)), st.booleans()), max_size=6))
def test_no_sequence_of_moves_leaves_the_table(
    panel: Panel, item_id: str, calls: list[tuple[ActionStatus, bool]]
) -> None:
    action_id, status = panel.act(item_id, "council")["id"], ActionStatus.OPEN
    for to, by_holder in calls:
        may = ACTION_TRANSITIONS[status] & (HOLDER_MAY if by_holder else frozenset(ActionStatus))
        moved = move(panel, action_id, to.value, by="officer" if by_holder else None)
        assert moved.status_code == (201 if to in may else 409), (status, to, by_holder)
        status = to if to in may else status
        seen = panel.world.as_role(panel.coordinator).get(f"/v1/panel-actions/{action_id}").json()
        assert seen["status"] == status
        assert set(seen["allowed_transitions"]) == ACTION_TRANSITIONS[status]


def test_no_field_but_those_of_the_person_reaches_a_holder(world: World) -> None:
    """Even of a panel that is shown everything."""
    marac = convene(world, "marac", slug="marac")
    world.add_principal("officer", "council", Role.JOINT_ACTION_GROUP)
    meeting_id = marac.meet()
    item_id = marac.present(meeting_id)
    marac.publish(meeting_id)
    action_id = marac.act(item_id, "council")["id"]
    assert marks_in(world.as_role("officer").get(f"/v1/panel-actions/{action_id}").text) == F1
    assert marks_in(world.as_role("marac_police").get(f"/v1/agenda-items/{item_id}").text) == F1 | F2 | F3


def test_a_create_said_twice_is_done_once(panel: Panel, item_id: str) -> None:
    key = keyed()
    body = {
        "owner_agency_id": str(panel.world.agencies["council"]),
        "action_code": "housing",
        "description": "Offer a tenancy.",
        "due_on": "2100-01-01",
    }
    client = panel.world.as_role(panel.coordinator)
    first, again = (
        client.post(f"/v1/agenda-items/{item_id}/actions", json=body, headers=key) for _ in range(2)
    )
    assert again.json() == first.json()
    assert len(client.get("/v1/panel-actions").json()["data"]) == 1
