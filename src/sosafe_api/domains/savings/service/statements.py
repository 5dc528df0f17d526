"""Statements of savings once made: read, approved by a second person, withdrawn."""

from typing import Any
from uuid import UUID

from sosafe_api.core.errors import (
    TransitionNotAllowed,
    ValidationFailed,
)
from sosafe_api.core.pagination import Page
from sosafe_api.domains.savings.errors import SecondPersonRequired
from sosafe_api.domains.savings.rules import STATEMENT_TRANSITIONS, reason_errors
from sosafe_api.domains.savings.schemas import (
    SavingsStatementQuery,
    SavingsTransitionIn,
)
from sosafe_api.domains.savings.service.base import StatementServiceBase, allowed
from sosafe_api.domains.savings.vocabulary import SavingsStatementStatus


class StatementService(StatementServiceBase):
    """A statement's life moves its status and never what it says."""

    async def transition(self, statement_id: UUID, wanted: SavingsTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed`, and `SecondPersonRequired` for the approval of one's own work."""
        row = await self.found(statement_id, lock=True)
        self.check(row, "savings_statement")
        if wanted.to not in STATEMENT_TRANSITIONS[SavingsStatementStatus(row.status)]:
            raise TransitionNotAllowed(allowed_to=allowed(row))
        reason = wanted.reason_code.value if wanted.reason_code else None
        errors = reason_errors(wanted.to, reason)
        if errors:
            raise ValidationFailed(errors=errors)
        columns: dict[str, Any] = {
            "status": wanted.to.value, "status_since": self.context.now, "reason_code": reason
        }  # fmt: skip
        if wanted.to is SavingsStatementStatus.APPROVED:
            if row.created_by == self.actor.id:
                raise SecondPersonRequired()
            columns["approved_by"] = self.actor.id
        await self.change(row, columns, f"savings_statement.{wanted.to.value}")
        if wanted.to is SavingsStatementStatus.WITHDRAWN and row.previous_version_id is not None:
            await self._make_latest(row.previous_version_id)
        return await self.view(row)

    async def _make_latest(self, statement_id: UUID) -> None:
        """What a withdrawn version followed on is the latest again, and can be brought to other prices anew."""
        before = await self.found(statement_id, lock=True)
        await self.change(before, {"next_version_id": None}, "savings_statement.updated")

    async def read(self, statement_id: UUID) -> dict[str, Any]:
        return await self.view(await self.found(statement_id))

    async def calculation(self, statement_id: UUID) -> tuple[bytes, str]:
        """The bytes that the statement was made with, and their entity tag."""
        row = await self.found(statement_id)
        return (await self.repository.calculation(row.id)).body, f'"{row.calculation_digest[:20]}"'

    async def page(self, query: SavingsStatementQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self.summary(row) for row in page.rows], page.next_cursor)
