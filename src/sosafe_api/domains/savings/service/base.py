"""What every use case of savings statements needs: rows found or locked, and how they are shown."""

from typing import Any
from uuid import UUID

import msgspec

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.savings.models import SavingsStatement
from sosafe_api.domains.savings.repository import StatementRepository
from sosafe_api.domains.savings.rules import STATEMENT_TRANSITIONS
from sosafe_api.domains.savings.vocabulary import SavingsStatementStatus


class StatementServiceBase(RecordService):
    """Statements of the actor's partnership."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = StatementRepository(context)

    async def found(self, statement_id: UUID, *, lock: bool = False) -> SavingsStatement:
        row = await self.repository.find(statement_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    def summary(self, row: SavingsStatement) -> dict[str, Any]:
        return {
            "id": row.id,
            "series_id": row.series_id,
            "number": row.number,
            "previous_version_id": row.previous_version_id,
            "next_version_id": row.next_version_id,
            "title": row.title,
            "period": {"start": row.starts_on, "end": row.ends_on},
            "price_year": row.price_year,
            "status": row.status,
            "status_since": wire_instant(row.status_since),
            "reason_code": row.reason_code,
            "created_at": wire_instant(row.created_at),
            "created_by": row.created_by,
            "approved_by": row.approved_by,
            "input_hash": row.input_hash,
            "calculation_digest": row.calculation_digest,
            "allowed_transitions": allowed(row),
            "etag": self.tag(row, "savings_statement"),
        }

    async def view(self, row: SavingsStatement) -> dict[str, Any]:
        """The calculation's bytes are embedded as they are stored."""
        kept = await self.repository.calculation(row.id)
        return {**self.summary(row), "calculation": msgspec.Raw(kept.body)}


def allowed(row: SavingsStatement) -> list[SavingsStatementStatus]:
    open_to = STATEMENT_TRANSITIONS[SavingsStatementStatus(row.status)]
    return [status for status in SavingsStatementStatus if status in open_to]
