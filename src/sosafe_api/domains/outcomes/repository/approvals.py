"""Every query about approvals of extracts."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.domains.outcomes.models import ExtractApproval
from sosafe_api.domains.outcomes.schemas import ExtractApprovalQuery
from sosafe_api.domains.outcomes.vocabulary import ExtractStatus


class ApprovalRepository:
    """Approvals of the partnership; never commits."""

    def __init__(self, context: Context) -> None:
        self._session = context.transaction.session
        self._partnership_id = context.actor.partnership_id
        self._actor_id = context.actor.id

    async def find(self, approval_id: UUID, *, lock: bool = False) -> ExtractApproval | None:
        statement = select(ExtractApproval).where(
            ExtractApproval.partnership_id == self._partnership_id, col(ExtractApproval.id) == approval_id
        )
        result = await self._session.exec(statement.with_for_update() if lock else statement)
        found: ExtractApproval | None = result.first()
        return found

    async def in_force(self, approval_id: UUID | None, today: date) -> ExtractApproval | None:
        """The actor's own approved request, or the latest of them, while it has not expired."""
        statement = select(ExtractApproval).where(
            ExtractApproval.partnership_id == self._partnership_id,
            ExtractApproval.requested_by == self._actor_id,
            ExtractApproval.status == ExtractStatus.APPROVED.value,
            col(ExtractApproval.expires_on) > today,
        )
        if approval_id is not None:
            statement = statement.where(col(ExtractApproval.id) == approval_id)
        result = await self._session.exec(statement.order_by(col(ExtractApproval.id).desc()).limit(1))
        found: ExtractApproval | None = result.first()
        return found

    async def add(self, row: ExtractApproval) -> None:
        self._session.add(row)
        await self._session.flush()

    async def page(self, query: ExtractApprovalQuery, after: Any) -> Sequence[ExtractApproval]:
        """In the order of asking, one more than the page holds."""
        statement = select(ExtractApproval).where(ExtractApproval.partnership_id == self._partnership_id)
        if query.status is not None:
            statement = statement.where(
                col(ExtractApproval.status).in_([status.value for status in query.status])
            )
        if after is not None:
            statement = statement.where(col(ExtractApproval.id) > UUID(after))
        statement = statement.order_by(col(ExtractApproval.id)).limit(query.limit + 1)
        return list((await self._session.exec(statement)).all())
