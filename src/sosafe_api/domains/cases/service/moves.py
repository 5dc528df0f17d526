"""Moving a case: paused, resumed, closed with a second person's approval; its referrals go with it."""

from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import wire_instant
from sosafe_api.core.errors import TransitionNotAllowed, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.domains.cases.models import Case, CaseTransition
from sosafe_api.domains.cases.rules import MOST_PAUSES, CaseEnding, CaseStatus, move_errors, referral_moves
from sosafe_api.domains.cases.schemas import CaseTransitionIn
from sosafe_api.domains.cases.service.base import CaseServiceBase

_EVENTS = {
    CaseStatus.OPEN: "case.resumed",
    CaseStatus.PAUSED: "case.paused",
    CaseStatus.CLOSING: "case.closure_asked",
    CaseStatus.CLOSED: "case.closed",
    CaseStatus.ENTERED_IN_ERROR: "case.entered_in_error",
}


class CaseMoveService(CaseServiceBase):
    """Each move locks the case, checks `If-Match`, then the table of transitions."""

    async def transition(self, case_id: UUID, wanted: CaseTransitionIn) -> tuple[dict[str, Any], str]:
        """Answers the move and the new entity tag; raises `TransitionNotAllowed` with where it may go."""
        row = await self.locked(case_id)
        start, allowed = CaseStatus(row.status), await self.allowed(row)
        if wanted.to not in allowed:
            raise TransitionNotAllowed(allowed_to=allowed)
        errors = move_errors(start, wanted.to, wanted.reason_code, wanted.ending)
        if errors:
            raise ValidationFailed(errors=errors)
        if wanted.to in (CaseStatus.PAUSED, CaseStatus.CLOSING):
            moves = await self.repository.moves(row.id)
            self.refuse_beyond(moves + 1, MOST_PAUSES, "moves of the case")
        ending = _ending_after(row, wanted)
        for to, reason in referral_moves(wanted.to, wanted.reason_code, ending):
            await self.referrals.follow(row.id, to, reason)
        if wanted.to is CaseStatus.CLOSED and ending is not None:
            await self.referrals.state_outcome(row.id, ending=ending.value)
        line = self._line(row, wanted, ending)
        await self.repository.add(line)
        await self.alter(row, _EVENTS[wanted.to], **self._columns(wanted.to, ending))
        body = {
            "id": line.id,
            "case_id": row.id,
            "from": start,
            "to": wanted.to,
            "reason_code": wanted.reason_code,
            "ending": ending,
            "allowed_transitions": await self.allowed(row),
        }
        return body, self.tag(row, "case")

    async def history(self, case_id: UUID) -> list[dict[str, Any]]:
        """Every move, oldest first; the read is recorded."""
        row = await self.found(case_id)
        entry = Entry(operation="case_transition:read", object_type="case", object_id=row.id, field_set="F3")
        await record(self.context, entry)
        return [_shown(line) for line in await self.repository.history(row.id)]

    def _columns(self, to: CaseStatus, ending: CaseEnding | None) -> dict[str, Any]:
        columns: dict[str, Any] = {
            "status": to.value,
            "status_since": self.context.now,
            "ending": ending.value if ending else None,
            "closing_asked_by": self.actor.id if to is CaseStatus.CLOSING else None,
        }
        if to is CaseStatus.CLOSED:
            columns["closed_at"] = self.context.now
        return columns

    def _line(self, row: Case, wanted: CaseTransitionIn, ending: CaseEnding | None) -> CaseTransition:
        return CaseTransition(
            partnership_id=row.partnership_id,
            id=new_id(),
            case_id=row.id,
            from_status=row.status,
            to_status=wanted.to.value,
            reason_code=wanted.reason_code,
            ending=ending.value if ending else None,
            note=wanted.note,
            actor_id=self.actor.id,
            occurred_at=self.context.now,
        )


def _ending_after(row: Case, wanted: CaseTransitionIn) -> CaseEnding | None:
    """A refused closure leaves none; an approved one, and a case declared an error, keep theirs."""
    if row.ending is not None and wanted.to in (CaseStatus.CLOSED, CaseStatus.ENTERED_IN_ERROR):
        return CaseEnding(row.ending)
    return wanted.ending


def _shown(line: CaseTransition) -> dict[str, Any]:
    return {
        "id": line.id,
        "case_id": line.case_id,
        "from": line.from_status,
        "to": line.to_status,
        "reason_code": line.reason_code,
        "ending": line.ending,
        "occurred_at": wire_instant(line.occurred_at),
        "actor_id": line.actor_id,
        "note": line.note,
    }
