"""The only source of time, so that tests can hold it and every instant is UTC."""

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The present instant, UTC, cut to milliseconds: what is stored is what is sent."""
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
