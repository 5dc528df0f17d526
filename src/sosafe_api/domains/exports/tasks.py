"""Background work of exports that needs no list: ending one that cannot be written, and deleting old content."""

from contextlib import AbstractAsyncContextManager
from uuid import UUID

from sosafe_api.core.db.session import Database, RowScope, Transaction
from sosafe_api.domains.exports.repository import RunRepository


def of_partnership(database: Database, partnership_id: UUID) -> AbstractAsyncContextManager[Transaction]:
    """A transaction of the background work itself, which sees every export of the partnership."""
    return database.transaction(RowScope(partnership_id, reach="partnership"))


async def give_up(url: str, partnership_id: UUID, export_id: UUID) -> None:
    """Ends an export that cannot be written, so that the work behind it goes on."""
    async with (
        Database(url, pool_size=1) as database,
        of_partnership(database, partnership_id) as transaction,
    ):
        detail = "The service failed on this export; nothing of it was kept, and the fault was recorded."
        await RunRepository(transaction, partnership_id, export_id).fail("internal_error", detail)


async def expire(url: str, partnership_id: UUID, export_id: UUID) -> None:
    async with (
        Database(url, pool_size=1) as database,
        of_partnership(database, partnership_id) as transaction,
    ):
        await RunRepository(transaction, partnership_id, export_id).expire()
