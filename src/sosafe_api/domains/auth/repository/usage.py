"""The query of who calls which operation."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import tuple_
from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.core.usage import OperationUsage
from sosafe_api.domains.auth.schemas import OperationUsageQuery


@dataclass(frozen=True, slots=True)
class Counted:
    """A count with its place in the list, which a cursor holds."""

    usage: OperationUsage

    @property
    def place(self) -> str:
        return f"{self.usage.month}/{self.usage.caller_id}/{self.usage.operation}"


class UsageRepository:
    """What was counted in the actor's partnership."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    async def page(self, query: OperationUsageQuery, after: str | None) -> list[Counted]:
        """In the order of the key, one more than the page holds."""
        key = (col(OperationUsage.month), col(OperationUsage.caller_id), col(OperationUsage.operation))
        statement = select(OperationUsage).where(OperationUsage.partnership_id == self._partnership_id)
        if query.since is not None:
            statement = statement.where(col(OperationUsage.month) >= query.since.replace(day=1))
        if query.caller_id is not None:
            statement = statement.where(OperationUsage.caller_id == query.caller_id)
        if query.operation is not None:
            statement = statement.where(OperationUsage.operation == query.operation)
        if after is not None:
            statement = statement.where(tuple_(*key) > tuple_(*_key(after)))
        rows = await self._session.exec(statement.order_by(*key).limit(query.limit + 1))
        return [Counted(row) for row in rows]


def _key(place: str) -> tuple[Any, ...]:
    month, caller_id, operation = place.split("/")
    return date.fromisoformat(month), UUID(caller_id), operation
