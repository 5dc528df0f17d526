"""The action plan of 2018/19 is kept for a year: agreed, updated at each meeting, reported, carried over, closed."""

from datetime import date

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.action_plans.planning import (
    BOARD,
    GROUP,
    MEETINGS,
    action,
    added,
    agreed,
    drafted,
    said,
)
from tests.domains.strategies.adopting import caller, faults, get, made, move, patch, post
from tests.fixtures.world import World

pytestmark = pytest.mark.database
OWNERS = {1: "council", 2: "police", 3: "council", 4: "council", 5: "police"}
MEMBERS = {"council": GROUP, "police": "police_member"}


def _kept_at_meetings(world: World, path: str, actions: dict[int, dict]) -> None:
    """Thirteen meetings: action 3 is completed at the fifth, nobody speaks of action 4 until the ninth.

    Action 5 is due in September and goes off track.
    """
    for place, day in enumerate(MEETINGS):
        review = get(world, f"{path}/review", on=str(day), role=BOARD)
        shown = {each["number"]: each for each in review["actions"]}
        if place:
            assert review["previous_meeting_on"] == str(MEETINGS[place - 1])
        assert set(shown) == ({1, 2, 3, 4, 5} if place < 5 else {1, 2, 4, 5})
        assert [number for number, each in shown.items() if each["unmoved"]] == ([4] if 0 < place < 9 else [])
        late = [number for number, each in shown.items() if each["overdue"]]
        assert late == ([5] if day > date(2018, 9, 30) else [])
        assert (review["overdue"], review["unmoved"]) == (len(late), int(0 < place < 9))
        for number, item in actions.items():
            if number not in shown or (number == 4 and place < 8):
                continue
            by = MEMBERS[OWNERS[number]]
            if number == 3 and place == 4:
                made(
                    move(
                        world, f"/plan-actions/{item['id']}", "completed", role=by, note="Done.",
                        noted_on=str(day), value="17",
                    )
                )  # fmt: skip
            else:
                status = "off_track" if number == 5 and place > 5 else "on_track"
                made(said(world, item["id"], status, day, by=by, value=str(place + 1)))


def _statuses(figures: dict) -> dict[str, int]:
    return {status: count for status, count in figures["by_status"].items() if count}


def test_who_had_a_hand_in_a_draft_is_no_second_person_for_it(world: World) -> None:
    """By a word of the plan or of an action, a milestone, a link, or an action given up or carried into it."""
    earlier = drafted(world)
    added(world, earlier["id"])
    agreed(world, earlier["id"])
    plan = drafted(world, financial_year="2019/20")
    path = f"/action-plans/{plan['id']}"
    due = {"starts_on": "2019-04-01", "due_on": "2020-03-31"}
    kept, given_up = (added(world, plan["id"], **due) for _ in range(2))
    at = f"/plan-actions/{kept['id']}"

    def link(role: str) -> httpx.Response:
        body = {"funding_bid_ids": [], "community_event_ids": []}
        return caller(world, role).put(f"/v1{at}/links", json=body, headers={"If-Match": "*"})

    hands = {
        "of_the_plan": lambda role: patch(
            world, path, {"group_id": str(world.add_group("another-group"))}, role=role
        ),
        "of_an_action": lambda role: patch(world, at, {"title": "Another title"}, role=role),
        "of_a_milestone": lambda role: post(
            world, f"{at}/milestones", {"title": "Dates agreed", "due_on": "2019-06-30"}, role=role
        ),
        "of_a_link": link,
        "of_a_new_action": lambda role: post(world, f"{path}/actions", action(world, **due), role=role),
        "of_giving_up": lambda role: move(
            world, f"/plan-actions/{given_up['id']}", "cancelled", role=role, note="A fictional note."
        ),
        "of_carrying": lambda role: post(
            world, f"/action-plans/{earlier['id']}/carry-over", {"to_plan_id": plan["id"]}, role=role
        ),
    }
    for name, hand in hands.items():
        world.add_principal(name, "council", Role.PARTNERSHIP_ADMIN)
        done = hand(name)
        assert done.is_success, (name, done.text)
        assert faults(move(world, path, "agreed", role=name)) == {("#/to", "second_person_required")}, name
    made(move(world, path, "agreed", role=BOARD, on="2019-04-18"))


