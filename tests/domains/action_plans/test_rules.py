"""The rules of action plans hold for every state, every day and every set of actions."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.domains.action_plans.rules import (
    ACTION_TRANSITIONS,
    LIVES,
    SECTION_BEFORE,
    UNFINISHED,
    action_moves,
)
from sosafe_api.domains.action_plans.rules.meetings import meeting_before, next_meeting
from sosafe_api.domains.action_plans.rules.reckoning import Standing, Step, figures
from sosafe_api.domains.action_plans.rules.targets import carried_days, day_errors
from sosafe_api.domains.action_plans.vocabulary import (
    ActionPlanStatus,
    PlanActionStatus,
    ProblemSolvingStatus,
)

DAYS = st.dates(date(2018, 1, 1), date(2019, 12, 31))
IDS = st.integers(1, 5).map(lambda number: UUID(int=number))
STANDINGS = st.builds(Standing, IDS, IDS, st.sampled_from(PlanActionStatus), DAYS, DAYS, st.none() | DAYS)
PARTS = ("holds", "manages")
YEAR = (date(2018, 4, 1), date(2019, 4, 1))


def test_from_its_first_status_each_life_reaches_every_other_and_ends_where_it_says() -> None:
    for title, table in LIVES.items():
        reached, last = {next(iter(table))}, set()
        while reached != last:
            last = set(reached)
            reached |= {to for status in last for to in table[status]}
        assert reached == set(table), title
    assert {status for status in PlanActionStatus if not ACTION_TRANSITIONS[status]} == {
        PlanActionStatus.CARRIED_OVER
    }
    assert set(SECTION_BEFORE) < set(ProblemSolvingStatus)


@given(st.sampled_from(PlanActionStatus), st.sampled_from(ActionPlanStatus), st.sets(st.sampled_from(PARTS)))
def test_nobody_moves_an_action_further_than_its_life_its_plan_and_their_part_in_it(
    status: PlanActionStatus, plan: ActionPlanStatus, parts: set[str]
) -> None:
    manages = "manages" in parts
    moves = action_moves(status, plan, holds="holds" in parts, manages=manages)
    assert set(moves) <= ACTION_TRANSITIONS[status]
    assert PlanActionStatus.CARRIED_OVER not in moves
    if not parts or plan in {ActionPlanStatus.CLOSED, ActionPlanStatus.DISCARDED}:
        assert moves == []
    if PlanActionStatus.CANCELLED in moves:
        assert manages
    if plan is ActionPlanStatus.DRAFT:
        assert set(moves) <= {PlanActionStatus.CANCELLED}
    elif manages and plan is ActionPlanStatus.AGREED:
        assert moves or status is PlanActionStatus.CARRIED_OVER


@given(st.lists(STANDINGS, max_size=8), st.lists(st.builds(Step, IDS, DAYS, st.none() | DAYS)), DAYS)
def test_the_counts_of_a_report_add_up_and_parts_add_up_to_the_whole(
    standings: list[Standing], steps: list[Step], stands_on: date
) -> None:
    standings = list({each.action_id: each for each in standings}.values())
    quarter = (date(2018, 7, 1), date(2018, 10, 1))
    whole = figures(standings, steps, quarter, stands_on)
    assert sum(whole.by_status.values()) == whole.actions == len(standings)
    unfinished = sum(whole.by_status[status] for status in UNFINISHED)
    assert whole.overdue <= unfinished
    assert whole.completed_in_quarter <= whole.by_status[PlanActionStatus.COMPLETED]
    parts = [
        figures([each for each in standings if each.objective_id == objective], steps, quarter, stands_on)
        for objective in {each.objective_id for each in standings}
    ]
    for name in ("actions", "overdue", "completed_in_quarter", "milestones_overdue"):
        assert sum(getattr(part, name) for part in parts) == getattr(whole, name)


@given(STANDINGS, DAYS)
def test_an_action_is_overdue_from_the_day_after_and_moves_by_any_word_since_the_last_meeting(
    standing: Standing, day: date
) -> None:
    assert standing.overdue(standing.due_on) is False
    assert standing.overdue(standing.due_on + timedelta(days=1)) is standing.unfinished
    if standing.unmoved(day):
        assert standing.unfinished
        assert standing.starts_on <= day
        assert standing.stated_on is None or standing.stated_on < day


@given(st.lists(DAYS, max_size=5), st.lists(DAYS, max_size=5), DAYS)
def test_the_meeting_before_comes_before_and_planned_meetings_go_before_the_rhythm(
    planned: list[date], rhythm: list[date], day: date
) -> None:
    before = meeting_before(day, planned, rhythm)
    assert before < day
    held = [each for each in planned if each < day]
    assert before == (max(held) if held else max([each for each in rhythm if each < day], default=before))
    if not held and not any(each < day for each in rhythm):
        assert day - before == timedelta(days=28)
    assert next_meeting(day, planned, rhythm) >= day


@given(DAYS, DAYS, st.integers(0, 364))
def test_what_is_carried_over_is_due_within_the_later_year(
    starts_on: date, due_on: date, offset: int
) -> None:
    otherwise = YEAR[0] + timedelta(days=offset)
    starts, due = carried_days(starts_on, due_on, YEAR, otherwise)
    if starts_on < YEAR[1]:
        assert day_errors(starts, due, YEAR) == []
    assert due == (due_on if YEAR[0] <= due_on < YEAR[1] else otherwise)
