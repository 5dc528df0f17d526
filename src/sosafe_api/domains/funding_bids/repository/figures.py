"""What awards add up to, and how bids were decided."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, case, cast, literal
from sqlalchemy.dialects.postgresql import INTERVAL
from sqlalchemy.types import Integer
from sqlmodel import col, func, select

from sosafe_api.core.context import Context
from sosafe_api.core.partial_dates import DatePrecision
from sosafe_api.domains.funding_bids.models import (
    FundingBid,
    FundingInstalment,
    FundingOrganisation,
    FundingSpendEntry,
)
from sosafe_api.domains.funding_bids.repository.bids import AWARD_STATUSES, within_year
from sosafe_api.domains.funding_bids.rules import WAITING
from sosafe_api.domains.funding_bids.schemas import FundingSuccessQuery, FundingTotalQuery
from sosafe_api.domains.funding_bids.vocabulary import FundingGrouping

_columns: Any = select  # its overloads end before so many columns


class FigureRepository:
    """Figures of the actor's partnership."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    async def totals(self, query: FundingTotalQuery) -> Sequence[Row[Any]]:
        """Key, name and sums of each group, the largest sum first, years in their order."""
        key = _key(query.by)
        paid = self._sums(FundingInstalment, col(FundingInstalment.received).is_(True))
        spent = self._sums(FundingSpendEntry)
        statement: Any = (
            _columns(
                key.label("key"),
                func.count().label("awards"),
                func.count(col(FundingBid.intermediary_id)).label("through_intermediary"),
                func.coalesce(func.sum(FundingBid.amount_requested), 0).label("requested"),
                func.sum(FundingBid.amount_awarded).label("awarded"),
                func.coalesce(func.sum(paid.c.total), 0).label("paid"),
                func.coalesce(func.sum(spent.c.total), 0).label("spent"),
            )
            .select_from(FundingBid)
            .outerjoin(paid, paid.c.bid_id == FundingBid.id)
            .outerjoin(spent, spent.c.bid_id == FundingBid.id)
            .where(
                FundingBid.partnership_id == self._partnership_id,
                col(FundingBid.status).in_(AWARD_STATUSES),
            )
            .group_by(key)
        )
        for name in ("funder_id", "deliverer_id", "intermediary_id"):
            if getattr(query, name) is not None:
                statement = statement.where(getattr(FundingBid, name) == getattr(query, name))
        if query.financial_year is not None:
            statement = statement.where(*within_year("received_on", query.financial_year))
        by_year = query.by is FundingGrouping.FINANCIAL_YEAR
        order = key if by_year else func.sum(FundingBid.amount_awarded).desc()
        found: Sequence[Row[Any]] = (await self._session.exec(statement.order_by(order, key))).all()
        return found

    def _sums(self, table: Any, *conditions: ColumnElement[bool]) -> Any:
        return (
            select(table.bid_id, func.sum(table.amount).label("total"))
            .where(table.partnership_id == self._partnership_id, *conditions)
            .group_by(table.bid_id)
            .subquery()
        )

    async def names(self) -> dict[Any, str]:
        """Every organisation's name by its id."""
        statement = select(FundingOrganisation.id, FundingOrganisation.name).where(
            FundingOrganisation.partnership_id == self._partnership_id
        )
        return dict((await self._session.exec(statement)).all())

    async def decisions(self, query: FundingSuccessQuery) -> dict[str, int]:
        """How many bids there are of each decision."""
        statement: Any = select(FundingBid.decision, func.count()).where(
            FundingBid.partnership_id == self._partnership_id, col(FundingBid.decision).is_not(None)
        )
        if query.funder_id is not None:
            statement = statement.where(FundingBid.funder_id == query.funder_id)
        if query.financial_year is not None:
            statement = statement.where(*within_year("decided_on", query.financial_year))
        return dict((await self._session.exec(statement.group_by(col(FundingBid.decision)))).all())

    async def waiting(self, query: FundingSuccessQuery) -> int:
        """How many bids wait for a decision today, whatever the year."""
        statement: Any = select(func.count()).where(
            FundingBid.partnership_id == self._partnership_id,
            col(FundingBid.status).in_([status.value for status in WAITING]),
        )
        if query.funder_id is not None:
            statement = statement.where(FundingBid.funder_id == query.funder_id)
        return int((await self._session.exec(statement)).one())


def _key(by: FundingGrouping) -> Any:
    if by is FundingGrouping.FUNDER:
        return col(FundingBid.funder_id)
    if by is FundingGrouping.DELIVERER:
        return col(FundingBid.deliverer_id)
    # A financial year begins in April: three months earlier it is its first calendar year.
    shifted = col(FundingBid.received_on) - cast(literal("3 months"), INTERVAL)
    year = cast(func.extract("year", shifted), Integer)
    return case((col(FundingBid.received_on_precision) != DatePrecision.YEAR.value, year), else_=None)
