"""The lives of events and of the issues raised at them, and what each move of an event must state. Pure."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.community_events.vocabulary import (
    EventChangeReason,
    EventIssueStatus,
    EventStatus,
)

S, I = EventStatus, EventIssueStatus  # noqa: E741
EVENT_TRANSITIONS: dict[EventStatus, frozenset[EventStatus]] = {
    S.DRAFT: frozenset({S.PLANNED, S.CONFIRMED, S.ENTERED_IN_ERROR}),
    S.PLANNED: frozenset({S.CONFIRMED, S.POSTPONED, S.CANCELLED, S.HELD, S.ENTERED_IN_ERROR}),
    S.CONFIRMED: frozenset({S.POSTPONED, S.CANCELLED, S.HELD, S.ENTERED_IN_ERROR}),
    S.POSTPONED: frozenset({S.PLANNED, S.CONFIRMED, S.CANCELLED, S.ENTERED_IN_ERROR}),
    S.CANCELLED: frozenset({S.ENTERED_IN_ERROR}),
    S.HELD: frozenset({S.ENTERED_IN_ERROR}),
    S.ENTERED_IN_ERROR: frozenset(),
}
ISSUE_TRANSITIONS: dict[EventIssueStatus, frozenset[EventIssueStatus]] = {
    I.OPEN: frozenset({I.DONE}),
    I.DONE: frozenset({I.OPEN}),
}
LIVES: dict[str, Mapping[Any, frozenset[Any]]] = {
    "The life of a community event": EVENT_TRANSITIONS,
    "The life of an issue raised at an event": ISSUE_TRANSITIONS,
}
REASONS = {S.POSTPONED: EventChangeReason, S.CANCELLED: EventChangeReason}
CHANGEABLE = frozenset({S.DRAFT, S.PLANNED, S.CONFIRMED})  # what is planned of them may still change
TOLD = frozenset({S.PLANNED, S.CONFIRMED, S.POSTPONED, S.CANCELLED, S.HELD})  # everybody may know of them
CALLED_OFF = frozenset({S.POSTPONED, S.CANCELLED})


def may_change(status: EventStatus, columns: AbstractSet[str]) -> bool:
    """Nothing is planned any more of what is called off, yet it can be taken out of everybody's view."""
    return status in CHANGEABLE or (status in CALLED_OFF and columns <= {"visibility"})


def move_errors(
    now: EventStatus,
    to: EventStatus,
    reason: EventChangeReason | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
) -> list[FieldError]:
    """What is missing or too much: a reason, or the new time of an event that was postponed."""
    found = []
    if (to in REASONS) is not (reason is not None):
        found.append(_missing("#/reason_code") if reason is None else _not_wanted("#/reason_code"))
    takes_a_time = now is S.POSTPONED and to in CHANGEABLE
    for pointer, stated in (("#/starts_at", starts_at), ("#/ends_at", ends_at)):
        if takes_a_time is not (stated is not None):
            found.append(_missing(pointer) if stated is None else _not_wanted(pointer))
    return found


def _missing(pointer: str) -> FieldError:
    return FieldError("required", "Is needed for this move.", pointer=pointer)


def _not_wanted(pointer: str) -> FieldError:
    return FieldError("not_wanted", "Is not part of this move.", pointer=pointer)