def test_a_plan_is_kept_for_a_year_and_what_is_unfinished_goes_on_in_the_next(world: World) -> None:
    plan = drafted(world)
    path = f"/action-plans/{plan['id']}"
    actions = {
        number: added(world, plan["id"], number, owner, due_on="2018-09-30" if number == 5 else "2019-03-31")
        for number, owner in OWNERS.items()
    }
    step = {"title": "Dates agreed", "due_on": "2018-06-30"}
    milestone = made(post(world, f"/plan-actions/{actions[1]['id']}/milestones", step))
    made(post(world, f"/plan-actions/{actions[1]['id']}/milestones", step | {"title": "Leaflet printed"}))
    assert faults(move(world, path, "agreed")) == {("#/to", "second_person_required")}
    agreed(world, plan["id"])

    _kept_at_meetings(world, path, actions)
    made(patch(world, f"/plan-milestones/{milestone['id']}", {"done_on": "2018-06-13"}, role=GROUP), 200)

    first = get(world, f"{path}/report", quarter=1, role=BOARD)
    assert (first["stands_on"], _statuses(first["whole"])) == (
        "2018-06-30",
        {"not_started": 1, "on_track": 4},
    )
    assert first["whole"]["milestones_done_in_quarter"] == 1
    second = get(world, f"{path}/report", quarter=2, role=BOARD)
    assert _statuses(second["whole"]) == {"completed": 1, "not_started": 1, "on_track": 3}
    assert (second["whole"]["completed_in_quarter"], second["whole"]["milestones_overdue"]) == (1, 1)
    third = get(world, f"{path}/report", quarter=3, role=BOARD)
    by_objective = {each["number"]: each for each in third["objectives"]}
    assert _statuses(by_objective[5]) == {"off_track": 1}
    assert [each["overdue"] for each in third["objectives"]] == [0, 0, 0, 0, 1]
    assert (third["whole"]["completed_in_quarter"], third["whole"]["overdue"]) == (0, 1)
    fourth = get(world, f"{path}/report", role=BOARD)
    assert (fourth["quarter"], fourth["stands_on"]) == (4, "2019-03-31")
    assert _statuses(fourth["whole"]) == {"completed": 1, "on_track": 3, "off_track": 1}

    assert faults(move(world, path, "closed", role=BOARD)) == {("#/to", "unfinished_action")}
    following = drafted(world, financial_year="2019/20")
    body = {"to_plan_id": following["id"], "on": "2019-03-29"}
    carried = made(post(world, f"{path}/carry-over", body))
    assert [each["from_action_id"] for each in carried["actions"]] == [
        actions[number]["id"] for number in (1, 2, 4, 5)
    ]
    assert made(post(world, f"{path}/carry-over", body), 200) == carried, (
        "asked again, nothing is carried twice"
    )
    made(move(world, path, "closed", role=BOARD, on="2019-03-31"))

    new = get(world, "/plan-actions", plan_id=following["id"])["data"]
    assert [(each["number"], each["status"]) for each in new] == [
        (1, "on_track"), (2, "on_track"), (3, "on_track"), (4, "off_track"),
    ]  # fmt: skip
    assert {each["due_on"] for each in new} == {"2020-03-31"}
    assert [each["latest_value"] for each in new] == ["13"] * 4
    goes_on = get(world, f"/plan-actions/{new[0]['id']}")
    assert [each["title"] for each in goes_on["milestones"]] == ["Leaflet printed"], (
        "what is done stays behind"
    )
    ended = get(world, f"/plan-actions/{actions[1]['id']}")
    assert (ended["status"], ended["carried_to_id"]) == ("carried_over", goes_on["id"])
    assert goes_on["carried_from_id"] == ended["id"]
    closed = get(world, f"{path}/report", quarter=4)
    assert _statuses(closed["whole"]) == {"completed": 1, "carried_over": 4}
    assert [get(world, f"{path}/report", quarter=number) for number in (1, 2, 3)] == [first, second, third]
    words = get(world, f"/plan-actions/{actions[1]['id']}/updates", limit=200)["data"]
    assert [each["noted_on"] for each in words] == [*map(str, MEETINGS), "2019-03-29"]
    for answer in (
        post(world, f"{path}/actions", {**new[0], "target": new[0]["target"]}),
        said(world, actions[2]["id"], "on_track", by="police_member"),
        patch(world, f"/plan-actions/{actions[2]['id']}", {"title": "Other."}),
    ):
        assert answer.status_code in {409, 422}, answer.text
    assert said(world, actions[2]["id"], "on_track", by="police_member").status_code == 409
