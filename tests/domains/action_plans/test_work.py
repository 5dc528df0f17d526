"""Who does what in an action plan, what is refused, and how problems are solved by SARA."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID

import pytest

from tests.domains.action_plans.planning import (
    BOARD,
    GROUP,
    action,
    added,
    agreed,
    drafted,
    in_work,
    joint_action_group,
    plan,
    problem,
    said,
    target,
)
from tests.domains.community_events.holding import planned
from tests.domains.funding_bids.funding import bid
from tests.domains.strategies.adopting import adopted, caller, faults, get, made, move, objective, patch, post
from tests.domains.strategies.adopting import drafted as drafted_strategy
from tests.fixtures.world import World

pytestmark = pytest.mark.database
ABSENT = "019a0000-0000-7000-8000-000000000001"
LATER = {"name": "2021/24", "starts_on": "2021-04-01", "ends_on": "2024-04-01"}


def test_an_agency_moves_its_own_actions_and_the_administrator_ends_them(world: World) -> None:
    item = in_work(world)
    at = f"/plan-actions/{item['id']}"
    assert item["target"] == target(value="16.5"), "a figure is written without needless zeros"
    theirs = get(world, at, role="police_member")
    assert theirs["allowed_transitions"] == []
    for answer in (
        said(world, item["id"], "on_track", by="police_member"),
        move(world, at, "completed", role="police_member", note="Theirs."),
        post(world, f"{at}/milestones", {"title": "Theirs", "due_on": "2018-06-30"}, role="police_member"),
        move(world, at, "cancelled", role=BOARD, note="Not theirs to say."),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "role_not_permitted")
    own = get(world, at, role=GROUP)
    assert own["allowed_transitions"] == ["on_track", "at_risk", "off_track", "completed"]
    assert move(world, at, "cancelled", role=GROUP, note="No longer wanted.").status_code == 409
    assert move(world, at, "carried_over", note="By hand.").status_code == 409
    assert move(world, at, "completed", role=GROUP, note="Done.", if_match='"stale"').status_code == 412
    made(said(world, item["id"], "at_risk", "2018-06-13", value="3"))
    assert faults(said(world, item["id"], "on_track", "2018-06-12")) == {
        ("#/noted_on", "before_latest_update")
    }
    assert said(world, item["id"], "not_started").status_code == 409, "what has begun has begun"
    done = made(move(world, at, "completed", role=GROUP, note="All held.", noted_on="2018-07-01", value="16"))
    assert (done["completed_on"], done["latest_value"], done["stated_on"]) == (
        "2018-07-01",
        "16",
        "2018-07-01",
    )
    assert said(world, item["id"], "on_track").status_code == 409
    assert patch(world, at, {"title": "Other."}).status_code == 409
    again = made(move(world, at, "on_track", role=GROUP, note="One was not held.", noted_on="2018-07-02"))
    assert (again["status"], again["completed_on"]) == ("on_track", None)
    made(move(world, at, "cancelled", note="No longer wanted.", noted_on="2018-08-01"))
    assert get(world, at, role=GROUP)["allowed_transitions"] == []
    words = get(world, f"{at}/updates")["data"]
    assert [each["status"] for each in words] == ["at_risk", "completed", "on_track", "cancelled"]
    listed = get(world, "/plan-actions", status="cancelled", kpi="crime_rate")["data"]
    assert listed == [], "the action names no indicator"


def test_a_meeting_of_the_plans_group_gives_an_update_its_day(world: World) -> None:
    item = in_work(world)
    meetings = {}
    for group in ("joint-action-group", "panel"):
        meetings[group] = world.groups[group]
        world.superuser.execute(
            "INSERT INTO meetings (partnership_id, id, group_id, starts_at, moves, status, status_since,"
            " attendance_version, version, created_at, updated_at) SELECT %s, %s, %s,"
            " '2018-06-12T23:30:00Z', 0, 'held', now(), 0, 1, now(), now()",
            (world.id, meetings[group], world.groups[group]),
        )
    met = said(world, item["id"], "on_track", meeting_id=str(meetings["joint-action-group"]))
    assert made(met)["noted_on"] == "2018-06-13", "the day in London"
    assert faults(said(world, item["id"], "on_track", meeting_id=str(meetings["panel"]))) == {
        ("#/meeting_id", "unknown_reference")
    }
    review = get(world, f"/action-plans/{item['plan_id']}/review", on="2018-07-11")
    assert review["previous_meeting_on"] == "2018-06-13", "as it was planned, not as the rhythm has it"
    assert get(world, f"/action-plans/{item['plan_id']}/review", on="2018-06-13")["previous_meeting_on"] == (
        "2018-05-16"
    )


def test_every_fault_of_a_plan_and_its_actions_is_named(world: World) -> None:
    assert faults(post(world, "/action-plans", plan(world, strategy_id=ABSENT))) == {
        ("#/strategy_id", "unknown_reference")
    }
    assert faults(post(world, "/action-plans", plan(world, financial_year="2021/22"))) == {
        ("#/financial_year", "outside_term")
    }
    assert faults(post(world, "/action-plans", plan(world, financial_year="2018/20"))) == {
        ("#/financial_year", "not_a_financial_year")
    }
    found = drafted(world)
    path = f"/action-plans/{found['id']}"
    assert faults(post(world, "/action-plans", plan(world)), 409) == {("#/financial_year", "plan_exists")}
    assert faults(move(world, path, "agreed", role=BOARD)) == {("#/to", "empty_plan")}
    other = drafted_strategy(world, **LATER)
    faulty = action(
        world,
        objective_id=other["objectives"][0]["id"],
        starts_on="2019-05-01",
        due_on="2019-04-01",
        kpi="luck",
    )
    assert faults(post(world, f"{path}/actions", faulty)) == {
        ("#/objective_id", "unknown_reference"),
        ("#/starts_on", "outside_year"),
        ("#/due_on", "outside_year"),
        ("#/due_on", "before_start"),
        ("#/kpi", "unknown_code"),
    }
    item = added(world, found["id"])
    assert said(world, item["id"], "on_track").status_code == 409, "a draft makes no progress"
    assert faults(patch(world, f"/plan-actions/{item['id']}", {"due_on": "2019-04-01", "kpi": "luck"})) == {
        ("#/due_on", "outside_year"),
        ("#/kpi", "unknown_code"),
    }
    changed = made(patch(world, f"/plan-actions/{item['id']}", {"target": target(baseline=None)}), 200)
    assert changed["target"]["baseline"] is None
    assert post(world, f"{path}/carry-over", {"to_plan_id": found["id"]}).status_code in {409, 422}
    assert world.as_role(BOARD).get(f"/v1{path}/report", params={"quarter": 5}).status_code == 400
    made(move(world, path, "discarded"))
    assert patch(world, f"/plan-actions/{item['id']}", {"title": "Other."}).status_code == 409
    drafted(world)


def test_what_is_carried_into_another_strategy_serves_the_objectives_it_is_told_to(world: World) -> None:
    item = in_work(world)
    path = f"/action-plans/{item['plan_id']}"
    links = {"funding_bid_ids": [bid(world)["id"]],
             "community_event_ids": [planned(world)["id"]]}  # fmt: skip
    put = caller(world, GROUP).put
    at = f"/v1/plan-actions/{item['id']}/links"
    linked = made(put(at, json=links, headers={"If-Match": "*"}), 200)
    assert {name: linked[name] for name in links} == links
    wrong = {"funding_bid_ids": [ABSENT], "community_event_ids": [*links["community_event_ids"], ABSENT]}
    assert faults(put(at, json=wrong, headers={"If-Match": "*"})) == {
        ("#/funding_bid_ids/0", "unknown_reference"), ("#/community_event_ids/1", "unknown_reference"),
    }  # fmt: skip

    draft = drafted_strategy(world, **LATER)
    later = made(move(world, f"/strategies/{draft['id']}", "adopted", role=BOARD))
    following = drafted(world, strategy_id=later["id"], financial_year="2021/22")
    body = {"to_plan_id": following["id"], "due_on": "2021-09-30"}
    assert faults(post(world, f"{path}/carry-over", body)) == {("#/objectives", "objective_unmapped")}
    first, second = (later["objectives"][number]["id"] for number in (0, 1))
    mapped = {"from_objective_id": item["objective_id"], "to_objective_id": objective(world, 2)}
    assert faults(post(world, f"{path}/carry-over", {**body, "objectives": [mapped]})) == {
        ("#/objectives/0/to_objective_id", "unknown_reference")
    }
    body["objectives"] = [mapped | {"to_objective_id": second}]
    assert first != second

    with ThreadPoolExecutor(4) as pool:
        clients = [world.as_role("partnership_admin") for _ in range(4)]
        answers = list(pool.map(lambda client: client.post(f"/v1{path}/carry-over", json=body), clients))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    (new,) = get(world, "/plan-actions", plan_id=following["id"])["data"]
    assert (new["objective_id"], new["due_on"], new["carried_from_id"]) == (second, "2021-09-30", item["id"])
    (bid_id,) = links["funding_bid_ids"]
    assert {each["id"] for each in get(world, "/plan-actions", funding_bid_id=bid_id)["data"]} == {
        item["id"], new["id"],
    }  # fmt: skip
    made(move(world, path, "closed", role=BOARD))
    assert UUID(new["id"]) > UUID(item["id"])


def test_what_was_carried_into_a_draft_is_not_thrown_away_with_it(world: World) -> None:
    item = in_work(world)
    following = drafted(world, financial_year="2019/20")
    added(world, following["id"], due_on="2020-03-31")
    made(post(world, f"/action-plans/{item['plan_id']}/carry-over", {"to_plan_id": following["id"]}))
    at = f"/action-plans/{following['id']}"
    assert faults(move(world, at, "discarded")) == {("#/to", "carried_action")}
    (carried,) = [
        each
        for each in get(world, "/plan-actions", plan_id=following["id"])["data"]
        if each["carried_from_id"] == item["id"]
    ]
    made(move(world, f"/plan-actions/{carried['id']}", "cancelled", note="No longer needed."))
    made(move(world, at, "discarded"))


def test_the_tower_block_plan_goes_from_scanning_to_assessment_and_back_where_nothing_changed(
    world: World,
) -> None:
    joint_action_group(world)
    refused = post(world, "/problem-solving-plans", problem(world, "police"), role=GROUP)
    assert (refused.status_code, refused.json()["code"]) == (403, "role_not_permitted")
    found = made(post(world, "/problem-solving-plans", problem(world), role=GROUP))
    at = f"/problem-solving-plans/{found['id']}"
    assert found["allowed_transitions"] == ["analysis", "abandoned"]
    assert get(world, at, role="police_member")["allowed_transitions"] == []
    for section, step in (("scanning", "analysis"), ("analysis", "response"), ("response", "assessment")):
        assert faults(move(world, at, step, role=GROUP)) == {("#/to", "section_missing")}
        made(patch(world, at, {section: "Fictional findings."}, role=GROUP), 200)
        made(move(world, at, step, role=GROUP))
    made(patch(world, at, {"assessment": "As many calls as before."}, role=GROUP), 200)
    emptied = patch(world, at, {"scanning": None, "response": None, "assessment": None}, role=GROUP)
    assert faults(emptied) == {("#/scanning", "section_needed"), ("#/response", "section_needed")}
    made(move(world, at, "analysis", role=GROUP))
    for step in ("response", "assessment"):
        made(move(world, at, step, role=GROUP))
    assert faults(move(world, at, "closed", role=GROUP)) == {("#/outcome", "required")}
    plan_id = drafted(world)["id"]
    linked = added(world, plan_id, 4, problem_solving_plan_id=found["id"], kpi="asb_incidents")
    agreed(world, plan_id)
    closed = made(move(world, at, "closed", role=GROUP, outcome="reduced"))
    assert (closed["outcome"], closed["allowed_transitions"]) == ("reduced", [])
    assert patch(world, at, {"title": "Other."}, role=GROUP).status_code == 409
    of_problem = get(world, "/plan-actions", problem_solving_plan_id=found["id"])["data"]
    assert [each["id"] for each in of_problem] == [linked["id"]]
    assert get(world, "/problem-solving-plans", status="closed", role=BOARD)["data"][0]["id"] == found["id"]
    assert date.fromisoformat(closed["started_on"]) == date(2018, 5, 16)
    assert adopted(world)["id"] == get(world, f"/action-plans/{plan_id}")["strategy_id"]
