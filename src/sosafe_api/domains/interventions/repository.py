"""Every query of interventions, orders and reviews; row security shows what the caller's cases and services allow."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Integer, cast
from sqlmodel import col, func, or_, select

from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow
from sosafe_api.domains.interventions.models import (
    AsbCase,
    AsbCaseReview,
    AsbReviewProcedure,
    AsbReviewRecommendation,
    EnforcementTransition,
    Intervention,
    InterventionBreach,
    PublicSpacesExtension,
    PublicSpacesOrder,
    PublicSpacesPenalty,
)
from sosafe_api.domains.interventions.schemas import (
    AsbCaseReviewProcedureQuery,
    AsbCaseReviewQuery,
    PublicSpacesOrderQuery,
)
from sosafe_api.domains.interventions.vocabulary import PublicSpacesOrderStatus

Row = TypeVar("Row", bound=PartnershipRow)
MOST_STEPS = 500


class EnforcementRepository:
    """Lists give one row more than the page holds; never commits."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._service_ids = context.actor.service_ids
        self._session = context.transaction.session

    async def find(self, table: type[Row], row_id: UUID, *, lock: bool = False) -> Row | None:
        statement = self._of(table).where(col(table.id) == row_id)
        result = await self._session.exec(statement.with_for_update() if lock else statement)
        found: Row | None = result.first()
        return found

    async def add(self, row: PartnershipRow) -> None:
        """Written at once, so that a constraint speaks before anything is told of the row."""
        self._session.add(row)
        await self._session.flush()

    async def interventions(self, case_id: UUID) -> list[Intervention]:
        statement = self._of(Intervention).where(Intervention.case_id == case_id)
        return await self._all(statement.order_by(col(Intervention.id)).limit(MOST_STEPS))

    async def step_count(self, case_id: UUID) -> int:
        return await self._count(Intervention, Intervention.case_id == case_id)

    async def breaches(self, intervention_id: UUID) -> list[InterventionBreach]:
        statement = self._of(InterventionBreach).where(InterventionBreach.intervention_id == intervention_id)
        return await self._all(statement.order_by(col(InterventionBreach.id)))

    async def moves(self, case_id: UUID, intervention_id: UUID | None) -> list[EnforcementTransition]:
        """The moves of an intervention, or of the case's stage where none is named; the latest 200."""
        table = EnforcementTransition
        of = col(table.intervention_id).is_(None) if intervention_id is None else None
        statement = self._of(table).where(
            table.case_id == case_id, of if of is not None else table.intervention_id == intervention_id
        )
        found = await self._all(statement.order_by(col(table.id).desc()).limit(200))
        return found[::-1]

    async def stage(self, case_id: UUID) -> AsbCase | None:
        result = await self._session.exec(self._of(AsbCase).where(AsbCase.case_id == case_id))
        found: AsbCase | None = result.first()
        return found

    async def orders(self, query: PublicSpacesOrderQuery, after: Any) -> list[PublicSpacesOrder]:
        table = PublicSpacesOrder
        statement = self._of(table)
        undischarged = table.status == PublicSpacesOrderStatus.MADE.value
        if query.in_force_on is not None:
            day = query.in_force_on
            lasting = or_(col(table.discharged_on).is_(None), col(table.discharged_on) > day)
            statement = statement.where(col(table.starts_on) <= day, col(table.last_day) >= day, lasting)
        if query.lapses_before is not None:
            statement = statement.where(col(table.last_day) < query.lapses_before, undischarged)
        if query.lapses_from is not None:
            statement = statement.where(col(table.last_day) >= query.lapses_from, undischarged)
        return await self._page(statement, table.id, after, query.limit)

    async def extensions(self, order_ids: Sequence[UUID]) -> list[PublicSpacesExtension]:
        table = PublicSpacesExtension
        statement = self._of(table).where(col(table.public_spaces_order_id).in_(order_ids))
        return await self._all(statement.order_by(col(table.id)))

    async def penalties(self, order_ids: Sequence[UUID]) -> dict[UUID, int]:
        table = PublicSpacesPenalty
        statement = (
            select(table.public_spaces_order_id, func.count())
            .where(
                table.partnership_id == self._partnership_id, col(table.public_spaces_order_id).in_(order_ids)
            )
            .group_by(col(table.public_spaces_order_id))
        )
        return dict((await self._session.exec(statement)).all())

    async def procedure_on(self, day: date) -> AsbReviewProcedure | None:
        """The procedures for applications of that day: the latest that began by then."""
        table = AsbReviewProcedure
        statement = self._of(table).where(col(table.starts_on) <= day)
        result = await self._session.exec(statement.order_by(col(table.starts_on).desc()).limit(1))
        found: AsbReviewProcedure | None = result.first()
        return found

    async def procedures(self, query: AsbCaseReviewProcedureQuery, after: Any) -> list[AsbReviewProcedure]:
        return await self._page(
            self._of(AsbReviewProcedure), AsbReviewProcedure.starts_on, after, query.limit
        )

    async def reviews(self, query: AsbCaseReviewQuery, after: Any) -> list[AsbCaseReview]:
        table = AsbCaseReview
        statement = self._of(table).where(col(table.service_id).in_(self._service_ids))
        if query.status is not None:
            statement = statement.where(col(table.status).in_([status.value for status in query.status]))
        if query.due_before is not None:
            statement = statement.where(col(table.next_due_on) < query.due_before)
        return await self._page(statement, table.id, after, query.limit)

    async def recommendations(self, review_id: UUID) -> list[AsbReviewRecommendation]:
        table = AsbReviewRecommendation
        statement = self._of(table).where(table.asb_case_review_id == review_id)
        return await self._all(statement.order_by(col(table.id)))

    async def figures(self, start: date, before: date) -> tuple[int, int, int, int]:
        """Applications, thresholds not met, reviews held, and those with recommendations, by day of each."""
        table = AsbCaseReview

        def within(day: Any) -> Any:
            return (col(day) >= start) & (col(day) < before)

        counted = [
            within(table.applied_on),
            within(table.decided_on) & col(table.threshold_met).is_(False),
            within(table.held_on),
            within(table.held_on) & col(table.recommended).is_(True),
        ]
        columns = [func.coalesce(func.sum(cast(condition, Integer)), 0) for condition in counted]
        statement = select(*columns).where(table.partnership_id == self._partnership_id)
        row: Any = (await self._session.exec(statement)).one()
        return row[0], row[1], row[2], row[3]

    async def _count(self, table: type[PartnershipRow], *conditions: Any) -> int:
        statement = select(func.count()).where(col(table.partnership_id) == self._partnership_id, *conditions)
        return (await self._session.exec(statement)).one()

    def _of(self, table: type[PartnershipRow]) -> Any:
        return select(table).where(col(table.partnership_id) == self._partnership_id)

    async def _all(self, statement: Any) -> list[Any]:
        return list((await self._session.exec(statement)).all())

    async def _page(self, statement: Any, key: Any, after: Any, limit: int) -> list[Any]:
        if after is not None:
            statement = statement.where(col(key) > after)
        return await self._all(statement.order_by(key).limit(limit + 1))
