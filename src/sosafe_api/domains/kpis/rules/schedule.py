"""When counts are recorded: once a day, late in the evening in London, so that a day's values are its last ones."""

from datetime import UTC, datetime, time, timedelta

from sosafe_api.core.clock import LONDON

HOUR = 23


def last_due(now: datetime) -> datetime:
    """The instant at which a recording was due last."""
    local = now.astimezone(LONDON)
    day = local.date() if local.hour >= HOUR else local.date() - timedelta(days=1)
    return datetime.combine(day, time(HOUR), LONDON).astimezone(UTC)


def next_due(now: datetime) -> datetime:
    """The instant at which the next one is; a day in London has 23 or 25 hours at times."""
    day = last_due(now).astimezone(LONDON).date() + timedelta(days=1)
    return datetime.combine(day, time(HOUR), LONDON).astimezone(UTC)
