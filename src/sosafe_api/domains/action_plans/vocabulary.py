"""Codes of action plans, of their actions, and of problem-solving plans."""

from enum import StrEnum


class ActionPlanStatus(StrEnum):
    """Where a year's plan stands. A closed plan never changes."""

    DRAFT = "draft"
    AGREED = "agreed"
    CLOSED = "closed"
    DISCARDED = "discarded"


class PlanActionStatus(StrEnum):
    """Where an action stands. `carried_over`: it goes on as an action of a later year's plan."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    CARRIED_OVER = "carried_over"


class PlanProgress(StrEnum):
    """How an unfinished action is said to go."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"


class ProblemSolvingStatus(StrEnum):
    """Which step of SARA a problem-solving plan is at: scanning, analysis, response, assessment."""

    SCANNING = "scanning"
    ANALYSIS = "analysis"
    RESPONSE = "response"
    ASSESSMENT = "assessment"
    CLOSED = "closed"
    ABANDONED = "abandoned"


class ProblemOutcome(StrEnum):
    """What became of a problem, as its assessment found."""

    ENDED = "ended"
    REDUCED = "reduced"
    DISPLACED = "displaced"
    UNCHANGED = "unchanged"
    GROWN = "grown"
