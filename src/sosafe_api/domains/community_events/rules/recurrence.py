"""When a series' events are: counted by the clock of Europe/London, so that 18:00 stays 18:00. Pure.

Four-weekly is 28 days, 13 times a year, and is no month; quarterly is three months, on the same day of the month.
The intervals are those of iCalendar (RFC 5545 section 3.3.10: FREQ=WEEKLY or MONTHLY with INTERVAL).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, islice, takewhile

from sosafe_api.core.clock import LONDON
from sosafe_api.core.errors import FieldError
from sosafe_api.domains.community_events.vocabulary import RhythmUnit

MONTHS_A_YEAR = 12
LAST_DAY_OF_EVERY_MONTH = 28
HOUR_OF_CHANGES = 1  # by the clock of London, whichever way it is changed
SHORTEST_EVENT, LONGEST_EVENT = timedelta(minutes=1), timedelta(days=31)
# Before, there were no partnerships (Crime and Disorder Act 1998), and the clock changes had other days.
EARLIEST_YEAR = 1998
MOST_AT_ONCE = 130  # ten years of a four-weekly series
MOST_OF_A_SERIES = 520  # ten years of a weekly one: everybody's programme works the whole of it out


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every so many weeks or months from the first start on."""

    unit: RhythmUnit
    length: int
    first: datetime

    def starts(self) -> Iterator[datetime]:
        """Every start as an instant."""
        local = self.first.astimezone(LONDON)
        for number in count():
            yield _later(local, self.unit, self.length * number).astimezone(UTC)

    def through(self, last: datetime) -> list[datetime]:
        """Every start up to and including `last`, however many."""
        return list(takewhile(lambda start: start <= last, self.starts()))

    def between(self, after: datetime | None, last: datetime) -> list[datetime]:
        """Starts later than `after`, up to and including `last`; one more than is made at once, at most."""
        until = takewhile(lambda start: start <= last, self.starts())
        return list(islice((start for start in until if after is None or start > after), MOST_AT_ONCE + 1))


def _later(local: datetime, unit: RhythmUnit, steps: int) -> datetime:
    """By the wall clock: dates are added to, the time of day stays."""
    if unit is RhythmUnit.WEEKS:
        return local + timedelta(weeks=steps)
    years, month = divmod(local.month - 1 + steps, MONTHS_A_YEAR)
    return local.replace(year=local.year + years, month=month + 1)


def rhythm_errors(rhythm: Rhythm) -> list[FieldError]:
    """Not every month has a 29th to 31st, nor every day one hour from 01:00: calendars would disagree on them."""
    found, local = [], rhythm.first.astimezone(LONDON)
    if rhythm.unit is RhythmUnit.MONTHS and local.day > LAST_DAY_OF_EVERY_MONTH:
        detail = "Must be on the 28th or before, for a series by months."
        found.append(FieldError("day_not_in_every_month", detail, pointer="#/starts_at"))
    if local.hour == HOUR_OF_CHANGES:
        detail = (
            "Must not be from 01:00 to 02:00, for a series: March lacks that hour once, October has it twice."
        )
        found.append(FieldError("hour_not_in_every_day", detail, pointer="#/starts_at"))
    return found


def period_errors(starts_at: datetime, ends_at: datetime) -> list[FieldError]:
    """An event lasts a minute at least, and a month at most."""
    found = []
    if starts_at.year < EARLIEST_YEAR:
        found.append(FieldError("too_early", "Must be in 1998 or later.", pointer="#/starts_at"))
    if ends_at - starts_at < SHORTEST_EVENT:
        detail = "Must be at least a minute later than `starts_at`."
        found.append(FieldError("not_after_start", detail, pointer="#/ends_at"))
    elif ends_at - starts_at > LONGEST_EVENT:
        detail = "Must be at most 31 days after `starts_at`."
        found.append(FieldError("too_long", detail, pointer="#/ends_at"))
    return found
