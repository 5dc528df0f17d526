"""Every query about death reviews; row security shows those of the caller's groups only."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow
from sosafe_api.domains.reviews.models import (
    DeathReview,
    DeathReviewAction,
    DeathReviewRecommendation,
    DeathReviewStep,
    PublishedDeathReview,
)
from sosafe_api.domains.reviews.rules import UNFINISHED
from sosafe_api.domains.reviews.schemas import DeathReviewQuery, ReviewActionQuery

Row = TypeVar("Row", bound=PartnershipRow)
_UNFINISHED = [status.value for status in UNFINISHED]


class ReviewRepository:
    """Lists give one row more than the page holds, in the order of recording; never commits."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._today = london_date(context.now)
        self._session = context.transaction.session

    async def add(self, *rows: PartnershipRow) -> None:
        """In this order, each written at once: row security asks about a review before what belongs to it."""
        for row in rows:
            self._session.add(row)
            await self._session.flush()

    async def find(self, table: type[Row], row_id: UUID, *, lock: bool = False) -> Row | None:
        """Locked, the row is read anew: what was read before may have changed while another held the lock."""
        statement = self._of(table).where(col(table.id) == row_id)
        if lock:
            statement = statement.with_for_update().execution_options(populate_existing=True)
        result = await self._session.exec(statement)
        found: Row | None = result.first()
        return found

    async def page(self, query: DeathReviewQuery, after: Any) -> Sequence[DeathReview]:
        statement = self._of(DeathReview)
        if query.status is not None:
            statement = statement.where(col(DeathReview.status).in_([each.value for each in query.status]))
        return await self._page(statement, DeathReview, after, query.limit)

    async def actions(self, query: ReviewActionQuery, after: Any) -> Sequence[DeathReviewAction]:
        table = DeathReviewAction
        statement = self._of(table)
        if query.status is not None:
            statement = statement.where(col(table.status).in_([each.value for each in query.status]))
        if query.agency_id is not None:
            statement = statement.where(table.agency_id == query.agency_id)
        if query.review_id is not None:
            statement = statement.where(table.review_id == query.review_id)
        if query.overdue is not None:
            late = (col(table.due_on) < self._today) & col(table.status).in_(_UNFINISHED)
            statement = statement.where(late if query.overdue else ~late)
        return await self._page(statement, table, after, query.limit)

    async def published(self, query: Any, after: Any) -> Sequence[PublishedDeathReview]:
        return await self._page(self._of(PublishedDeathReview), PublishedDeathReview, after, query.limit)

    async def steps(self, review_id: UUID) -> list[DeathReviewStep]:
        statement = self._of(DeathReviewStep).where(DeathReviewStep.review_id == review_id)
        return list((await self._session.exec(statement.order_by(col(DeathReviewStep.version)))).all())

    async def recommendations(self, review_id: UUID) -> list[DeathReviewRecommendation]:
        return await self._of_review(DeathReviewRecommendation, review_id)

    async def actions_of(self, review_id: UUID) -> list[DeathReviewAction]:
        return await self._of_review(DeathReviewAction, review_id)

    async def _of_review(self, table: Any, review_id: UUID) -> list[Any]:
        statement = self._of(table).where(table.review_id == review_id).order_by(table.id)
        return list((await self._session.exec(statement)).all())

    def _of(self, table: type[PartnershipRow]) -> Any:
        return select(table).where(col(table.partnership_id) == self._partnership_id)

    async def _page(self, statement: Any, table: Any, after: Any, limit: int) -> list[Any]:
        if after is not None:
            statement = statement.where(col(table.id) > UUID(after))
        return list((await self._session.exec(statement.order_by(table.id).limit(limit + 1))).all())
