"""Arranges recordings of counts, and lets days pass: what was recorded and published grows older."""

import asyncio
from datetime import datetime, timedelta

from sosafe_api.core.clock import LONDON, now
from sosafe_api.domains.kpis.tasks import record_counts
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

_MARKS = {
    "kpi_recordings": "recorded_at",
    "kpi_counts": "recorded_at",
    "kpi_medians": "recorded_at",
    "kpi_releases": "published_at",
}


def record(world: World, database: TestDatabase) -> None:
    """The daily recording, as a worker does it."""
    asyncio.run(record_counts(database.urls.app, world.id, now()))


def days_pass(world: World, days: int = 1) -> None:
    for table, column in _MARKS.items():
        world.superuser.execute(
            f"UPDATE {table} SET {column} = {column} - make_interval(days => %s) WHERE partnership_id = %s",
            (days, world.id),
        )


def day(days_ago: int) -> str:
    """A day in London."""
    return (datetime.now(LONDON).date() - timedelta(days=days_ago)).isoformat()
