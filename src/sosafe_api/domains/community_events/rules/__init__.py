"""The rules of community events: their lives, their rhythm, what everybody may know, and in which formats. Pure."""

from sosafe_api.domains.community_events.rules.lives import (
    may_change,
    move_errors,
)
from sosafe_api.domains.community_events.rules.public import (
    Face,
    PublicEvent,
    PublicSeries,
    SaidAndDone,
    is_public,
)
from sosafe_api.domains.community_events.rules.recurrence import (
    MOST_AT_ONCE,
    MOST_OF_A_SERIES,
    Rhythm,
    period_errors,
    rhythm_errors,
)

__all__ = [
    "MOST_AT_ONCE",
    "MOST_OF_A_SERIES",
    "Face",
    "PublicEvent",
    "PublicSeries",
    "Rhythm",
    "SaidAndDone",
    "is_public",
    "may_change",
    "move_errors",
    "period_errors",
    "rhythm_errors",
]
