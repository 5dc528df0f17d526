"""Codes of reports."""

from enum import StrEnum


class ReportKind(StrEnum):
    """For whom a report is: the group that works every four weeks, or the one that governs every quarter."""

    JOINT_ACTION_GROUP = "joint_action_group"
    RESPONSIBLE_AUTHORITIES_GROUP = "responsible_authorities_group"


class ReportStatus(StrEnum):
    """Where a report stands. Its figures are frozen when it is asked for; its documents are made afterwards."""

    PREPARING = "preparing"
    READY = "ready"
    FAILED = "failed"


class Movement(StrEnum):
    """What became of a measure's latest value since the report before.

    `first`: there is no report before. `new`: a later period. `revised`: the same period, another value.
    """

    FIRST = "first"
    NEW = "new"
    REVISED = "revised"
    UNCHANGED = "unchanged"
    NO_VALUE = "no_value"


class RiskKind(StrEnum):
    """Why something is told as a risk."""

    ACTION_OFF_TRACK = "action_off_track"
    ACTION_AT_RISK = "action_at_risk"
    ACTION_UNMOVED = "action_unmoved"
    MEASURE_RED = "measure_red"
