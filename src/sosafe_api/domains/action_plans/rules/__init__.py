"""The lives of action plans, of actions, and of problem-solving plans. Pure: no I/O."""

from collections.abc import Mapping
from typing import Any

from sosafe_api.domains.action_plans.vocabulary import (
    ActionPlanStatus,
    PlanActionStatus,
    PlanProgress,
    ProblemSolvingStatus,
)

P, A, S = ActionPlanStatus, PlanActionStatus, ProblemSolvingStatus
_ENDINGS = frozenset({A.COMPLETED, A.CANCELLED, A.CARRIED_OVER})
PLAN_TRANSITIONS: dict[ActionPlanStatus, frozenset[ActionPlanStatus]] = {
    P.DRAFT: frozenset({P.AGREED, P.DISCARDED}),
    P.AGREED: frozenset({P.CLOSED}),
    P.CLOSED: frozenset(),
    P.DISCARDED: frozenset(),
}
ACTION_TRANSITIONS: dict[PlanActionStatus, frozenset[PlanActionStatus]] = {
    A.NOT_STARTED: frozenset({A.ON_TRACK, A.AT_RISK, A.OFF_TRACK}) | _ENDINGS,
    A.ON_TRACK: frozenset({A.AT_RISK, A.OFF_TRACK}) | _ENDINGS,
    A.AT_RISK: frozenset({A.ON_TRACK, A.OFF_TRACK}) | _ENDINGS,
    A.OFF_TRACK: frozenset({A.ON_TRACK, A.AT_RISK}) | _ENDINGS,
    A.COMPLETED: frozenset({A.ON_TRACK}),
    A.CANCELLED: frozenset({A.ON_TRACK}),
    A.CARRIED_OVER: frozenset(),
}
# SARA is no one-way street: an assessment that finds the problem unchanged leads back to what was missed.
PROBLEM_TRANSITIONS: dict[ProblemSolvingStatus, frozenset[ProblemSolvingStatus]] = {
    S.SCANNING: frozenset({S.ANALYSIS, S.ABANDONED}),
    S.ANALYSIS: frozenset({S.SCANNING, S.RESPONSE, S.ABANDONED}),
    S.RESPONSE: frozenset({S.ANALYSIS, S.ASSESSMENT, S.ABANDONED}),
    S.ASSESSMENT: frozenset({S.SCANNING, S.ANALYSIS, S.RESPONSE, S.CLOSED, S.ABANDONED}),
    S.CLOSED: frozenset(),
    S.ABANDONED: frozenset(),
}
LIVES: dict[str, Mapping[Any, frozenset[Any]]] = {
    "The life of an action plan": PLAN_TRANSITIONS,
    "The life of an action of a plan": ACTION_TRANSITIONS,
    "The life of a problem-solving plan": PROBLEM_TRANSITIONS,
}
WRITABLE = frozenset({P.DRAFT, P.AGREED})
UNFINISHED = frozenset(A(progress.value) for progress in PlanProgress)
RUNNING = frozenset({S.SCANNING, S.ANALYSIS, S.RESPONSE, S.ASSESSMENT})
# Which section must be written before a problem-solving plan goes on to the next step.
SECTION_BEFORE = {
    S.ANALYSIS: "scanning",
    S.RESPONSE: "analysis",
    S.ASSESSMENT: "response",
    S.CLOSED: "assessment",
}
_STEPS = (S.SCANNING, S.ANALYSIS, S.RESPONSE, S.ASSESSMENT)


def sections_needed(status: ProblemSolvingStatus) -> list[str]:
    """The sections that a problem-solving plan at this step has been through."""
    return [SECTION_BEFORE[step] for step in _STEPS[1 : _STEPS.index(status) + 1]]


def action_moves(
    status: PlanActionStatus, plan: ActionPlanStatus, *, holds: bool, manages: bool
) -> list[PlanActionStatus]:
    """Where somebody may move an action by hand, in the order of its life.

    Whoever manages the plan cancels, and takes up again what was cancelled; an agency moves its own.
    `carried_over` comes about by carrying over alone. In a draft an action is cancelled, or else changed.
    """
    reachable = ACTION_TRANSITIONS[status] - {A.CARRIED_OVER}
    if plan not in WRITABLE or not (holds or manages):
        return []
    if plan is P.DRAFT:
        reachable &= {A.CANCELLED}
    if not manages:
        reachable = frozenset() if status is A.CANCELLED else reachable - {A.CANCELLED}
    return [each for each in PlanActionStatus if each in reachable]
