"""The machines of interventions, ASB stages, orders and reviews, as they were agreed upon."""

from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.domains.interventions.rules import LIVES, lives
from sosafe_api.domains.interventions.vocabulary import (
    AsbCaseReviewStatus,
    AsbStage,
    InterventionStatus,
    PublicSpacesOrderStatus,
)

# Stated apart from the tables of the service: first state, then where each leads.
AGREED: dict[type[StrEnum], dict[str, str]] = {
    InterventionStatus: {
        "drafted": "issued withdrawn",
        "issued": "complied breached ended withdrawn",
        "complied": "breached ended withdrawn",
        "breached": "complied ended withdrawn",
        "ended": "",
        "withdrawn": "",
    },
    AsbStage: {
        "reported": "risk_assessed closed",
        "risk_assessed": "open closed",
        "open": "risk_assessed action_plan enforcement monitoring closed",
        "action_plan": "risk_assessed enforcement monitoring closed",
        "enforcement": "risk_assessed action_plan monitoring closed",
        "monitoring": "risk_assessed action_plan enforcement closed",
        "closed": "reported",
    },
    AsbCaseReviewStatus: {
        "applied": "acknowledged",
        "acknowledged": "threshold_met threshold_not_met",
        "threshold_met": "review_held",
        "threshold_not_met": "closed",
        "review_held": "recommendations_made no_recommendations",
        "recommendations_made": "closed",
        "no_recommendations": "closed",
        "closed": "",
    },
    PublicSpacesOrderStatus: {"made": "discharged", "discharged": ""},
}
TABLES: dict[type[StrEnum], Any] = {type(next(iter(table))): table for table in LIVES.values()}


def test_every_life_is_told_and_agreed_upon() -> None:
    assert set(TABLES) == set(AGREED)


@pytest.mark.parametrize("kind", AGREED)
def test_each_state_leads_where_it_was_agreed(kind: type[StrEnum]) -> None:
    told = {state.value: {to.value for to in targets} for state, targets in TABLES[kind].items()}
    assert told == {state: set(targets.split()) for state, targets in AGREED[kind].items()}


@given(st.sampled_from(list(AGREED)), st.lists(st.integers(0, 50), max_size=30))
def test_whoever_follows_what_is_offered_stays_on_the_agreed_path(
    kind: type[StrEnum], choices: list[int]
) -> None:
    state = next(iter(kind))
    for choice in choices:
        offered = lives.allowed(TABLES[kind], state)
        assert [each.value for each in offered] == [
            each.value for each in kind if each.value in AGREED[kind][state.value].split()
        ]
        if not offered:
            break
        state = offered[choice % len(offered)]


@pytest.mark.parametrize("kind", AGREED)
def test_every_state_can_be_reached(kind: type[StrEnum]) -> None:
    reached = waiting = {next(iter(AGREED[kind]))}
    while waiting:
        waiting = {to for state in waiting for to in AGREED[kind][state].split()} - reached
        reached |= waiting
    assert reached == {state.value for state in kind}


@pytest.mark.parametrize("status", InterventionStatus)
def test_nobody_moves_a_step_into_breach_without_the_record_of_one(status: InterventionStatus) -> None:
    offered = {each.value for each in lives.moves_open(status)}
    assert offered == set(AGREED[InterventionStatus][status.value].split()) - {"breached"}
