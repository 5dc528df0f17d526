"""Queries about what was said of actions, and how each stood on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col

from sosafe_api.domains.action_plans.models import PlanUpdate
from sosafe_api.domains.action_plans.repository.base import Repository


class ProgressRepository(Repository):
    """Updates are only added to, and never dated before one that is there: the latest is the last recorded."""

    async def page(self, action_id: UUID, after: Any, limit: int) -> list[PlanUpdate]:
        statement = self._of(PlanUpdate).where(PlanUpdate.action_id == action_id)
        return await self._page(statement, col(PlanUpdate.id), after, limit)

    async def latest(self, action_ids: Sequence[UUID], day: date) -> dict[UUID, PlanUpdate]:
        """The last update of each action by the end of that day."""
        statement = (
            self._of(PlanUpdate)
            .where(col(PlanUpdate.action_id).in_(action_ids), col(PlanUpdate.noted_on) <= day)
            .ext(distinct_on(col(PlanUpdate.action_id)))
            .order_by(PlanUpdate.action_id, col(PlanUpdate.noted_on).desc(), col(PlanUpdate.id).desc())
        )
        return {row.action_id: row for row in await self._all(statement)}
