"""Rules of the directory: when groups meet, for how long an agency may share, how full a service is. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

from sosafe_api.core.errors import FieldError
from sosafe_api.core.months import MONTHS_OF_A_YEAR, months_after
from sosafe_api.domains.agencies.vocabulary import Rhythm, ServiceStatus

A_YEAR = timedelta(days=365)
LONGEST_CALENDAR = timedelta(days=1827)  # five years, whichever they are
_DAYS = {Rhythm.EVERY_28_DAYS: 28, Rhythm.EVERY_42_DAYS: 42}
_MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3}


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from one to another (exclusive), or without end."""

    starts_on: date
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFilter:
    """Which services a directory of another standard asks for, and which page of them."""

    service_id: UUID | None = None
    agency_id: UUID | None = None
    kinds: Sequence[str] | None = None
    updated_at_from: datetime | None = None
    words: Sequence[str] = ()
    offset: int = 0
    limit: int = 1


def covered(period: Period, by: Iterable[Period]) -> bool:
    """Whether each day of the period lies in one of the others, which may follow on one another."""
    reached = period.starts_on
    for other in sorted(by, key=lambda other: other.starts_on):
        if not other.covers(reached):
            continue
        if other.ends_on is None or (period.ends_on is not None and period.ends_on <= other.ends_on):
            return True
        reached = other.ends_on
    return False


def meeting_dates(rhythm: Rhythm, first: date | None, start: date, before: date) -> list[date]:
    """The days of a calendar on which a group meets; none where no first meeting or no rhythm is known.

    A meeting on the 31st is on the last day of a shorter month, and on the 31st again in the next long one.
    """
    if first is None or rhythm is Rhythm.AD_HOC:
        return []
    found = []
    for day in _meetings(rhythm, first, max(start, first)):
        if day >= before:
            break
        if day >= start:
            found.append(day)
    return found


def _meetings(rhythm: Rhythm, first: date, start: date) -> Iterator[date]:
    """All meetings from just before `start` on."""
    if rhythm in _DAYS:
        step = _DAYS[rhythm]
        skipped = (start - first).days // step
        return (first + timedelta(days=step * number) for number in count(skipped))
    step = _MONTHS[rhythm]
    months = (start.year - first.year) * MONTHS_OF_A_YEAR + start.month - first.month
    return (months_after(first, step * number) for number in count(months // step))


def calendar_errors(start: date, before: date) -> list[FieldError]:
    """What is wrong with the bounds of a calendar that was asked for."""
    if before <= start:
        return [FieldError("not_after_start", "Must be later than `from`.", parameter="before")]
    if before - start > LONGEST_CALENDAR:
        return [FieldError("too_long", "Must be at most five years after `from`.", parameter="before")]
    return []


def takes_referrals(status: str, *, accepting: bool) -> bool:
    """A service that does not run takes none, whatever it said of its capacity before."""
    return accepting and status == ServiceStatus.ACTIVE


def age_errors(minimum: int | None, maximum: int | None) -> list[FieldError]:
    if minimum is None or maximum is None or minimum <= maximum:
        return []
    return [FieldError("below_minimum", "Must not be less than `minimum_age`.", pointer="#/maximum_age")]


def capacity_errors(places: int | None, places_free: int | None) -> list[FieldError]:
    if places is None or places_free is None or places_free <= places:
        return []
    return [FieldError("more_than_places", "Must not be more than `places`.", pointer="#/places_free")]
