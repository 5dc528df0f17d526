"""Medians over any period from the sorted waits of its months, read once each."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

_DAY_SECONDS = 86_400


class Window(NamedTuple):
    """Days, end exclusive, and a part of the partnership or none. Periods of several kinds can be one window."""

    start: date
    end: date
    member: str | None = None


Waits = Mapping[tuple[date, str], Sequence[float]]


def medians(waits: Waits, windows: Iterable[tuple[Window, Sequence[date]]]) -> dict[Window, float]:
    """Days, for each window with its months, over the whole partnership and for each part that has any.

    Of an even number it is the mean of the middle two, as PostgreSQL's percentile_cont has it.
    """
    members = sorted({member for _, member in waits})
    by_month: dict[date, list[float]] = {}
    for (month, _), seconds in waits.items():
        by_month.setdefault(month, []).extend(seconds)
    for seconds in by_month.values():
        seconds.sort()
    found: dict[Window, float] = {}
    for window, months in windows:
        _note(found, window, [by_month.get(month, ()) for month in months])
        for member in members:
            _note(found, window._replace(member=member), [waits.get((month, member), ()) for month in months])
    return found


def _note(found: dict[Window, float], window: Window, runs: Iterable[Sequence[float]]) -> None:
    seconds = sorted(second for run in runs for second in run)  # sorted runs are merged, not sorted anew
    if seconds:
        middle = len(seconds) // 2
        low = seconds[middle] if len(seconds) % 2 else seconds[middle - 1]
        found[window] = (low + seconds[middle]) / 2 / _DAY_SECONDS
