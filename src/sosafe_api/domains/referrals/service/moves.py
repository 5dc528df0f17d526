"""Moving referrals on: transitions, questions, answers, redirection; each with its history and change."""

from typing import Any
from uuid import UUID

from sosafe_api.core import outbox
from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.errors import (
    BusinessRule,
    FieldError,
    NotFound,
    TransitionNotAllowed,
    ValidationFailed,
)
from sosafe_api.domains.referrals import rules
from sosafe_api.domains.referrals.repository import ReferralRow
from sosafe_api.domains.referrals.rules import DeclineReason, Side, Status
from sosafe_api.domains.referrals.schemas import AnswerIn, QuestionIn, RedirectionIn, TransitionIn
from sosafe_api.domains.referrals.service.base import ReferralServiceBase


class MoveService(ReferralServiceBase):
    """Every method locks the referral, checks `If-Match`, then the table of transitions."""

    async def transition(self, referral_id: UUID, wanted: TransitionIn) -> tuple[dict[str, Any], str]:
        """Answers the new status and entity tag; raises `TransitionNotAllowed` with where it may go."""
        row = await self._locked(referral_id)
        allowed = self.allowed(row)
        if wanted.to not in allowed:
            raise TransitionNotAllowed(allowed_to=allowed)
        problem = rules.reason_problem(wanted.to, wanted.reason_code)
        if problem:
            raise ValidationFailed(errors=[_REASON_ERRORS[problem]])
        transition_id = await self.move(row, wanted.to, wanted.reason_code, wanted.note)
        return self._moved(row, transition_id, wanted.to, wanted.reason_code)

    async def ask(self, referral_id: UUID, asked: QuestionIn) -> tuple[dict[str, Any], str]:
        """Asks the sender; the referral waits for the answer and the answer-by clock stops."""
        row = await self._locked(referral_id, Side.SERVICE)
        if row.status not in (Status.UNDER_REVIEW, Status.AWAITING_INFORMATION):
            raise TransitionNotAllowed(
                "A question can be asked while the referral is under review.",
                allowed_to=self.allowed(row),
            )
        question_id = await self.repository.ask(
            row, asked.code.value, asked.question, most=rules.MOST_QUESTIONS
        )
        if question_id is None:
            raise BusinessRule(errors=[_TOO_MANY_QUESTIONS])
        if row.status == Status.UNDER_REVIEW:
            await self.move(row, Status.AWAITING_INFORMATION)
        else:
            await self._touch(row, "referral.question_asked", "referral:ask")
        body = {"id": question_id, "referral_id": row.id, "code": asked.code.value}
        return body, self.tag(row, row.version + 1)

    async def answer(self, referral_id: UUID, given: AnswerIn) -> tuple[dict[str, Any], str]:
        """Answers a question; with the last one the referral goes back under review and the clock runs on."""
        row = await self._locked(referral_id, Side.SENDER)
        if row.status in rules.FINAL:
            allowed = rules.allowed_transitions(Status(row.status), self.sides(row))
            raise TransitionNotAllowed("A closed referral takes no more answers.", allowed_to=allowed)
        if not await self.repository.answer(row, given.question_id, given.answer):
            detail = "Names no open question of this referral."
            raise ValidationFailed(errors=[FieldError("unknown_reference", detail, pointer="#/question_id")])
        if row.status == Status.AWAITING_INFORMATION and not await self.repository.unanswered(row):
            await self.move(row, Status.UNDER_REVIEW)
            status = Status.UNDER_REVIEW
        else:
            await self._touch(row, "referral.question_answered", "referral:answer")
            status = Status(row.status)
        body = {"question_id": given.question_id, "referral_id": row.id, "status": status}
        return body, self.tag(row, row.version + 1)

    async def redirect(self, referral_id: UUID, wanted: RedirectionIn) -> tuple[dict[str, Any], str]:
        """Closes the referral as sent to the wrong service; opens one at the right service that names it.

        Answers the new one and its entity tag.
        """
        row = await self._locked(referral_id, Side.SERVICE)
        allowed = self.allowed(row)
        if Status.DECLINED not in allowed:
            raise TransitionNotAllowed("Only an undecided referral is redirected.", allowed_to=allowed)
        await self._check_target(row, wanted.service_id)
        # Row security lets a caller write for its own services only; here it hands one referral to another's.
        async with self.transaction.widened(service_ids=(*self.actor.service_ids, wanted.service_id)):
            continued_id = await self.repository.redirect(row, wanted.service_id)
        reason = DeclineReason.WRONG_SERVICE.value
        await self.move(row, Status.DECLINED, reason, wanted.note, redirected_to_id=continued_id)
        await outbox.emit(
            self.context,
            "referral.submitted",
            continued_id,
            1,
            agency_id=row.agency_id,
            service_id=wanted.service_id,
        )
        entry = Entry(operation="referral:create", object_type="referral", object_id=continued_id)
        await record(self.context, entry)
        body = {"id": continued_id, "redirected_from_id": row.id, "service_id": wanted.service_id}
        return body, self.tag_of(continued_id, 1, row.agency_id, wanted.service_id)

    async def _check_target(self, row: ReferralRow, service_id: UUID) -> None:
        state = await self.repository.service_state(service_id)
        if state == ("active", True) and service_id != row.service_id:
            return
        detail = "Must name another service of the partnership that takes referrals now."
        raise ValidationFailed(errors=[FieldError("unknown_reference", detail, pointer="#/service_id")])

    async def _locked(self, referral_id: UUID, side: Side | None = None) -> ReferralRow:
        row = await self.repository.lock(referral_id)
        if row is None:
            raise NotFound()
        self.context.entity_tags.check(self.context.if_match, self.tag(row))
        if side is not None and side not in self.sides(row):
            raise TransitionNotAllowed(allowed_to=self.allowed(row))
        return row

    async def _touch(self, row: ReferralRow, change: str, operation: str) -> None:
        await self.repository.touch(row)
        await self.announce(row, change, operation)

    def _moved(
        self, row: ReferralRow, transition_id: UUID, to: Status, reason_code: str | None
    ) -> tuple[dict[str, Any], str]:
        body = {
            "id": transition_id,
            "referral_id": row.id,
            "from": row.status,
            "to": to,
            "reason_code": reason_code,
            "allowed_transitions": self.allowed(row, to),
        }
        return body, self.tag(row, row.version + 1)


_TOO_MANY_QUESTIONS = FieldError(
    "too_many_questions", f"A referral takes {rules.MOST_QUESTIONS} questions at most.", pointer="#/question"
)
_REASON_ERRORS = {
    "required": FieldError("required", "Must be given for this status.", pointer="#/reason_code"),
    "unknown_code": FieldError("unknown_code", "Is not a reason of this status.", pointer="#/reason_code"),
    "not_wanted": FieldError("not_wanted", "Must not be given for this status.", pointer="#/reason_code"),
}
