"""Requests for extracts: an analyst asks, an administrator answers, and nobody approves their own."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import (
    FieldError,
    InvalidParameter,
    NotFound,
    TransitionNotAllowed,
    ValidationFailed,
)
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.outcomes.models import ExtractApproval
from sosafe_api.domains.outcomes.repository import ApprovalRepository
from sosafe_api.domains.outcomes.rules.extracts import LASTS_DAYS, allowed_transitions, window_errors
from sosafe_api.domains.outcomes.schemas import ExtractApprovalIn, ExtractApprovalQuery, ExtractTransitionIn
from sosafe_api.domains.outcomes.vocabulary import ExtractStatus

_EVENTS = {
    ExtractStatus.APPROVED: "extract_approval.approved",
    ExtractStatus.REFUSED: "extract_approval.refused",
    ExtractStatus.WITHDRAWN: "extract_approval.withdrawn",
}

_NOT_APPROVED = FieldError(
    "not_approved", "Must name an approved request of yours that has not expired.", parameter="approval_id"
)


class ApprovalService(RecordService):
    """An approval opens one set of records to the one who asked, for thirty days."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = ApprovalRepository(context)

    async def create(self, wanted: ExtractApprovalIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for a period that is not of whole months, or is too long."""
        errors = window_errors(wanted.closed_from, wanted.closed_before, london_date(self.context.now))
        if errors:
            raise ValidationFailed(errors=errors)
        row = ExtractApproval(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            **wanted.model_dump(),
            status=ExtractStatus.REQUESTED.value,
            requested_by=self.actor.id,
            requested_at=self.context.now,
            version=1,
            updated_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "extract_approval.created")
        return self._view(row)

    async def read(self, approval_id: UUID) -> dict[str, Any]:
        return self._view(await self._found(approval_id))

    async def page(self, query: ExtractApprovalQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def transition(self, approval_id: UUID, wanted: ExtractTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed`, also for an approval of one's own request."""
        row = await self._found(approval_id, lock=True)
        self.check(row, "extract_approval")
        allowed = self._allowed(row)
        if wanted.to not in allowed:
            raise TransitionNotAllowed(allowed_to=allowed)
        columns: dict[str, Any] = {
            "status": wanted.to.value,
            "decided_by": self.actor.id,
            "decided_at": self.context.now,
        }
        if wanted.to is ExtractStatus.APPROVED:
            columns["expires_on"] = london_date(self.context.now) + timedelta(days=LASTS_DAYS)
        await self.change(row, columns, _EVENTS[wanted.to])
        return self._view(row)

    async def in_force(self, approval_id: UUID | None) -> ExtractApproval:
        """The caller's own approved request, or their latest; raises `InvalidParameter` for any other."""
        row = await self.repository.in_force(approval_id, london_date(self.context.now))
        if row is None:
            raise InvalidParameter(errors=[_NOT_APPROVED])
        return row

    async def _found(self, approval_id: UUID, *, lock: bool = False) -> ExtractApproval:
        row = await self.repository.find(approval_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    def _allowed(self, row: ExtractApproval) -> list[ExtractStatus]:
        return allowed_transitions(
            ExtractStatus(row.status), asked_by_caller=row.requested_by == self.actor.id
        )

    def _view(self, row: ExtractApproval) -> dict[str, Any]:
        return {
            "id": row.id,
            "project": row.project,
            "reason": row.reason,
            "service_id": row.service_id,
            "closed_from": row.closed_from,
            "closed_before": row.closed_before,
            "status": row.status,
            "requested_by": row.requested_by,
            "requested_at": wire_instant(row.requested_at),
            "decided_by": row.decided_by,
            "decided_at": wire_instant(row.decided_at) if row.decided_at else None,
            "expires_on": row.expires_on,
            "allowed_transitions": self._allowed(row),
            "etag": self.tag(row, "extract_approval"),
        }
