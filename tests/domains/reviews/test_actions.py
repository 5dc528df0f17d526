"""What follows from reviews: actions with owner and due date, overdue from the day after, published as they stand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.clock import today
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.reviews.rules import ACTION_TRANSITIONS, UNFINISHED, is_overdue
from sosafe_api.domains.reviews.vocabulary import ReviewActionStatus
from tests.domains.reviews.reviewing import (
    COORDINATOR,
    agreed,
    assured,
    faults,
    get,
    made,
    move,
    notified,
    path,
    post,
    recommended,
    second,
    write_up,
)
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
MOVERS = 6
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def place(action: dict[str, object]) -> str:
    return f"/death-review-actions/{action['id']}"


def listed(world: World, query: str) -> list[str]:
    return [item["id"] for item in get(world, f"/death-review-actions{query}")["data"]]


def test_an_action_is_overdue_from_the_day_after_it_was_due(world: World) -> None:
    found = notified(world)
    recommendation = recommended(world, found)
    due = {"late": today() - timedelta(days=1), "today": today(), "later": today() + timedelta(days=1)}
    actions = {
        name: agreed(world, found, recommendation, due_on=day.isoformat()) for name, day in due.items()
    }
    assert {name: action["overdue"] for name, action in actions.items()} == {
        "late": True, "today": False, "later": False,
    }  # fmt: skip
    assert listed(world, "?overdue=true") == [actions["late"]["id"]]
    assert listed(world, "?overdue=false") == [actions["today"]["id"], actions["later"]["id"]]
    made(move(world, place(actions["late"]), "done"))
    assert listed(world, "?overdue=true") == []
    assert listed(world, f"?status=done&review_id={found['id']}&agency_id={world.agencies['council']}") == [
        actions["late"]["id"]
    ]


@given(st.sampled_from(list(ReviewActionStatus)), DAYS, DAYS)
def test_only_what_is_unfinished_is_overdue(status: ReviewActionStatus, due_on: date, now: date) -> None:
    assert is_overdue(status, due_on, now) is (status in UNFINISHED and now > due_on)


def test_a_published_review_shows_where_its_actions_stand_and_nothing_else_new(world: World) -> None:
    found = notified(world)
    write_up(world, found)
    recommendation = recommended(world, found)
    action = agreed(world, found, recommendation)
    assured(world, found)
    made(move(world, path(found), "published", role=second(world)))
    (before,) = get(world, "/published-death-reviews", role=Role.ANALYST)["data"]
    made(move(world, place(action), "in_progress"))
    later = agreed(world, found, recommendation, description="Audit a sample of referrals.")
    (after,) = get(world, "/published-death-reviews", role=Role.ANALYST)["data"]
    states = [(item["id"], item["status"]) for item in after["recommendations"][0]["actions"]]
    assert states == [(action["id"], "in_progress"), (later["id"], "open")]
    assert {name for name in before if before[name] != after[name]} == {"recommendations"}


@pytest.mark.parametrize("status", ReviewActionStatus)
def test_no_move_leads_where_the_table_does_not(world: World, status: ReviewActionStatus) -> None:
    found = notified(world)
    action = agreed(world, found, recommended(world, found))
    if status is not ReviewActionStatus.OPEN:
        made(move(world, place(action), status.value))
    for to in set(ReviewActionStatus) - ACTION_TRANSITIONS[status]:
        refused = move(world, place(action), to.value)
        assert (refused.status_code, refused.json()["code"]) == (409, "transition_not_allowed")
        assert set(refused.json()["allowed_to"]) == set(ACTION_TRANSITIONS[status])


def test_of_many_moves_at_once_one_is_made(world: World) -> None:
    found = notified(world)
    action = agreed(world, found, recommended(world, found))
    with side_by_side() as pool:
        moves = pool.map(lambda _: move(world, place(action), "done", if_match=action["etag"]), range(MOVERS))
        assert sorted(answer.status_code for answer in moves) == [201] + [412] * (MOVERS - 1)


def test_an_action_follows_from_a_recommendation_of_the_same_review(world: World) -> None:
    one, other = notified(world), notified(world)
    recommendation = recommended(world, other)
    body = {
        "recommendation_id": recommendation["id"],
        "agency_id": str(world.agencies["council"]),
        "description": "Train all staff.",
        "due_on": "2027-03-31",
    }
    refused = post(world, f"{path(one)}/actions", body)
    assert faults(refused) == {("#/recommendation_id", "unknown_reference")}
    nobody = post(world, f"{path(other)}/actions", body | {"agency_id": str(new_id())})
    assert faults(nobody) == {("#/agency_id", "unknown_reference")}
    made(move(world, path(other), "not_conducted", role=COORDINATOR, reason_code="criteria_not_met"))
    closed = post(world, f"{path(other)}/actions", body)
    assert (closed.status_code, closed.json()["code"]) == (409, "conflict")
