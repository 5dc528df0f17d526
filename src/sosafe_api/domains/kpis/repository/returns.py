"""Counts of incidents that agencies return, over the whole partnership and any stretch of months."""

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sosafe_api.core.db.session import Transaction
from sosafe_api.domains.kpis.repository import incident_statements as statements
from sosafe_api.domains.kpis.rules.counts import CountKey
from sosafe_api.domains.kpis.rules.definition import Measure, Records
from sosafe_api.domains.kpis.vocabulary import Breakdown


class ReturnStatements(NamedTuple):
    """The statements about one kind of incidents."""

    counts: bytes
    first: bytes
    touched: bytes


STATEMENTS = {
    Records.ASB_RETURNS: ReturnStatements(
        statements.ASB_RETURNS,
        statements.first(b"asb_incidents"),
        statements.touched(b"asb_incidents", b"asb_incident_versions"),
    ),
    Records.FIRE_RETURNS: ReturnStatements(
        statements.FIRE_RETURNS,
        statements.first(b"fire_incidents"),
        statements.touched(b"fire_incidents", b"fire_incident_versions"),
    ),
}


class ReturnRepository:
    """Incidents of one kind; the transaction must have the partnership's reach."""

    def __init__(self, transaction: Transaction, partnership_id: UUID, records: Records) -> None:
        self._execute = transaction.execute
        self._statements = STATEMENTS[records]
        self._scope: dict[str, Any] = {"partnership_id": partnership_id}

    async def first_on(self) -> date | None:
        rows = await self._execute(self._statements.first, self._scope)
        found: date | None = rows[0][0] if rows else None
        return found

    async def touched_months(self, since: datetime) -> set[date]:
        """Months of the incidents that were added or changed since."""
        rows = await self._execute(self._statements.touched, {**self._scope, "since": since})
        return {month for (month,) in rows}

    async def counts(self, start: date, end: date) -> dict[CountKey, int]:
        """By month of occurrence: for the whole partnership and by each part that had any; `end` is exclusive."""
        values = {**self._scope, "start_day": start, "end_day": end}
        rows = await self._execute(self._statements.counts, values)
        return {
            CountKey(Measure(measure), month, Breakdown(by) if by else None, member): int(number)
            for month, measure, by, member, number in rows
        }

    async def basis(self) -> str:
        """What else decides what is counted: the district, and which agencies are the police."""
        return str(await self._execute(statements.BASIS, self._scope))
