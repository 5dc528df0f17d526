"""Queries about funding bids, with the sums of what was paid and spent."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, cast, literal
from sqlalchemy.dialects.postgresql import INTERVAL
from sqlalchemy.orm import aliased
from sqlalchemy.types import Date
from sqlmodel import col, exists, func, select

from sosafe_api.core.context import Context
from sosafe_api.core.financial_years import FinancialYear
from sosafe_api.core.partial_dates import DatePrecision
from sosafe_api.domains.funding_bids.models import FundingBid, FundingInstalment, FundingSpendEntry
from sosafe_api.domains.funding_bids.rules import AWARDS, IN_FORCE
from sosafe_api.domains.funding_bids.schemas import FundingBidQuery

AWARD_STATUSES = sorted(status.value for status in AWARDS)
_IN_FORCE = sorted(status.value for status in IN_FORCE)
NOTHING = Decimal(0)


class BidRepository:
    """Bids of the actor's partnership; never commits."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    def add(self, row: FundingBid) -> None:
        self._session.add(row)

    def _of(self) -> Any:
        return select(FundingBid).where(FundingBid.partnership_id == self._partnership_id)

    async def find(self, bid_id: UUID, *, lock: bool = False) -> FundingBid | None:
        statement = self._of().where(FundingBid.id == bid_id)
        result = await self._session.exec(statement.with_for_update() if lock else statement)
        found: FundingBid | None = result.first()
        return found

    async def page(self, query: FundingBidQuery, after: Any, today: date) -> Sequence[FundingBid]:
        """In the order of recording, one more than the page holds."""
        statement = self._of()
        for name in ("funder_id", "intermediary_id", "deliverer_id", "objective_id"):
            if getattr(query, name) is not None:
                statement = statement.where(getattr(FundingBid, name) == getattr(query, name))
        if query.status is not None:
            statement = statement.where(col(FundingBid.status).in_(query.status))
        if query.financial_year is not None:
            statement = statement.where(*within_year("received_on", query.financial_year))
        if query.ending_within_months is not None:
            statement = statement.where(*self._ending(today, query.ending_within_months))
        if after is not None:
            statement = statement.where(col(FundingBid.id) > UUID(after))
        statement = statement.order_by(col(FundingBid.id)).limit(query.limit + 1)
        return list((await self._session.exec(statement)).all())

    def _ending(self, today: date, months: int) -> list[ColumnElement[bool]]:
        """Awards in force whose end may lie between today and so many months on, and that no award follows."""
        following = aliased(FundingBid)
        followed = exists().where(
            col(following.partnership_id) == FundingBid.partnership_id,
            col(following.follows_bid_id) == FundingBid.id,
            col(following.status).in_(AWARD_STATUSES),
        )
        horizon = literal(today) + cast(literal(f"{months} months"), INTERVAL)
        return [
            col(FundingBid.status).in_(_IN_FORCE),
            col(FundingBid.last_funded_on) <= cast(horizon, Date),
            _last_day() >= today,
            ~followed,
        ]

    async def awards(self) -> list[FundingBid]:
        """All that were awarded and stand, in the order of recording."""
        statement = self._of().where(col(FundingBid.status).in_(AWARD_STATUSES)).order_by(col(FundingBid.id))
        return list((await self._session.exec(statement)).all())

    async def paid(self, bid_ids: Sequence[UUID]) -> dict[UUID, Decimal]:
        statement = (
            select(FundingInstalment.bid_id, func.sum(FundingInstalment.amount))
            .where(
                FundingInstalment.partnership_id == self._partnership_id,
                col(FundingInstalment.bid_id).in_(bid_ids),
                col(FundingInstalment.received).is_(True),
            )
            .group_by(col(FundingInstalment.bid_id))
        )
        return dict((await self._session.exec(statement)).all())

    async def spent(self, bid_ids: Sequence[UUID]) -> dict[UUID, Decimal]:
        statement = (
            select(FundingSpendEntry.bid_id, func.sum(FundingSpendEntry.amount))
            .where(
                FundingSpendEntry.partnership_id == self._partnership_id,
                col(FundingSpendEntry.bid_id).in_(bid_ids),
            )
            .group_by(col(FundingSpendEntry.bid_id))
        )
        return dict((await self._session.exec(statement)).all())

    async def spent_by_line(self, bid_id: UUID) -> dict[str, Decimal]:
        statement = (
            select(FundingSpendEntry.budget_line, func.sum(FundingSpendEntry.amount))
            .where(
                FundingSpendEntry.partnership_id == self._partnership_id, FundingSpendEntry.bid_id == bid_id
            )
            .group_by(col(FundingSpendEntry.budget_line))
        )
        return dict((await self._session.exec(statement)).all())


def within_year(name: str, label: str) -> list[ColumnElement[bool]]:
    """That the date lies in the financial year; one known to the calendar year only lies in none."""
    year = FinancialYear.named(label)
    day, precision = col(getattr(FundingBid, name)), col(getattr(FundingBid, f"{name}_precision"))
    return [day >= year.start, day < year.end, precision != DatePrecision.YEAR.value]


def _last_day() -> ColumnElement[date]:
    """The last day that the end of the funding may mean."""
    span = case(
        (col(FundingBid.last_funded_on_precision) == DatePrecision.DAY.value, literal("0 days")),
        (col(FundingBid.last_funded_on_precision) == DatePrecision.MONTH.value, literal("1 month -1 day")),
        else_=literal("1 year -1 day"),
    )
    return cast(col(FundingBid.last_funded_on) + cast(span, INTERVAL), Date)
