"""Background work of indicators, each in transactions of its own and safe to be killed in: the daily recording of
counts, and the computing and checking of a release.
"""

import asyncio
from datetime import datetime
from uuid import UUID

from sosafe_api.core.db.session import Database, RowScope, Transaction
from sosafe_api.core.settings import Settings
from sosafe_api.domains.kpis.rules.schedule import last_due
from sosafe_api.domains.kpis.service import Recorder, ReleaseRun

CONNECTIONS = 2
_LIMITS = (
    b"SET LOCAL statement_timeout = '10min'",
    b"SET LOCAL idle_in_transaction_session_timeout = '10min'",
)


async def record_counts(url: str, partnership_id: UUID, now: datetime) -> None:
    """Records, unless it was done since it was due last: by a release, or by a worker that was killed afterwards."""
    scope = RowScope(partnership_id, reach="partnership")
    async with Database(url, pool_size=1) as database, database.transaction(scope) as transaction:
        for limit in _LIMITS:
            await transaction.execute(limit)
        await Recorder(transaction, partnership_id, now).record(unless_since=last_due(now))


def run_release(url: str, settings: Settings, partnership_id: UUID, release_id: UUID) -> None:
    """Checks the draft, unless it was checked or discarded before."""
    asyncio.run(_worked(url, settings, partnership_id, release_id, failed=False))


def give_up_release(url: str, settings: Settings, partnership_id: UUID, release_id: UUID) -> None:
    """Refuses a release that cannot be computed, so that the work behind it goes on."""
    asyncio.run(_worked(url, settings, partnership_id, release_id, failed=True))


async def _worked(
    url: str, settings: Settings, partnership_id: UUID, release_id: UUID, *, failed: bool
) -> None:
    scope = RowScope(partnership_id, reach="partnership")
    async with Database(url, pool_size=CONNECTIONS) as database:

        async def progress(done: int, total: int) -> None:
            async with database.transaction(scope) as own:
                await _run(own).note_progress(done, total)

        def _run(transaction: Transaction) -> ReleaseRun:
            return ReleaseRun(transaction, settings, partnership_id, release_id)

        async with database.transaction(scope) as transaction:
            run = _run(transaction)
            await (run.refuse() if failed else run.check(progress))
