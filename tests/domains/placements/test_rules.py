"""The rules of stays and reveals: no sequence of moves leaves the table, no unit is taken twice on a day."""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.placements import rules
from sosafe_api.domains.placements.rules import (
    REASONS,
    TRANSITIONS,
    PlacementStatus,
    RevealStatus,
    Taken,
    allowed_transitions,
    free_unit,
    fresh,
    occupancy,
    reason_problem,
    reveal_status,
)
from tests.domains.placements.steps import add_place, ask_stay, move, put_on_duty
from tests.fixtures.world import World

TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
SECONDS = st.integers(0, 1000).map(lambda seconds: timedelta(seconds=seconds))


@pytest.mark.parametrize("life", rules.LIVES.values(), ids=rules.LIVES)
def test_a_life_is_a_closed_table_whose_ends_are_reached(life: dict[StrEnum, frozenset[StrEnum]]) -> None:
    assert set().union(*life.values()) <= set(life)
    reached, fringe = set(), {next(iter(life))}
    while fringe:
        reached |= fringe
        fringe = set().union(*(life[one] for one in fringe)) - reached
    assert reached == set(life)
    assert any(not onward for onward in life.values())


@given(status=st.sampled_from(PlacementStatus), on_duty=st.booleans(), sees_place=st.booleans())
def test_what_is_allowed_stands_in_the_table_and_is_less_for_whoever_may_less(
    *, status: PlacementStatus, on_duty: bool, sees_place: bool
) -> None:
    allowed = allowed_transitions(status, on_duty=on_duty, sees_place=sees_place)
    assert set(allowed) <= TRANSITIONS[status]
    assert set(allowed) <= set(allowed_transitions(status, on_duty=True, sees_place=True))
    assert on_duty or PlacementStatus.OFFERED not in allowed
    assert set(allowed_transitions(status, on_duty=True, sees_place=True)) == TRANSITIONS[status]


@given(st.sampled_from(PlacementStatus), st.none() | st.text(max_size=20))
def test_a_reason_is_asked_for_where_something_was_given_up_and_only_there(
    to: PlacementStatus, code: str | None
) -> None:
    listed = {reason.value for reason in REASONS.get(to, ())}
    problem = reason_problem(to, code)
    assert (problem is None) == (code in listed if to in REASONS else code is None)
    for reason in listed:
        assert reason_problem(to, reason) is None


WANTED = st.tuples(st.integers(0, 40), st.integers(1, 15), st.booleans())


@given(st.integers(1, 4), st.lists(WANTED, max_size=25))
def test_units_are_given_so_that_no_two_stays_have_a_day_in_one(
    capacity: int, wanted: list[tuple[int, int, bool]]
) -> None:
    taken: list[Taken] = []
    for first, days, staying in wanted:
        starts_on = TODAY - 20 * DAY + first * DAY
        asked = Taken(1, starts_on, starts_on + days * DAY, staying and starts_on <= TODAY)
        unit = free_unit(capacity, taken, asked, today=TODAY)
        if unit is None:
            assert len({each.unit for each in taken if _meet(each, asked)}) == capacity
            continue
        assert 1 <= unit <= capacity
        assert not any(each.unit == unit and _meet(each, asked) for each in taken)
        taken.append(Taken(unit, asked.starts_on, asked.ends_on, asked.staying))
    counts = dict(occupancy(taken, TODAY - 30 * DAY, TODAY + 60 * DAY, today=TODAY))
    assert len(counts) == 90
    for day, count in counts.items():
        assert count == sum(each.starts_on <= day < each.last_until(TODAY) for each in taken)


def _meet(one: Taken, other: Taken) -> bool:
    return one.starts_on < other.ends_on and other.starts_on < one.last_until(TODAY)


def test_a_unit_given_back_on_its_first_day_was_never_taken() -> None:
    returned = Taken(1, TODAY, TODAY)
    assert free_unit(1, [returned], Taken(1, TODAY, TODAY + DAY), today=TODAY) == 1
    assert list(occupancy([returned], TODAY, TODAY + DAY, today=TODAY)) == [(TODAY, 0)]


@given(st.integers(-100_000, 100_000))
def test_a_sign_in_is_fresh_for_five_minutes(seconds: int) -> None:
    assert fresh(int(NOW.timestamp()) - seconds, NOW) is (seconds <= 300)
    assert not fresh(None, NOW)


@given(needs_approval=st.booleans(), approved=st.none() | SECONDS, opened=st.none() | SECONDS, passed=SECONDS)
def test_a_reveal_is_ready_for_a_minute_and_only_with_the_approval_it_needs(
    *, needs_approval: bool, approved: timedelta | None, opened: timedelta | None, passed: timedelta
) -> None:
    approved_at = NOW + approved if needs_approval and approved is not None else None
    status = reveal_status(
        needs_approval=needs_approval,
        asked_at=NOW,
        approved_at=approved_at,
        opened_at=NOW + opened if opened is not None else None,
        now=NOW + passed,
    )
    if status is RevealStatus.READY:
        assert opened is None
        assert (approved_at is not None) or not needs_approval
        assert NOW + passed < (approved_at or NOW) + timedelta(seconds=60)
    assert (status is RevealStatus.OPENED) is (opened is not None)


MOVES = st.lists(st.tuples(st.sampled_from(PlacementStatus), st.booleans()), max_size=8)


@pytest.mark.database
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
def test_no_sequence_of_calls_leaves_the_table(
    world: World, moves: list[tuple[PlacementStatus, bool]]
) -> None:
    """Over HTTP, by the duty and by a colleague off duty; what is shown as allowed is what is allowed."""
    if "colleague" not in world.people:
        world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
        put_on_duty(world)
        world.shared = (add_place(world, capacity=100)["id"], world.open_case()["id"])  # type: ignore[attr-defined]
    place_id, case_id = world.shared  # type: ignore[attr-defined]
    stay, status = ask_stay(world, case_id)["id"], PlacementStatus.REQUESTED
    for to, on_duty in moves:
        worker = "caseworker" if on_duty else "colleague"
        shown = world.as_role(worker).get(f"/v1/placements/{stay}").json()
        assert shown["status"] == status
        rest = {"reason_code": min(REASONS[to])} if to in REASONS else {}
        rest |= {"place_id": place_id} if to is PlacementStatus.OFFERED else {}
        answer = move(world, stay, to, worker=worker, **rest)
        allowed = to in TRANSITIONS[status] and (on_duty or to is not PlacementStatus.OFFERED)
        assert answer.status_code == (201 if allowed else 409), answer.text
        assert (to in shown["allowed_transitions"]) is allowed
        if allowed:
            status = to
            assert set(answer.json()["allowed_transitions"]) <= TRANSITIONS[status]
    live = world.superuser.execute("SELECT count(*) FROM live_stays WHERE id = %s", (stay,)).fetchone()
    assert live == (int(status in rules.LIVE),)
