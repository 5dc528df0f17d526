"""Queries about volunteers and their training."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from sosafe_api.domains.community_events.models import Volunteer, VolunteerTrainingSession
from sosafe_api.domains.community_events.repository.base import RowRepository
from sosafe_api.domains.community_events.schemas import TrainingTotalsQuery, VolunteerQuery

Session = VolunteerTrainingSession


class VolunteerRepository(RowRepository):
    """Volunteers of the actor's partnership."""

    async def page(self, query: VolunteerQuery, after: Any) -> list[Volunteer]:
        statement = self._of(Volunteer)
        for name in ("role", "status", "agency_id"):
            if getattr(query, name) is not None:
                statement = statement.where(getattr(Volunteer, name) == getattr(query, name))
        return await self._page(statement, Volunteer, after, query.limit)

    async def hours(self, volunteer_ids: Iterable[UUID]) -> dict[UUID, Decimal]:
        statement = (
            select(Session.volunteer_id, func.sum(Session.hours))
            .where(
                Session.partnership_id == self._partnership_id,
                col(Session.volunteer_id).in_(list(volunteer_ids)),
            )
            .group_by(col(Session.volunteer_id))
        )
        return dict(await self._all(statement))

    async def training(self, volunteer_id: UUID, most: int) -> list[VolunteerTrainingSession]:
        """The latest first."""
        statement = self._of(Session).where(Session.volunteer_id == volunteer_id)
        return await self._all(
            statement.order_by(col(Session.trained_on).desc(), col(Session.id).desc()).limit(most)
        )

    async def totals(self, query: TrainingTotalsQuery) -> list[tuple[str, int, int, Decimal]]:
        """By role: volunteers, sessions, hours."""
        statement = (
            select(
                Volunteer.role,
                func.count(func.distinct(Session.volunteer_id)),
                func.count(),
                func.sum(Session.hours),
            )
            .join(
                Volunteer,
                (col(Volunteer.partnership_id) == Session.partnership_id)
                & (col(Volunteer.id) == Session.volunteer_id),
            )
            .where(Session.partnership_id == self._partnership_id)
            .group_by(Volunteer.role)
            .order_by(Volunteer.role)
        )
        if query.trained_on_from is not None:
            statement = statement.where(col(Session.trained_on) >= query.trained_on_from)
        if query.trained_on_before is not None:
            statement = statement.where(col(Session.trained_on) < query.trained_on_before)
        return await self._all(statement)
