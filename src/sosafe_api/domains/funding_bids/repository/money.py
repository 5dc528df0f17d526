"""Queries about instalments, spending and reports."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import and_, col, not_, select

from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow
from sosafe_api.domains.funding_bids.models import FundingInstalment, FundingReport, FundingSpendEntry
from sosafe_api.domains.funding_bids.schemas import FundingReportQuery, FundingSpendQuery

Table = TypeVar("Table", bound=PartnershipRow)


class MoneyRepository:
    """What hangs on bids of the actor's partnership; never commits."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    def add(self, row: PartnershipRow) -> None:
        self._session.add(row)

    async def find(self, table: type[Table], row_id: UUID) -> Table | None:
        """The row, locked."""
        statement = select(table).where(
            col(table.partnership_id) == self._partnership_id, col(table.id) == row_id
        )
        found: Table | None = (await self._session.exec(statement.with_for_update())).first()
        return found

    async def instalments(self, bid_id: UUID) -> list[FundingInstalment]:
        statement = (
            select(FundingInstalment)
            .where(
                FundingInstalment.partnership_id == self._partnership_id, FundingInstalment.bid_id == bid_id
            )
            .order_by(col(FundingInstalment.id))
        )
        return list((await self._session.exec(statement)).all())

    async def reports_of(self, bid_id: UUID) -> list[FundingReport]:
        statement = (
            select(FundingReport)
            .where(FundingReport.partnership_id == self._partnership_id, FundingReport.bid_id == bid_id)
            .order_by(col(FundingReport.due_on), col(FundingReport.id))
        )
        return list((await self._session.exec(statement)).all())

    async def reports(self, query: FundingReportQuery, after: Any, today: date) -> Sequence[FundingReport]:
        """In the order of recording, one more than the page holds."""
        statement: Any = select(FundingReport).where(FundingReport.partnership_id == self._partnership_id)
        if query.bid_id is not None:
            statement = statement.where(FundingReport.bid_id == query.bid_id)
        if query.overdue is not None:
            late = and_(col(FundingReport.due_on) < today, col(FundingReport.submitted_on).is_(None))
            statement = statement.where(late if query.overdue else not_(late))
        return await self._page(statement, FundingReport.id, after, query.limit)

    async def spending(
        self, bid_id: UUID, query: FundingSpendQuery, after: Any
    ) -> Sequence[FundingSpendEntry]:
        """In the order of recording, one more than the page holds."""
        statement: Any = select(FundingSpendEntry).where(
            FundingSpendEntry.partnership_id == self._partnership_id, FundingSpendEntry.bid_id == bid_id
        )
        if query.budget_line is not None:
            statement = statement.where(FundingSpendEntry.budget_line == query.budget_line)
        if query.noted is not None:
            noted = col(FundingSpendEntry.noted_on)
            statement = statement.where(noted.is_not(None) if query.noted else noted.is_(None))
        return await self._page(statement, FundingSpendEntry.id, after, query.limit)

    async def _page(self, statement: Any, key: Any, after: Any, limit: int) -> list[Any]:
        if after is not None:
            statement = statement.where(col(key) > UUID(after))
        return list((await self._session.exec(statement.order_by(col(key)).limit(limit + 1))).all())
