"""The daily recording of a partnership's counts, in the background: one transaction, safe to be killed in."""

from datetime import datetime
from uuid import UUID

from sosafe_api.core.db.session import Database, RowScope
from sosafe_api.domains.kpis.rules.schedule import last_due
from sosafe_api.domains.kpis.service import Recorder

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
