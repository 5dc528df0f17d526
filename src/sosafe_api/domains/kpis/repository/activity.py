"""Counts of events, funding, action plans and surveys, each source by one statement over the whole partnership."""

from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.db.session import Transaction
from sosafe_api.domains.kpis.repository import activity_statements as statements
from sosafe_api.domains.kpis.rules.counts import CountKey
from sosafe_api.domains.kpis.rules.definition import Measure, Records
from sosafe_api.domains.kpis.rules.periods import begins_at
from sosafe_api.domains.kpis.vocabulary import Breakdown

STATEMENTS = {
    Records.EVENTS: statements.EVENTS,
    Records.FUNDING: statements.FUNDING,
    Records.ACTIONS: statements.ACTIONS,
    Records.PERCEPTION: statements.PERCEPTION,
    Records.COMPLAINANTS: statements.COMPLAINANTS,
}


class ActivityRepository:
    """Reads across agencies and services, so its transaction must have the partnership's reach."""

    def __init__(self, transaction: Transaction, partnership_id: UUID) -> None:
        self._execute = transaction.execute
        self._scope: dict[str, Any] = {"partnership_id": partnership_id}

    async def counts(self, records: Records, start: date, end: date) -> dict[CountKey, int]:
        """By month, for the whole partnership and by each part that had any; `end` is exclusive."""
        values = {
            **self._scope,
            "start": begins_at(start),
            "end": begins_at(end),
            "start_day": start,
            "end_day": end,
        }
        rows = await self._execute(STATEMENTS[records], values)
        return {
            CountKey(Measure(measure), month, Breakdown(by) if by else None, member): int(number)
            for month, measure, by, member, number in rows
        }
