"""What was counted before and need not be counted again, and what has changed since."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sosafe_api.core.months import add_months
from sosafe_api.domains.kpis.rules.counts import CountKey

# A row that a transaction had written but not yet committed was not in the recording, though it bears an earlier
# time: what was touched in so long a while before the recording is counted again. No transaction lasts as long.
OVERLAP = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Recording:
    """The counts of one kind of records as they were recorded last, and when.

    `facts` are the months covered, the parts of breakdowns and the populations, as JSON.
    """

    recorded_at: datetime
    basis: bytes
    facts: dict[str, Any]
    by_key: Mapping[CountKey, int] = field(default_factory=dict)

    @property
    def months(self) -> frozenset[date]:
        return frozenset(map(date.fromisoformat, self.facts["months"]))

    @property
    def touched_since(self) -> datetime:
        return self.recorded_at - OVERLAP


def stale(
    months: Iterable[date], recording: Recording | None, basis: bytes, touched: Collection[date]
) -> list[date]:
    """The months to be counted now: touched since, not recorded, or recorded by another rule."""
    if recording is None or recording.basis != basis:
        return list(months)
    known = recording.months.difference(touched)
    return [month for month in months if month not in known]


def ranges(months: Iterable[date]) -> list[tuple[date, date]]:
    """Months in order as the fewest stretches of days, ends exclusive."""
    found: list[tuple[date, date]] = []
    for month in months:
        after = add_months(month, 1)
        if found and found[-1][1] == month:
            found[-1] = (found[-1][0], after)
        else:
            found.append((month, after))
    return found


def overlaid(
    recording: Recording | None,
    fresh: Mapping[CountKey, int],
    months: Collection[date],
    counted: Collection[date],
) -> dict[CountKey, int]:
    """The recorded counts of these months, with those of the months just counted in their place."""
    known = recording.by_key if recording else {}
    kept = {
        key: count
        for key, count in known.items()
        if count and key.month in months and key.month not in counted
    }
    return kept | dict(fresh)


def differences(
    recorded: Mapping[CountKey, int], counted: Mapping[CountKey, int], months: Collection[date]
) -> dict[CountKey, int]:
    """The counts that are to be recorded: new, changed, or gone to 0. Months no longer covered keep theirs."""
    changed = {key: count for key, count in counted.items() if recorded.get(key, 0) != count}
    gone = {key: 0 for key, count in recorded.items() if count and key not in counted and key.month in months}
    return changed | gone
