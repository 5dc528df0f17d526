"""Who calls which operation: counted in the process, written at intervals, so that no request waits (ADR 0043)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import SQLModel

from sosafe_api.core import clock
from sosafe_api.core.actor import Actor, PrincipalKind
from sosafe_api.core.db.columns import Access, DataClass, column, secured, to_partnership
from sosafe_api.core.db.session import Database, RowScope
from sosafe_api.core.errors import ServiceError


class OperationUsage(SQLModel, table=True):
    """Requests of a caller to an operation in a month. People are counted under their agency, not one by one."""

    __tablename__ = "operation_usage"
    __table_args__ = (
        to_partnership(),
        CheckConstraint("caller_kind IN ('client', 'agency')", name="caller_kind"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    month: date = column(DataClass.C1, date, primary_key=True)
    caller_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    operation: str = column(DataClass.C1, str, primary_key=True)
    caller_kind: str = column(DataClass.C1, str)
    requests: int = column(DataClass.C1, BigInteger)
    last_used_on: date = column(DataClass.C1, date)


class Call(NamedTuple):
    """One operation asked for by a program, or by the people of an agency."""

    caller_id: UUID
    operation: str
    caller_kind: str


# In one order, so that two processes that write at once wait for each other and never in a circle.
_ADD = b"""
INSERT INTO operation_usage AS known
  (partnership_id, month, caller_id, operation, caller_kind, requests, last_used_on)
SELECT %(partnership_id)s, date_trunc('month', %(day)s::date)::date, caller_id, operation, caller_kind, requests,
  %(day)s::date
FROM unnest(%(callers)s::uuid[], %(operations)s::text[], %(kinds)s::text[], %(requests)s::bigint[])
  AS called (caller_id, operation, caller_kind, requests)
ORDER BY caller_id, operation
ON CONFLICT (partnership_id, month, caller_id, operation) DO UPDATE
SET requests = known.requests + excluded.requests,
  last_used_on = greatest(known.last_used_on, excluded.last_used_on)"""


class Usage:
    """What was called since it was last written. Used by one event loop."""

    def __init__(self) -> None:
        self._calls: defaultdict[UUID, Counter[Call]] = defaultdict(Counter)

    def count(self, actor: Actor, operation: str) -> None:
        is_program = actor.kind is PrincipalKind.CLIENT
        caller, kind = (actor.id, "client") if is_program else (actor.agency_id, "agency")
        self._calls[actor.partnership_id][Call(caller, operation, kind)] += 1

    async def write(self, database: Database) -> None:
        """Adds what was counted to the table, a partnership at a time; what cannot be written now is kept."""
        for partnership_id in list(self._calls):
            calls = self._calls.pop(partnership_id)
            try:
                await _add(database, partnership_id, sorted(calls.items()))
            except ServiceError:
                self._calls[partnership_id].update(calls)
                raise


async def _add(database: Database, partnership_id: UUID, calls: Sequence[tuple[Call, int]]) -> None:
    async with database.transaction(RowScope(partnership_id)) as transaction:
        await transaction.execute(
            _ADD,
            {
                "partnership_id": partnership_id,
                "day": clock.today(),
                "callers": [call.caller_id for call, _ in calls],
                "operations": [call.operation for call, _ in calls],
                "kinds": [call.caller_kind for call, _ in calls],
                "requests": [requests for _, requests in calls],
            },
        )
