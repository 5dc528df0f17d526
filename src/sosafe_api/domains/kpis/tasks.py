"""Computing and checking releases, in the background: one transaction, safe to be killed in."""

import asyncio
from uuid import UUID

from sosafe_api.core.db.session import Database, RowScope, Transaction
from sosafe_api.core.settings import Settings
from sosafe_api.domains.kpis.service import ReleaseRun

CONNECTIONS = 2


def run_release(url: str, settings: Settings, partnership_id: UUID, release_id: UUID) -> None:
    """Checks the draft, unless it was checked or discarded before."""
    asyncio.run(_worked(url, settings, partnership_id, release_id, failed=False))


def give_up(url: str, settings: Settings, partnership_id: UUID, release_id: UUID) -> None:
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
