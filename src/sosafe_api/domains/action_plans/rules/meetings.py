"""For which meeting a plan is reviewed, and which one was before it. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

FOUR_WEEKS = timedelta(days=28)


def next_meeting(today: date, planned: Sequence[date], by_rhythm: Sequence[date]) -> date:
    """The next day on which the group meets as planned, else by its rhythm; else today."""
    for days in (planned, by_rhythm):
        coming = [day for day in days if day >= today]
        if coming:
            return min(coming)
    return today


def meeting_before(day: date, planned: Iterable[date], by_rhythm: Iterable[date]) -> date:
    """The last day before this one on which the group met, else was to meet; else four weeks before.

    A group that plans its meetings may have moved or cancelled those of its rhythm, so planned ones go first.
    """
    for days in (planned, by_rhythm):
        gone = [each for each in days if each < day]
        if gone:
            return max(gone)
    return day - FOUR_WEEKS
