"""The only source of time, so that tests can hold it and every instant is UTC."""

import time
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


_ahead: ContextVar[timedelta] = ContextVar("ahead", default=timedelta(0))


def move(ahead: timedelta) -> None:
    """Lets what follows in this task take the present for so much later: the clock of a test partnership."""
    _ahead.set(ahead)


def ahead() -> timedelta:
    """How much later than it is the present is taken for."""
    return _ahead.get()


def now() -> datetime:
    """The present instant, UTC, cut to milliseconds: what is stored is what is sent."""
    return true_now() + _ahead.get()


def true_now() -> datetime:
    """As `now`, whatever a test partnership's clock says: for proofs of who somebody is, and their ends."""
    instant = datetime.now(UTC)
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def epoch_seconds() -> float:
    return time.time()


def london_date(instant: datetime) -> date:
    """The day on which an instant falls for the people of a British partnership."""
    return instant.astimezone(LONDON).date()


def today() -> date:
    return london_date(now())


def wire_instant(instant: datetime) -> str:
    """RFC 3339 in UTC with milliseconds: `2026-11-02T09:30:00.123Z`."""
    if instant.tzinfo is not UTC:
        instant = instant.astimezone(UTC)
    return instant.isoformat("T", "milliseconds")[:-6] + "Z"
